// Weights as the person reads them: 77.4 kg, 170.6 lb, or 12 st 2.6 lb.

import { computed } from "@preact/signals";
import type { WeightUnit } from "../api/types";
import { KILOGRAMS, POUNDS, stonesAndPounds, tidy } from "../lib/mass";
import { locale } from "./index";

const NAMES: Record<WeightUnit, string> = { kg: "kilogram", lb: "pound", st: "stone" };
const forms = computed(() => {
  const made = new Map<string, Intl.NumberFormat>(); // making one takes a millisecond
  return (unit: WeightUnit, decimals: number) => {
    const key = `${unit}${decimals}`;
    const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const named = { style: "unit", unit: NAMES[unit], ...options } as const;
    const found = made.get(key) ?? new Intl.NumberFormat(locale.value, named);
    made.set(key, found);
    return found;
  };
});
const plain = computed(
  () => new Intl.NumberFormat(locale.value, { maximumFractionDigits: 1, useGrouping: false }),
);

const WHOLE = "\u00a0"; // keeps a number and its unit on one line

/** Kilograms in words of a unit; to a tenth, of stones to a tenth of a pound. */
export function massText(kg: number, unit: WeightUnit): string {
  const form = forms.value;
  if (unit !== "st") return together(form(unit, 1).format(kg / KILOGRAMS[unit]));
  const [stones, pounds] = stonesAndPounds(kg);
  return together(`${form("st", 0).format(stones)} ${form("lb", 1).format(pounds)}`);
}

/** A change of weight without its sign, to a hundredth; who weighs in stones counts it in pounds. */
export function massChange(kg: number, unit: WeightUnit): string {
  const small = smallUnit(unit);
  return together(forms.value(small, 2).format(Math.abs(kg) / KILOGRAMS[small]));
}

function together(text: string): string {
  return text.replaceAll(" ", WHOLE);
}

/** The unit that a chart is drawn in: a stone is too coarse. */
export function smallUnit(unit: WeightUnit): "kg" | "lb" {
  return unit === "kg" ? "kg" : "lb";
}

/** An amount on the axis of such a chart. */
export function massTick(amount: number, unit: WeightUnit): string {
  if (unit !== "st") return plain.value.format(amount);
  const stones = Math.floor(amount / POUNDS);
  return `${stones} st ${plain.value.format(tidy(amount - stones * POUNDS, 1))}`;
}

/** As it can be typed again. */
export function massTyped(amount: number): string {
  return plain.value.format(amount);
}
