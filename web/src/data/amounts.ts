// From a food and an amount to what is logged.

import type { FoundFood, LogFood, MealFood, Portion } from "../api/types";
import { rounded } from "../lib/numbers";

/** Without all of these a food cannot be counted. */
export const NEEDED = ["calories", "protein", "carbs", "fat"] as const;
const MAIN: readonly string[] = [...NEEDED, "fiber", "sugar"];
export const MOST_GRAMS = 5_000;
const MOST_KCAL = 20_000;
const ORDINARY = [/\bmedium\b/i, /\bserving\b/i]; // the last first
const LONGEST = { name: 200, quantity: 100 };

/** Whether the values of 100 g are known. Unknown is not zero. */
export function isCounted({ per100g }: FoundFood): boolean {
  return NEEDED.every((id) => per100g?.[id] !== undefined);
}

/** What one tap logs: the amount of the last time, else a portion, else 100 g. */
export function usualAmount(food: FoundFood): MealFood | undefined {
  const { last } = food;
  if (!isCounted(food)) return last ? again(last) : undefined;
  // The values of a food that was changed since are the present ones.
  if (last?.grams && food.kind !== "logged") return logged(food, last.grams, last.quantity);
  if (last) return again(last);
  const portion = portionsOf(food)[0];
  return portion
    ? logged(food, portion.grams, quantityOf(portion, 1))
    : logged(food, 100, gramsText(100));
}

/** Some grams of a food, with all that is known of them. */
export function logged(food: FoundFood, grams: number, quantity: string): MealFood {
  const per100g = food.per100g ?? {};
  const of = (id: string) => ((per100g[id] as number) * grams) / 100;
  const known = (id: string) => (per100g[id] === undefined ? undefined : rounded(of(id)));
  const others = Object.keys(per100g).filter((id) => !MAIN.includes(id));
  return {
    foodId: food._id ?? undefined,
    name: food.name.slice(0, LONGEST.name),
    calories: rounded(of("calories")),
    protein: rounded(of("protein")),
    carbs: rounded(of("carbs")),
    fat: rounded(of("fat")),
    fiber: known("fiber"),
    sugar: known("sugar"),
    quantity: quantity.slice(0, LONGEST.quantity),
    grams: rounded(grams),
    nutrients: others.length
      ? Object.fromEntries(others.map((id) => [id, Number(of(id).toFixed(4))]))
      : undefined,
    source: food.source?.name,
  };
}

/** The portions that say more than a weight does, the most ordinary first. */
export function portionsOf({ portions = [] }: FoundFood): Portion[] {
  const some = portions.filter(
    ({ name, grams }) => !/^[\d.,]+ ?g$/.test(name) && grams <= MOST_GRAMS,
  );
  const rank = ({ name }: Portion) => ORDINARY.findIndex((words) => words.test(name));
  return some.sort((a, b) => rank(b) - rank(a));
}

/** "2 cup, sliced (300 g)" of the portion "1 cup, sliced". */
export function quantityOf(
  { name, grams }: Pick<Portion, "name" | "grams">,
  count: number,
): string {
  const [, number = "1", words] = /^(\d+(?:[.,]\d+)?)?\s*(.*)$/.exec(name) ?? [];
  const many = plain(Number(number.replace(",", ".")) * count);
  const weight = ` (${gramsText(grams * count)})`;
  return `${many} ${words}`.trim().slice(0, LONGEST.quantity - weight.length) + weight;
}

export function gramsText(grams: number): string {
  return `${plain(grams)} g`;
}

/** As it is stored, in every language: no grouping, a point, at most two decimals. */
function plain(amount: number): string {
  return String(rounded(amount));
}

/** The food, unless it is more than the server takes, or nothing. */
export function fitting<Eaten extends LogFood>(food: Eaten): Eaten | undefined {
  const { grams, calories, protein, carbs, fat } = food;
  const most = Math.max(grams ?? 0, protein, carbs, fat);
  return grams !== 0 && most <= MOST_GRAMS && calories <= MOST_KCAL ? food : undefined;
}

/** A food of the diary as one that can be looked for. Where it was weighed, its values are known. */
export function fromDiary(food: MealFood | LogFood): FoundFood {
  const { foodId, name, grams, nutrients } = food;
  const values = { ...nutrients, ...pick(food) };
  const per100g = Object.entries(values).map(([id, n]) => [id, (n * 100) / (grams || 1)]);
  return {
    _id: foodId,
    name,
    kind: "logged",
    per100g: grams ? Object.fromEntries(per100g) : undefined,
    last: again(food),
  };
}

/** The main values. An answered 0 of fiber or sugar may stand for unknown. */
function pick(food: MealFood | LogFood): Record<string, number> {
  const { calories, protein, carbs, fat, fiber, sugar } = food;
  return { calories, protein, carbs, fat, ...(fiber && { fiber }), ...(sugar && { sugar }) };
}

function again({ _id, fiber, sugar, ...food }: MealFood | LogFood): MealFood {
  return { ...food, fiber: fiber ?? undefined, sugar: sugar ?? undefined };
}
