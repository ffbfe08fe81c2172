// What some days say together. A day without a meal says nothing: it is not in any average.

import type { Macro, Totals } from "../data/diary";
import { MACROS } from "../data/diary";
import type { DayPoint } from "../data/points";
import { rounded, sum } from "../lib/numbers";

/** A day with a meal. */
export type LoggedDay = DayPoint & Totals;
/** Fewer logged days say too little. */
export const ENOUGH = 3;
const KCAL_PER_GRAM = { protein: 4, carbs: 4, fat: 9 }; // the general Atwater factors
const ON_GOAL = 0.1; // so near to it, as a part of it

export function logged(points: readonly DayPoint[]): LoggedDay[] {
  return points.filter((point): point is LoggedDay => point.totalCalories !== null);
}

/** The mean of an amount over logged days; 0 of none, as the API has it. */
export function average(days: readonly LoggedDay[], name: keyof Totals | "calorieGoal"): number {
  return days.length ? rounded(sum(days.map((day) => day[name])) / days.length) : 0;
}

export function isOnGoal({ totalCalories, calorieGoal }: LoggedDay): boolean {
  return Math.abs(totalCalories - calorieGoal) <= ON_GOAL * calorieGoal;
}

/** The range of totals that is on the goal. */
export function aroundGoal({ calorieGoal }: DayPoint): [number, number] {
  return [calorieGoal * (1 - ON_GOAL), calorieGoal * (1 + ON_GOAL)];
}

/** The day with the least and the one with the most of an amount; the earlier of two equal ones. */
export function extremes(days: readonly LoggedDay[], name: keyof Totals): [LoggedDay, LoggedDay] {
  const sorted = [...days].sort((a, b) => a[name] - b[name]);
  const most = sorted.find((day) => day[name] === sorted.at(-1)?.[name]);
  return [sorted[0] as LoggedDay, most as LoggedDay];
}

/** kcal that come from a macronutrient. */
export function energyFrom(macro: Macro, grams: number): number {
  return KCAL_PER_GRAM[macro] * grams;
}

/** Which part of the energy comes from each macronutrient; all 0 when there is none. */
export function shares(days: readonly Record<Macro, number>[]): Record<Macro, number> {
  const energy = MACROS.map((macro) => energyFrom(macro, sum(days.map((day) => day[macro]))));
  const whole = sum(energy) || 1;
  const [protein = 0, carbs = 0, fat = 0] = energy.map((part) => part / whole);
  return { protein, carbs, fat };
}

/** Of each day the average of it and the six before, where enough of them are logged. */
export function sevenDayAverage(points: readonly DayPoint[]): (number | null)[] {
  return points.map((_, at) => {
    const days = logged(points.slice(Math.max(0, at - 6), at + 1));
    return days.length >= ENOUGH ? average(days, "totalCalories") : null;
  });
}
