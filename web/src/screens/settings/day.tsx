// Where and when the person's day starts.

import { t } from "../../texts";
import { dayText } from "../../texts/format";
import { say } from "../../ui/toast";
import { Field, FormError, useForm } from "./form";
import { useDraft } from "./person";

const HOURS = [0, 1, 2, 3, 4, 5, 6];

export function Day() {
  const { now, change, save } = useDraft();
  const { form, wrong } = useForm(async () => {
    await save();
    say(t("settings.saved"));
  });
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <form {...form} class="stack">
      <Field label={t("settings.timezone")} error={wrong.fields.timezone}>
        {(described) => (
          <input
            {...described}
            list="zones"
            autoComplete="off"
            spellcheck={false}
            value={now.timezone}
            onInput={(event) => change({ timezone: event.currentTarget.value.trim() })}
          />
        )}
      </Field>
      <datalist id="zones">
        {zones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {now.timezone !== here && (
        <button type="button" class="quiet" onClick={() => change({ timezone: here })}>
          {t("settings.zoneHere", { zone: here })}
        </button>
      )}
      <Field label={t("settings.dayStart")} hint={t("settings.dayStartHint")}>
        {(described) => (
          <select
            {...described}
            value={now.dayStartHour}
            onChange={(event) => change({ dayStartHour: Number(event.currentTarget.value) })}
          >
            {HOURS.map((hour) => (
              <option key={hour} value={hour}>
                {dayText(`2000-01-01T0${hour}:00Z`, { timeStyle: "short" })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p class="muted small hint">{t("settings.pastDays")}</p>
      <FormError wrong={wrong} />
      <button type="submit" class="primary">
        {t("do.save")}
      </button>
    </form>
  );
}

function zones(): string[] {
  return "supportedValuesOf" in Intl ? Intl.supportedValuesOf("timeZone") : [];
}
