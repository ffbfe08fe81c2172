// What is typed of a weight: one number, or stones and pounds.

import type { WeightUnit } from "../../api/types";
import { KILOGRAMS, POUNDS, stonesAndPounds, tidy } from "../../lib/mass";
import { readNumber } from "../../texts/format";
import { massTyped } from "../../texts/mass";

const STEP = 0.1; // in the unit; of stones in pounds

/** The texts of its fields, to a tenth; empty where no weight is known. */
export function typedOf(kg: number | undefined, unit: WeightUnit): string[] {
  if (unit === "st") return kg === undefined ? ["", ""] : stonesAndPounds(kg).map(massTyped);
  return [kg === undefined ? "" : massTyped(tidy(kg / KILOGRAMS[unit], 1))];
}

/** In its unit; NaN where it is no number. Stones alone have no pounds. */
export function amountIn(typed: readonly string[], unit: WeightUnit): number {
  const [first = Number.NaN, pounds = 0] = typed.map((text, at) =>
    at && !text.trim() ? 0 : readNumber(text),
  );
  return unit === "st" ? first + pounds / POUNDS : first;
}

export function kilogramsIn(typed: readonly string[], unit: WeightUnit): number {
  return amountIn(typed, unit) * KILOGRAMS[unit];
}

/** A step more or less; undefined where there is no number to start from. */
export function nudged(
  typed: readonly string[],
  unit: WeightUnit,
  by: 1 | -1,
): string[] | undefined {
  const small = unit === "st" ? "lb" : unit;
  const amount = kilogramsIn(typed, unit) / KILOGRAMS[small] + by * STEP;
  return amount > 0 ? typedOf(amount * KILOGRAMS[small], unit) : undefined;
}
