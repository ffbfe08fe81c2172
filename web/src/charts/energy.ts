// The energy of days, as every chart of it has it.

import type { DayPoint } from "../data/points";
import { t } from "../texts";
import { aroundGoal } from "./summary";
import type { Column } from "./table";

export function energyColumns(points: readonly DayPoint[]): Column[] {
  return [
    { name: t("charts.energyKcal"), cells: points.map((point) => point.totalCalories) },
    { name: t("charts.goalKcal"), cells: points.map((point) => point.calorieGoal) },
    { name: t("charts.meals"), cells: points.map((point) => point.mealCount) },
  ];
}

/** From zero to above the highest bar and the goal. */
export function energyRange(points: readonly DayPoint[]): [number, number] {
  return [
    0,
    Math.max(...points.map((day) => Math.max(day.totalCalories ?? 0, aroundGoal(day)[1]))),
  ];
}
