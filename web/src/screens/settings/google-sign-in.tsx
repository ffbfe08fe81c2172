// Signing in here with a Google account: linking one, and ending it. Where the server has no client
// at Google there is nothing to see.

import { useEffect, useState } from "preact/hooks";
import { Problem, send } from "../../api/client";
import type { Authorize, Methods, Proofs } from "../../api/types";
import { connection } from "../../data/connection";
import { onChange } from "../../data/live";
import { has, t } from "../../texts";
import { say } from "../../ui/toast";
import { Answer, useOutcome } from "./outcome";
import { Confirm } from "./section";
import { tryAtGoogle } from "./try-at-google";

export function GoogleSignIn() {
  const [linked, setLinked] = useState<boolean>(); // unknown where Google is not offered
  const outcome = useOutcome("google", "/settings#devices");
  const look = async () => {
    try {
      const [{ google }, { methods }] = await Promise.all([
        send<Methods>("GET", "auth/methods"),
        send<Proofs>("GET", "auth/proofs"),
      ]);
      setLinked(google ? methods.includes("google") : undefined);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem; // the list above says what is wrong
    }
  };
  useEffect(() => {
    void look();
    return onChange("user", () => void look());
  }, []);
  const link = () =>
    tryAtGoogle(async () => {
      const { authorizeUrl } = await send<Authorize>("POST", "auth/google");
      location.assign(authorizeUrl);
    });
  const unlink = async () => {
    if (await tryAtGoogle(() => send("DELETE", "auth/google"))) say(t("fitness.unlinked"));
    await look();
  };
  const ended = `fitness.linking.${outcome}`;
  if (linked === undefined) return null;
  return (
    <div class="source">
      <h3>{t("signin.google")}</h3>
      {has(ended) && <Answer well={outcome === "linked"} text={t(ended)} />}
      <p class="muted">{linked ? t("fitness.isLinked") : t("fitness.notLinkedYet")}</p>
      {linked ? (
        <Confirm
          label={t("fitness.unlink")}
          question={t("fitness.unlinkQuestion")}
          sure={t("fitness.unlink")}
          act={unlink}
        />
      ) : (
        <Link link={link} />
      )}
    </div>
  );
}

function Link({ link }: { link: () => unknown }) {
  const uri = connection.value?.redirectUri;
  const there = uri && new URL(uri).origin;
  if (there && there !== location.origin)
    return (
      <p>
        {t("fitness.elsewhere")} <a href={`${there}/settings#devices`}>{there}</a>
      </p>
    );
  return (
    <button type="button" onClick={link}>
      {t("fitness.link")}
    </button>
  );
}
