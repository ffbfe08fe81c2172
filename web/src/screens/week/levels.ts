// Whether an amount is low or high, and when nobody can tell. The rules are those of
// `targets/verdicts.py`, for the average of logged days.

import type { Bounds, GoalVersion, NutrientReference, NutrientTotal } from "../../api/types";
import { referenceBounds } from "../../ui/bounds";

const TOLERANCE = 0.05; // of a bound
const LEAST_COVERAGE = 0.5; // with less known, the rest is not guessed at
// Food tables and diaries count less of them than a reference means.
export const UNDERCOUNTED = new Set(["niacin", "folate", "water"]);

export type Level = "low" | "ok" | "high" | "unknown";

export interface Judged {
  nutrient: NutrientTotal;
  /** A logged day, on average. */
  mean: number;
  bounds: Bounds;
  level: Level;
  /** Whether the person set the bounds. */
  own: boolean;
}

/** Each nutrient that has a target of the person, or a reference. */
export function judged(
  nutrients: readonly NutrientTotal[],
  days: number,
  version: GoalVersion | null,
  references: readonly NutrientReference[],
): Judged[] {
  return nutrients.flatMap((nutrient) => {
    const own = version?.nutrients?.[nutrient.id];
    const reference = references.find((each) => each.nutrient === nutrient.id);
    const bounds = own ?? (reference && referenceBounds(reference));
    if (!bounds || (bounds.min == null && bounds.max == null)) return [];
    const mean = nutrient.amount / days;
    const level = levelOf(mean, bounds, nutrient.coverage, nutrient.id);
    return [{ nutrient, mean, bounds, level, own: Boolean(own) }];
  });
}

/** High needs no coverage: a lower bound that is too much is too much. */
export function levelOf(mean: number, { min, max }: Bounds, coverage: number, id: string): Level {
  if (max != null && mean > max * (1 + TOLERANCE)) return "high";
  const guess = coverage >= LEAST_COVERAGE ? mean / Math.min(coverage, 1) : undefined;
  if (min != null && mean < min * (1 - TOLERANCE)) {
    const isLow = guess !== undefined && guess < min * (1 - TOLERANCE) && !UNDERCOUNTED.has(id);
    return isLow ? "low" : "unknown";
  }
  const isBelow = max == null || (guess !== undefined && guess <= max * (1 + TOLERANCE));
  return isBelow ? "ok" : "unknown";
}
