// In what an amount of a food can be said: its portions, grams, or times what was eaten last.

import type { FoundFood, MealFood } from "../../api/types";
import { fitting, gramsText, isCounted, logged, portionsOf, quantityOf } from "../../data/amounts";
import { t } from "../../texts";
import { amount } from "../../texts/format";
import { amountOf, stepOf, withCount } from "../today/amounts";

export interface Unit {
  label: string;
  grams?: string; // what one of it weighs, in words
  start: number;
  step: (count: number) => number;
  /** The food in this amount; undefined when that is too much or too little. */
  of: (count: number) => MealFood | undefined;
}

export function unitsOf(food: FoundFood): Unit[] {
  if (!isCounted(food)) return food.last ? [timesLast(food.last)] : [];
  return [...portionsOf(food).map((portion) => inPortions(food, portion)), inGrams(food)];
}

/** The unit and count to begin with: those of the last time. */
export function startOf(food: FoundFood, units: readonly Unit[]): { unit: Unit; count: number } {
  const [first] = units as [Unit, ...Unit[]];
  const last = food.last?.grams;
  if (!last || !isCounted(food)) return { unit: first, count: first.start };
  for (const unit of units) {
    const count = Math.round((last / (unit.of(1)?.grams ?? 1)) * 2) / 2;
    const same = Math.abs((unit.of(count)?.grams ?? 0) - last) < 0.1;
    if (count > 0 && count <= 4 && same) return { unit, count };
  }
  return { unit: units.at(-1) as Unit, count: last };
}

function inGrams(food: FoundFood): Unit {
  return {
    label: t("add.grams"),
    start: 100,
    step: (count) => (count >= 100 ? 10 : 5),
    of: (count) => fitting(logged(food, count, gramsText(count))),
  };
}

function inPortions(food: FoundFood, portion: { name: string; grams: number }): Unit {
  return {
    label: portion.name,
    grams: t("unit.g", { amount: amount(portion.grams) }),
    start: 1,
    step: (count) => (count >= 2 ? 1 : 0.5),
    of: (count) => fitting(logged(food, portion.grams * count, quantityOf(portion, count))),
  };
}

function timesLast(last: NonNullable<FoundFood["last"]>): Unit {
  const now = amountOf(last);
  return {
    label: now.unit || last.quantity,
    start: now.count,
    step: () => stepOf(now),
    of: (count) => fitting(count === now.count ? last : withCount(last, count)),
  };
}
