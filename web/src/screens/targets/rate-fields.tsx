// Lose, keep or gain, how fast, and where it ends; with what that means in words.

import { useId } from "preact/hooks";
import type { Goal, Suggested } from "../../api/types";
import { today, user } from "../../data/session";
import { addDays } from "../../lib/days";
import { t } from "../../texts";
import { dayText, kcal } from "../../texts/format";
import { changeText, inPounds, rateStep, shownWeight, weightText } from "../../ui/weights";
import { Choice } from "../settings/form";
import { NumberField } from "../settings/measures";
import { kilograms } from "../settings/units";
import { type Draft, type Edit, fastest } from "./draft";

const GOALS: Goal[] = ["lose", "keep", "gain"];
const KCAL_PER_KG = 7700;
const WEEKS_AHEAD = 520; // later nobody can say

interface Props {
  draft: Draft;
  edit: Edit;
  wrong: Record<string, string>;
  suggested: Suggested | undefined;
}

export function RateFields({ draft, edit, wrong, suggested }: Props) {
  const id = useId();
  const { goal, rate, targetWeight } = draft;
  const step = rateStep();
  // What is stored may be faster than what is offered.
  const most = Math.max(Math.floor(fastest() / step + 1e-9), Math.round(rate / step), 1);
  const weekly = t("targets.aWeek", { rate: changeText(rate) });
  return (
    <>
      <Choice
        legend={t("targets.goal")}
        value={goal}
        options={GOALS.map((each) => [each, t(`targets.${each}`)] as const)}
        choose={(goal) => edit({ goal })}
      />
      {goal !== "keep" && (
        <div class="rate">
          <label for={id}>
            <b>{t("targets.rate")}</b> <output for={id}>{weekly}</output>
          </label>
          <input
            id={id}
            type="range"
            min={1}
            max={most}
            step={1}
            value={Math.round(rate / step)}
            aria-valuetext={weekly}
            aria-invalid={wrong.rate ? "true" : undefined}
            aria-describedby={`${id}-means`}
            onInput={(event) =>
              edit({ rate: Number((Number(event.currentTarget.value) * step).toFixed(6)) })
            }
          />
          <p id={`${id}-means`} class={wrong.rate ? "told small" : "muted small"}>
            {wrong.rate ?? meaning(draft)}
          </p>
        </div>
      )}
      <NumberField
        label={t("targets.targetWeight")}
        unit={inPounds() ? t("settings.unit.lb") : t("settings.unit.kg")}
        value={targetWeight && shownWeight(targetWeight)}
        change={(typed) => edit({ targetWeight: inPounds() && typed ? kilograms(typed) : typed })}
        hint={arrival(draft, suggested)}
        error={wrong.targetWeight}
      />
    </>
  );
}

/** What the rate means for a day. */
function meaning({ goal, rate }: Draft): string {
  const less = {
    rate: changeText(rate),
    kcal: kcal(Math.round((rate * KCAL_PER_KG) / 70) * 10),
  };
  return goal === "lose" ? t("targets.meansLess", less) : t("targets.meansMore", less);
}

/** When the target weight would be reached, as far as a rule of thumb can tell. */
function arrival({ goal, rate, targetWeight }: Draft, suggested: Suggested | undefined): string {
  const weight = user.value?.weight;
  if (!targetWeight) return t("targets.targetOptional");
  if (weight == null) return t("targets.targetNoWeight");
  const apart = targetWeight - weight;
  const now = weightText(weight);
  if (goal === "keep") return t("targets.targetKeep", { weight: now });
  if (goal === "lose" ? apart >= 0 : apart <= 0) return t("targets.targetPast", { weight: now });
  // The suggestion may be slower than the wish: it never goes below the floor.
  const isSlower = suggested?.goal === goal && suggested.rate !== null && suggested.limits.length;
  const real = isSlower ? Math.abs(suggested.rate ?? rate) : rate;
  const weeks = Math.ceil(Math.abs(apart) / real);
  if (!(weeks <= WEEKS_AHEAD)) return t("targets.targetFar");
  const day = dayText(addDays(today.value, weeks * 7), { month: "long", year: "numeric" });
  return t("targets.targetReached", { n: weeks, day, weight: now });
}
