// The password, and the codes for when it is lost.

import { useState } from "preact/hooks";
import { Problem, send } from "../../api/client";
import type { RecoveryCodes } from "../../api/types";
import { user } from "../../data/session";
import { t } from "../../texts";
import { attempt, say } from "../../ui/toast";
import { Codes } from "./codes";
import { FormError, PasswordField, refuse, useForm } from "./form";
import { Confirm } from "./section";

export function Password() {
  return (
    <>
      <details>
        <summary>{t("settings.setPassword")}</summary>
        <Change />
      </details>
      <Recovery />
    </>
  );
}

function Change() {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { form, wrong } = useForm(async () => {
    try {
      const body = { password: next, currentPassword: current || null };
      await send("PUT", "auth/password", { body });
    } catch (problem) {
      if (problem instanceof Problem && problem.code === "ProofRequired") refuse("currentPassword");
      throw problem;
    }
    setCurrent("");
    setNext("");
    say(t("settings.passwordSet"));
  });
  return (
    <form {...form} class="stack">
      {/* Password managers want to know whose it is. */}
      <input hidden readOnly autoComplete="username" value={user.value?.email} />
      <PasswordField
        label={t("settings.currentPassword")}
        hint={t("settings.currentPasswordHint")}
        autoComplete="current-password"
        value={current}
        change={setCurrent}
        error={wrong.fields.currentPassword}
      />
      <PasswordField
        label={t("settings.newPassword")}
        hint={t("settings.newPasswordHint")}
        autoComplete="new-password"
        value={next}
        change={setNext}
        error={wrong.fields.password && t("settings.wrong.newPassword")}
      />
      <FormError wrong={wrong} />
      <button type="submit" class="primary">
        {t("settings.setPassword")}
      </button>
    </form>
  );
}

function Recovery() {
  const [codes, setCodes] = useState<string[]>();
  const make = () =>
    attempt(async () => {
      const made = await send<RecoveryCodes>("POST", "auth/recovery-codes");
      setCodes(made.recoveryCodes);
    });
  if (codes)
    return (
      <Codes
        heading="h3"
        codes={codes}
        title={t("settings.keepCodes")}
        text={t("settings.newCodesText")}
        keep={() => setCodes(undefined)}
      />
    );
  return (
    <div class="stack">
      <p class="muted">{t("settings.codesWhy")}</p>
      <Confirm
        label={t("settings.newCodes")}
        question={t("settings.newCodesQuestion")}
        sure={t("settings.newCodes")}
        act={make}
      />
    </div>
  );
}
