// What the body did on the day shown, and what that means for what is left to eat.

import type { MergedDay } from "../../api/types";
import { useMoved } from "../../charts/use-moved";
import { today, user } from "../../data/session";
import { addDays, type Day } from "../../lib/days";
import { t } from "../../texts";
import { distance, kcal, numberText } from "../../texts/format";

const LATELY = 7; // days: a source that said nothing for so long is none any more

/** What is known of a day, and what of it counts. */
export interface Activity {
  day: Day;
  moved: MergedDay | undefined;
  /** Whether the person wants active energy added to the goal. */
  adds: boolean;
  /** kcal that are added; unknown adds nothing. */
  added: number;
}

/** Undefined where there is no phone or watch that counts, or nobody wants to see it. */
export function useActivity(day: Day): Activity | undefined {
  const days = useMoved(addDays(day, 1 - LATELY), day);
  const moved = days.at(-1);
  const { fitDataEnabled, activityMode } = user.value ?? {};
  if (!days.length || !(fitDataEnabled || days.some(Boolean))) return undefined;
  const adds = activityMode === "add";
  return { day, moved, adds, added: (adds && moved?.activeEnergy) || 0 };
}

/** Goal + active energy - eaten = left, where that is how it is counted. */
export function Arithmetic({ activity, goal, eaten }: Numbers & { activity: Activity }) {
  const { adds, added, moved } = activity;
  if (!adds) return null;
  if (moved?.activeEnergy == null)
    return <p class="arithmetic muted small">{t("today.nothingAdded")}</p>;
  return <p class="arithmetic small">{sumText(goal, added, eaten)}</p>;
}

interface Numbers {
  goal: number;
  eaten: number;
}

/** With as few decimals as the sum holds with: 2,000 + 312 - 451 = 1,862 would be wrong. */
function sumText(goal: number, added: number, eaten: number): string {
  const left = goal + added - eaten;
  const holds = (decimals: number) => {
    const round = (value: number) => Math.round(value * 10 ** decimals);
    return round(goal) + round(added) - round(eaten) === round(left);
  };
  const decimals = [0, 1].find(holds) ?? 2;
  const text = (value: number) => numberText(Math.abs(value), decimals);
  return t(left < 0 ? "today.sumOver" : "today.sumLeft", {
    goal: text(goal),
    added: text(added),
    eaten: text(eaten),
    left: text(left),
  });
}

/** Steps and energy out. What was not measured is not zero. */
export function Moved({ activity: { day, moved } }: { activity: Activity }) {
  if (!moved) return <p class="moved-not muted small">{t("today.notMeasured")}</p>;
  const isToday = day === today.value;
  return (
    <dl class="moved">
      <Figure
        name={t("today.steps")}
        value={moved.steps}
        hint={moved.distance === null ? "" : distance(moved.distance)}
      />
      <Figure name={t("today.active")} value={moved.activeEnergy} hint={t("today.aboveRest")} />
      <Figure
        name={t("today.energyOut")}
        value={moved.totalEnergy}
        hint={isToday ? t("today.restSoFar") : t("today.restIncluded")}
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: number | null;
  hint: string;
}

function Figure({ name, value, hint }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      {value === null ? (
        <dd class="muted small">{t("today.unknown")}</dd>
      ) : (
        <>
          <dd class="grams">{kcal(value)}</dd>
          <dd class="muted small">{hint}</dd>
        </>
      )}
    </div>
  );
}
