// The button that signs in with Google, where this server offers it; and how it ended there.

import { useEffect, useState } from "preact/hooks";
import { send } from "../../api/client";
import type { Methods } from "../../api/types";
import { write } from "../../lib/local";
import { has, t } from "../../texts";
import { Answer, useOutcome } from "../settings/outcome";
import { VIA_GOOGLE } from "./enter";

export function GoogleWay() {
  const [offered, setOffered] = useState(false);
  useEffect(() => {
    send<Methods>("GET", "auth/methods").then(
      ({ google }) => setOffered(google),
      () => undefined, // then the server cannot be reached, which the form says
    );
  }, []);
  if (!offered) return null;
  return (
    <div class="google-way">
      <p class="muted small">{t("signin.or")}</p>
      <a class="outlined" href="/api/auth/google" onClick={() => write(VIA_GOOGLE, true)}>
        {t("signin.google")}
      </a>
    </div>
  );
}

export function GoogleAnswer() {
  const outcome = useOutcome("google", "/sign-in");
  const ended = `signin.ended.${outcome}`;
  return has(ended) ? <Answer well={false} text={t(ended)} /> : null;
}
