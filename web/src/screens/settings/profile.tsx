// Who the person is, and what they want.

import { t } from "../../texts";
import { say } from "../../ui/toast";
import { FormError, TextField, useForm } from "./form";
import {
  ActivityField,
  AimField,
  BodyFields,
  CalorieField,
  GoalsField,
  useDraft,
  Warnings,
} from "./person";

export function Profile() {
  const draft = useDraft();
  const { form, wrong } = useForm(async () => {
    await draft.save();
    say(t("settings.saved"));
  });
  return (
    <form {...form} class="stack">
      <TextField
        label={t("settings.name")}
        autoComplete="name"
        value={draft.now.name}
        change={(name) => draft.change({ name })}
        error={wrong.fields.name}
      />
      <BodyFields draft={draft} wrong={wrong.fields} />
      <ActivityField draft={draft} />
      <AimField draft={draft} />
      <GoalsField draft={draft} wrong={wrong.fields} />
      <CalorieField draft={draft} wrong={wrong.fields} />
      <p class="links">
        <a href="/targets">{t("settings.targets")}</a>
      </p>
      <Warnings />
      <FormError wrong={wrong} />
      <button type="submit" class="primary">
        {t("do.save")}
      </button>
    </form>
  );
}
