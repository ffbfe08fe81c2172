// What was read of a sentence, as foods that can be corrected and logged.

import type { Alternative, DraftFood, MealFood } from "../../api/types";
import { fitting, fromDiary, gramsText, isCounted, logged } from "../../data/amounts";
import { foodById } from "../../data/foods";
import { lastOf } from "../../data/kept-foods";
import { amountOf, withCount } from "../today/amounts";

export interface Line {
  key: number;
  item: DraftFood;
  base: MealFood; // as it was read or chosen
  food: MealFood; // in the amount of the person
  typed: string; // the count as it stands in its field
  chosen: number; // which alternative; 0 is the food that was read
}

export function lineOf(item: DraftFood, key: number): Line {
  const { foodId, name, grams, calories, protein, carbs, fat, nutrients } = item;
  const food = weighed({
    foodId,
    name,
    calories,
    protein,
    carbs,
    fat,
    fiber: item.fiber ?? undefined,
    sugar: item.sugar ?? undefined,
    quantity: item.quantity.replace(/^about /, ""),
    grams,
    nutrients: nutrients && Object.keys(nutrients).length ? nutrients : undefined,
  });
  return { key, item, base: food, food, typed: String(amountOf(food).count), chosen: 0 };
}

/** The line with another count. What is no amount changes nothing yet. */
export function counted(line: Line, typed: string, count: number): Line {
  const { base } = line;
  if (!(count > 0)) return { ...line, typed };
  const food = count === amountOf(base).count ? base : weighed(withCount(base, count));
  return { ...line, typed, food: fitting(food) ?? line.food };
}

/** Those whose values we can get. */
export function alternativesOf({ alternatives }: DraftFood): Alternative[] {
  return alternatives.filter((other) => other.foodId || lastOf(asFound(other)));
}

/** The line with another food in the same amount; undefined when its values are not known. */
export async function replaced(line: Line, chosen: number): Promise<Line | undefined> {
  const first = lineOf(line.item, line.key);
  const count = amountOf(line.food).count;
  if (!chosen) return counted(first, line.typed, count);
  const other = alternativesOf(line.item)[chosen - 1] as Alternative;
  const last = lastOf(asFound(other));
  const found = other.foodId ? await foodById(other.foodId) : last && fromDiary(last);
  if (!found || !isCounted(found)) return undefined;
  const base = logged(found, line.item.grams, first.base.quantity);
  return counted({ ...first, base, food: base, chosen }, line.typed, count);
}

/** Whether the count in its field is the one of the food. */
export function isRight({ food, typed }: Line, count: number): boolean {
  return typed.trim() !== "" && Math.abs(amountOf(food).count - count) < 0.001;
}

function asFound({ foodId, name }: Alternative) {
  return { _id: foodId, name, kind: "logged" as const };
}

/** "1 cup" as "1 cup (240 g)". */
function weighed(food: MealFood): MealFood {
  const { quantity, grams } = food;
  if (!grams || /\bg\)?$/.test(quantity)) return food;
  return { ...food, quantity: `${quantity} (${gramsText(grams)})` };
}
