// The form of the targets. What is typed stays while the targets change somewhere else.

import { useRef, useState } from "preact/hooks";
import type { CurrentGoal, GoalVersion, Suggested } from "../../api/types";
import { goalChanges, putGoal, suggestionPath } from "../../data/goals";
import { today, user } from "../../data/session";
import { addDays } from "../../lib/days";
import { t } from "../../texts";
import { dayText, kcal } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { say } from "../../ui/toast";
import { useAnswer } from "../../ui/use-answer";
import { Field, FormError, useForm } from "../settings/form";
import { asked, type Draft, draftOf, leastOf } from "./draft";
import { EnergyFields } from "./energy-fields";
import { NutrientTargets } from "./nutrient-targets";
import { PatternFields } from "./pattern-fields";
import { RateFields } from "./rate-fields";
import { Suggestion } from "./suggestion";
import { refuseFields, unread, wrongOf } from "./wrong";

const FLOOR = { female: 1200, male: 1500, unspecified: 1500 }; // kcal, as users/models.py has it
const AHEAD = 366; // days

interface Props {
  current: CurrentGoal;
  versions: GoalVersion[];
}

export function Editor({ current, versions }: Props) {
  const [draft, setDraft] = useState(() => draftOf(current));
  const edit = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const suggestion = useAnswer<Suggested>(
    suggestionPath(draft.goal, draft.rate),
    goalChanges.value,
  );
  // The versions that the person has seen; others that came meanwhile are not overwritten unseen.
  const seen = useRef(versions);
  const { form, wrong } = useForm(
    async () => {
      const unreadable = unread(draft);
      if (unreadable.length) refuseFields(unreadable);
      const there = seen.current.find(({ from }) => from === draft.from);
      const put = await putGoal(draft.from, asked(draft), there);
      seen.current = [put, ...seen.current.filter(({ from }) => from !== put.from)];
      say(t("targets.saved", { day: dayText(draft.from, { dateStyle: "long" }) }));
    },
    (problem) => {
      if (problem.status === 409 || problem.status === 412) seen.current = versions;
      return wrongOf(problem, draft);
    },
  );
  const floor = FLOOR[user.value?.sex ?? "unspecified"];
  const least = leastOf(draft);
  return (
    <form {...form} class="card stack" aria-labelledby="targets-edit">
      <h2 id="targets-edit">{t("targets.edit")}</h2>
      <RateFields draft={draft} edit={edit} wrong={wrong.fields} suggested={suggestion.last} />
      <Suggestion asked={suggestion} draft={draft} edit={edit} />
      <EnergyFields draft={draft} edit={edit} wrong={wrong.fields} />
      <PatternFields draft={draft} edit={edit} wrong={wrong.fields} />
      <div role="status">
        {least < floor && (
          <p class="warning">
            <Icon name="warning" />
            <span>{t("settings.lowGoal", { goal: kcal(least), floor: kcal(floor) })}</span>
          </p>
        )}
      </div>
      <NutrientTargets draft={draft} edit={edit} wrong={wrong.fields} suggested={suggestion.last} />
      <Field
        label={t("targets.holdsFrom")}
        hint={t("targets.holdsFromHint")}
        error={wrong.fields.from}
      >
        {(described) => (
          <input
            {...described}
            type="date"
            required
            min={today.value}
            max={addDays(today.value, AHEAD)}
            value={draft.from}
            onInput={(event) => edit({ from: event.currentTarget.value || today.value })}
          />
        )}
      </Field>
      <FormError wrong={wrong} />
      <button type="submit" class="primary">
        {t("do.save")}
      </button>
    </form>
  );
}
