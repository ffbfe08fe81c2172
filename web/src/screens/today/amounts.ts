// How much of a food was eaten, as a number that can be stepped: "2 eggs" is 2, "150 g" is 150.

import type { MealFood } from "../../api/types";
import { scaled } from "../../data/diary";
import { precise, readNumber } from "../../texts/format";

const WEIGHED = /^(g|ml|gram|grams|kcal)\b/i;

export interface Amount {
  count: number;
  unit: string; // what is counted
  named: boolean; // whether the quantity names a number
}

export function amountOf({ quantity }: MealFood): Amount {
  const [, number, unit] = /^([\d.,]+)\s*(.*)$/.exec(quantity) ?? [];
  const count = readNumber(number ?? "");
  if (count > 0) return { count, unit: unit ?? "", named: true };
  return { count: 1, unit: `× ${quantity}`, named: false };
}

/** How far one press of + or - goes. */
export function stepOf({ count, unit }: Pick<Amount, "count" | "unit">): number {
  if (WEIGHED.test(unit)) return count >= 100 ? 10 : 5;
  return count >= 2 ? 1 : 0.5;
}

/** The same food with another count, and the words for it. */
export function withCount(food: MealFood, count: number): MealFood {
  const was = amountOf(food);
  const next = scaled(food, count, was.count);
  const [, words = ""] = /^[\d.,]+(\s*.*)$/.exec(food.quantity) ?? [];
  // "1 cup (158 g)": the weight in brackets would be wrong now, and is told by `grams`.
  const plain = words.replace(/\s*\([^)]*\d[^)]*\)\s*$/, "");
  const quantity = was.named ? `${count}${plain}` : `${precise(count)} × ${food.quantity}`;
  return { ...next, quantity: quantity.slice(0, 100) };
}
