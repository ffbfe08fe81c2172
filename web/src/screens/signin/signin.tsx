// The door: nobody is signed in here, or the sign-in of the person who was has ended.

import { useEffect, useState } from "preact/hooks";
import type { SignedIn } from "../../api/types";
import { signedIn, signedOut, user } from "../../data/session";
import { resume } from "../../data/start";
import { navigate } from "../../lib/router";
import { chooseTheme, THEMES, type Theme, theme } from "../../lib/theme";
import { locale, t } from "../../texts";
import { Logo } from "../../ui/logo";
import { Codes } from "../settings/codes";
import { LanguageSelect } from "../settings/language";
import { EnterForm } from "./form";

/** With an e-mail it is the same person again. */
export default function SignIn({ email }: { email?: string | undefined }) {
  const [made, setMade] = useState<SignedIn>();
  useEffect(() => {
    document.title = `${t("signin.page")} – ${t("app.name")}`;
  }, [locale.value]);
  useEffect(() => resumeAtTheEnd, []);

  const enter = (entered: SignedIn, isNew: boolean) => {
    if (entered.recoveryCodes) setMade(entered);
    else goIn(entered, isNew);
  };
  return (
    <>
      <div class="door-head">
        <Logo size={56} />
        <p class="brand">{t("app.name")}</p>
        <p class="muted">{t("signin.what")}</p>
      </div>
      {made ? (
        <div class="card">
          <Codes
            heading="h1"
            codes={made.recoveryCodes ?? []}
            title={t("settings.keepCodes")}
            text={t("signin.noPassword")}
            keep={() => goIn(made, true)}
          />
        </div>
      ) : (
        <EnterForm known={email} enter={enter} />
      )}
      <div class="door-foot">
        <LanguageSelect />
        <ThemeSelect />
      </div>
    </>
  );
}

function ThemeSelect() {
  return (
    <select
      aria-label={t("settings.theme")}
      value={theme.value}
      onChange={(event) => chooseTheme(event.currentTarget.value as Theme)}
    >
      {THEMES.map((each) => (
        <option key={each} value={each}>
          {t(`signin.theme.${each}`)}
        </option>
      ))}
    </select>
  );
}

function goIn(entered: SignedIn, isNew: boolean): void {
  const here = location.pathname === "/sign-in" ? "/" : location.pathname + location.search;
  navigate(isNew ? "/welcome" : here, { replace: true });
  signedIn(entered.user);
}

/** The door closes when somebody is signed in, here or in another tab. */
function resumeAtTheEnd(): void {
  if (user.value && !signedOut.value) void resume();
}
