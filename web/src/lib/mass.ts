// Kilograms, pounds and stones. The factors are those of the server (weights/models.py).

import type { WeightUnit } from "../api/types";

export const POUNDS = 14; // in a stone
/** The international pound is exact by definition. */
export const KILOGRAMS: Record<WeightUnit, number> = {
  kg: 1,
  lb: 0.45359237,
  st: POUNDS * 0.45359237,
};
export const [LIGHTEST, HEAVIEST] = [20, 500]; // kg, of a body

/** Without the noise of doubles: 0.1 + 0.2 is 0.3. */
export function tidy(amount: number, decimals = 9): number {
  return Number(amount.toFixed(decimals));
}

/** Whole stones, and pounds to a tenth: of 13.97 pounds it is a stone more. */
export function stonesAndPounds(kg: number): [number, number] {
  const pounds = tidy(kg / KILOGRAMS.lb, 1);
  const stones = Math.floor(pounds / POUNDS);
  return [stones, tidy(pounds - stones * POUNDS, 1)];
}
