// Logging what a meal plan proposes, as foods of the diary.

import type { LogFood, MealType } from "../../api/types";
import { logFoods, mealTypeNow, type Undo } from "../../data/diary";
import type { PlanItem } from "../../data/replies";
import { addDays, type Day } from "../../lib/days";
import { t } from "../../texts";
import { grams } from "../../texts/format";

/** The item as a food; undefined when a value is missing that the diary needs. */
export function asFood(item: PlanItem): LogFood | undefined {
  const { calories, protein, carbs, fat } = item;
  if (calories === null || protein === null || carbs === null || fat === null) return undefined;
  return {
    foodId: item.foodId,
    name: oneLine(item.name, 200),
    calories,
    protein,
    carbs,
    fat,
    fiber: item.fiber ?? undefined,
    sugar: item.sugar ?? undefined,
    quantity: oneLine(quantityOf(item) || t("coach.serving"), 100),
    grams: item.grams ?? undefined,
    nutrients: item.nutrients,
  };
}

export function quantityOf({ quantity, grams: weight }: PlanItem): string {
  return quantity || (weight === null ? "" : grams(weight));
}

/** Logs items from a day on, into one meal a day or each into the one it is planned for. */
export async function logItems(
  items: readonly PlanItem[],
  firstDay: Day,
  mealType: MealType | undefined,
): Promise<Undo> {
  const undos: Undo[] = [];
  const undo = async () => {
    for (const each of undos.toReversed()) await each();
  };
  try {
    for (const { day, type, foods } of mealsOf(items, firstDay, mealType))
      undos.push(await logFoods(foods, day, type));
  } catch (problem) {
    await undo(); // all of the plan or nothing
    throw problem;
  }
  return undo;
}

interface Planned {
  day: Day;
  type: MealType;
  foods: LogFood[];
}

function mealsOf(items: readonly PlanItem[], firstDay: Day, mealType?: MealType): Planned[] {
  const meals = new Map<string, Planned>();
  for (const item of items) {
    const food = asFood(item);
    if (!food) continue;
    const day = addDays(firstDay, item.dayNumber - 1);
    const type = mealType ?? item.mealType ?? mealTypeNow();
    const meal = meals.get(day + type) ?? { day, type, foods: [] };
    meals.set(day + type, meal);
    meal.foods.push(food);
  }
  return [...meals.values()];
}

function oneLine(text: string, most: number): string {
  return text.replace(/\s+/g, " ").slice(0, most);
}
