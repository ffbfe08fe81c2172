// Amounts of nutrients, and the bounds of targets and references, in words.

import type { NutrientReference, Unit } from "../api/types";
import { t } from "../texts";
import { kcal, numberText, precise } from "../texts/format";

export const UNITS: Record<Unit, string> = { kcal: "kcal", g: "g", mg: "mg", ug: "µg" };

/** "at least 25 g", "at most 2,300 mg", "50 to 175 g". */
export function boundsText(
  min: number | null | undefined,
  max: number | null | undefined,
  unit: string,
): string {
  const [least, most] = [min, max].map((bound) => (bound == null ? "" : neat(bound)));
  if (least && most) return t("targets.between", { least, most, unit });
  return least
    ? t("targets.atLeast", { least, unit })
    : t("targets.atMost", { most: most ?? "", unit });
}

/** Without digits that nobody goes by. */
export function neat(amount: number): string {
  return amount >= 100 ? kcal(amount) : amount >= 10 ? numberText(amount, 1) : precise(amount);
}

/** What a reference amounts to as a target: no limit that is meant for supplements. */
export function referenceBounds({ nutrient, amount, limit, limitScope }: NutrientReference) {
  // Nobody needs to be told to eat more sodium.
  return {
    min: nutrient === "sodium" ? null : amount,
    max: limitScope === "all" ? limit : null,
  };
}
