// Logs foods, says what was logged, and keeps them for the next time.

import type { FoundFood, Id, LogFood } from "../../api/types";
import { logFoods, mealTypeNow, totalOf } from "../../data/diary";
import { keepUsed } from "../../data/kept-foods";
import { today } from "../../data/session";
import { t } from "../../texts";
import { dayName, kcal } from "../../texts/format";
import { attempt, sayUndo } from "../../ui/toast";
import type { Place } from "./place";

/** Answers if it went well; `logged` hears into which meal. */
export function log(
  foods: LogFood[],
  place: Place,
  known: FoundFood[] = [],
  logged?: (id: Id) => unknown,
): Promise<boolean> {
  const { day, mealType = mealTypeNow() } = place;
  return attempt(async () => {
    const undo = await logFoods(foods, day, mealType, logged);
    keepUsed(foods, known);
    sayUndo(words(foods, { day, mealType }), undo);
  });
}

/** "Oatmeal, 158 kcal, to breakfast". */
function words(foods: LogFood[], { day, mealType }: Required<Place>): string {
  const values = {
    name: foods.length === 1 ? (foods[0]?.name ?? "") : t("add.foods", { n: foods.length }),
    kcal: kcal(totalOf(foods).totalCalories),
    meal: t(`meal.in.${mealType ?? "snack"}`),
    day: dayName(day, today.value),
  };
  return day === today.value ? t("add.logged", values) : t("add.loggedOn", values);
}
