// What charts say of days, in words.

import type { DayPoint } from "../data/points";
import { today } from "../data/session";
import type { Day } from "../lib/days";
import { t } from "../texts";
import { dayText, kcal } from "../texts/format";
import { average, ENOUGH, logged } from "./summary";

/** "Tuesday 10 November", with the year where it is another one. */
export function longDay(day: Day): string {
  return dayText(day, { weekday: "long", day: "numeric", month: "long", year: yearOf(day) });
}

/** "Tue 10 Nov". */
export function shortDay(day: Day): string {
  return dayText(day, { weekday: "short", day: "numeric", month: "short", year: yearOf(day) });
}

function yearOf(day: Day): "numeric" | undefined {
  return day.slice(0, 4) === today.value.slice(0, 4) ? undefined : "numeric";
}

/** What the energy of a day is, and its goal. */
export function energyWords(point: DayPoint): string {
  const goal = kcal(point.calorieGoal);
  if (point.totalCalories === null) return nothingWords(point);
  return t("charts.energyOfGoal", { kcal: kcal(point.totalCalories), goal });
}

/** Why a day has no numbers. */
export function nothingWords({ known, date }: DayPoint): string {
  if (!known) return t("charts.notHere");
  return date === today.value ? t("charts.nothingYet") : t("charts.nothing");
}

/** What the energy of some days says, in a sentence. */
export function energySaid(points: readonly DayPoint[]): string {
  const days = logged(points);
  const n = days.length;
  const mean = average(days, "totalCalories");
  if (!n) return noneSaid(points);
  if (n < ENOUGH) return t("charts.saidLittle", { n, kcal: kcal(mean) });
  const goal = average(days, "calorieGoal");
  const apart = mean - goal;
  const said = { n, kcal: kcal(mean), goal: kcal(goal), apart: kcal(Math.abs(apart)) };
  if (Math.abs(apart) < 0.02 * goal) return t("charts.saidAt", said);
  return apart < 0 ? t("charts.saidBelow", said) : t("charts.saidAbove", said);
}

/** Why nothing can be said of some days. */
export function noneSaid(points: readonly DayPoint[]): string {
  return points.every((day) => day.known) ? t("charts.saidNothing") : t("charts.saidNotHere");
}
