// The targets while they are edited: what is typed, from what holds to what is sent.

import type { Bounds, CurrentGoal, Energy, Goal, PutGoal } from "../../api/types";
import { today, user } from "../../data/session";
import type { Day } from "../../lib/days";
import type { Typed } from "../settings/measures";
import { type Pattern, spread, totalOf, WEEK } from "./pattern";

export interface Span {
  min: Typed;
  max: Typed;
}

export interface Draft {
  from: Day;
  goal: Goal;
  /** The size of the change, kilograms a week. */
  rate: number;
  targetWeight: Typed;
  ranged: boolean;
  aim: Typed;
  range: Span;
  /** What another client set beside an aim. It stays while the aim lies within. */
  around: Span;
  pattern: Pattern | undefined;
  nutrients: Record<string, Span>;
}
export type Edit = (change: Partial<Draft>) => void;

const USUAL_RATE = 0.4; // kg a week, where no rate was chosen yet
const FASTEST = 0.01; // of the body weight a week, as targets/suggest.py has it
const NO_BOUNDS: Span = { min: null, max: null };
// As the settings store them, and as other clients do.
const AIMS: Record<string, Goal> = { "lose weight": "lose", "gain weight": "gain" };

/** As the goals are that hold now, else as the profile says. */
export function draftOf({ version, calorieGoal }: CurrentGoal): Draft {
  const rate = version?.rate;
  const { aim, min, max, week } = version?.energy ?? { aim: calorieGoal };
  const ranged = aim == null && (min != null || max != null);
  const daily = aim ?? (week ? Math.round(totalOf(week) / WEEK) : (min ?? max ?? calorieGoal));
  return {
    from: today.value,
    goal: rate == null ? wished() : rate < 0 ? "lose" : rate > 0 ? "gain" : "keep",
    rate: Math.min(Math.abs(rate || USUAL_RATE), rate ? 5 : fastest()),
    targetWeight: version?.targetWeight ?? null,
    ranged,
    aim: daily,
    range: { min: min ?? null, max: max ?? null },
    around: aim == null ? NO_BOUNDS : { min: min ?? null, max: max ?? null },
    pattern: week ? patternFrom(week, daily) : undefined,
    nutrients: Object.fromEntries(
      Object.entries(version?.nutrients ?? {}).map(([id, { min, max }]) => [
        id,
        { min: min ?? null, max: max ?? null },
      ]),
    ),
  };
}

/** What is sent. A field that is no number stays one that the server would refuse. */
export function asked(draft: Draft): PutGoal {
  const { goal, rate, targetWeight, nutrients } = draft;
  const named = Object.entries(nutrients).map(([id, { min, max }]) => {
    const bounds: Bounds = {};
    if (min !== null) bounds.min = min;
    if (max !== null) bounds.max = max;
    return [id, bounds] as const;
  });
  return {
    energy: energyOf(draft),
    nutrients: Object.fromEntries(named),
    rate: goal === "keep" ? 0 : goal === "lose" ? -rate : rate,
    targetWeight,
  };
}

/** kcal of an average day, NaN where it is not known yet. */
export function dailyOf({ ranged, aim, range }: Draft): number {
  if (!ranged) return aim ?? Number.NaN;
  const { min, max } = range;
  return min !== null && max !== null ? Math.round((min + max) / 2) : (min ?? max ?? Number.NaN);
}

/** The least of a day, to warn of. */
export function leastOf(draft: Draft): number {
  const days = draft.pattern?.days ?? [dailyOf(draft)];
  return Math.min(...days.map((kcal) => kcal ?? Number.NaN));
}

/** How fast a change may be at most, kilograms a week. */
export function fastest(): number {
  return FASTEST * (user.value?.weight ?? 70);
}

function energyOf({ ranged, aim, range, around, pattern }: Draft): Energy {
  const { min, max } = ranged ? range : isWithin(aim, around) ? around : NO_BOUNDS;
  const energy: Energy = {};
  if (pattern) energy.week = pattern.days as number[];
  if (!ranged && (!pattern || pattern.keeps)) energy.aim = aim;
  if (min !== null) energy.min = min;
  if (max !== null) energy.max = max;
  return energy;
}

function isWithin(kcal: Typed, { min, max }: Span): boolean {
  return kcal !== null && kcal >= (min ?? kcal) && kcal <= (max ?? kcal);
}

/** The days that are unlike most of them were set by hand. */
function patternFrom(week: number[], daily: number): Pattern {
  const keeps = totalOf(week) === daily * WEEK;
  const usual = [...week].sort((a, b) => a - b)[3] as number;
  const held = week.flatMap((kcal, at) => (Math.abs(kcal - usual) > 1 ? [at] : []));
  return { keeps, days: week, held };
}

function wished(): Goal {
  const named = user.value?.goals
    ?.map((goal) => AIMS[goal.replace("_", " ").toLowerCase()])
    .find(Boolean);
  return named ?? "keep";
}

/** The same draft with another aim or range: the days that were not set follow. */
export function withEnergy(draft: Draft, change: Partial<Draft>): Partial<Draft> {
  const { pattern } = draft;
  if (!pattern) return change;
  return { ...change, pattern: spread(pattern, dailyOf({ ...draft, ...change })) };
}
