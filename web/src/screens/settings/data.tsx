// What is kept of the person: here, as a file, and not at all any more.

import { useEffect, useState } from "preact/hooks";
import { send } from "../../api/client";
import { confirmed } from "../../data/meals";
import { outbox } from "../../data/outbox";
import { end, signOut, user } from "../../data/session";
import { t } from "../../texts";
import { amount } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { attempt } from "../../ui/toast";
import { download, type Form } from "./download";
import { FormError, refuse, TextField, useForm } from "./form";

export function Data() {
  return (
    <>
      <Kept />
      <Download />
      <details>
        <summary>{t("settings.deleteAccount")}</summary>
        <DeleteAccount />
      </details>
    </>
  );
}

function Kept() {
  const [used, setUsed] = useState<number>();
  useEffect(() => {
    navigator.storage?.estimate?.().then(({ usage }) => setUsed(usage));
  }, []);
  return (
    <p class="muted">
      {t("settings.kept", { n: confirmed.value.size })}{" "}
      {used !== undefined && t("settings.used", { amount: amount(used / 1e6) })}
    </p>
  );
}

function Download() {
  const [meals, setMeals] = useState<number>();
  const [busy, setBusy] = useState(false);
  const start = async (form: Form) => {
    setBusy(true);
    setMeals(0);
    const done = await attempt(() => download(form, setMeals));
    setBusy(false);
    if (!done) setMeals(undefined);
  };
  return (
    <div>
      <h3>{t("settings.download")}</h3>
      <p class="muted small hint">{t("settings.downloadHint")}</p>
      <div class="actions">
        {(["json", "csv"] as const).map((form) => (
          <button key={form} type="button" disabled={busy} onClick={() => start(form)}>
            <Icon name="download" />
            {t(`settings.as.${form}`)}
          </button>
        ))}
      </div>
      <p class="muted small said" role="status">
        {meals !== undefined &&
          t(busy ? "settings.downloading" : "settings.downloaded", { n: meals })}
      </p>
    </div>
  );
}

function DeleteAccount() {
  const [typed, setTyped] = useState("");
  const { form, wrong } = useForm(async () => {
    const { _id, email } = user.value ?? {};
    if (typed.trim().toLowerCase() !== email) refuse("email");
    await send("DELETE", `users/${_id}`);
    end(); // the sign-in is gone with the account
    await signOut();
  });
  return (
    <form {...form} class="stack">
      <p>{t("settings.deleteWhat")}</p>
      {outbox.value.length > 0 && <p>{t("settings.deleteWaiting", { n: outbox.value.length })}</p>}
      <TextField
        label={t("settings.deleteConfirm", { email: user.value?.email ?? "" })}
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        value={typed}
        change={setTyped}
        error={wrong.fields.email && t("settings.wrong.confirm")}
      />
      <FormError wrong={wrong} />
      <button type="submit" class="danger">
        {t("settings.deleteForGood")}
      </button>
    </form>
  );
}
