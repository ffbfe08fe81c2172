// A label as it is typed, and as the API takes it.

import type { Problem } from "../../api/client";
import type { Label, OwnFood } from "../../api/types";
import { MOST_GRAMS } from "../../data/amounts";
import { barcodeOf } from "../../data/barcodes";
import { t } from "../../texts";
import { readNumber } from "../../texts/format";

export const NEEDED_VALUES = ["protein", "carbs", "fat"] as const;
export const OTHER_VALUES = ["sugar", "fiber", "salt"] as const;
export type ValueName = (typeof NEEDED_VALUES)[number] | (typeof OTHER_VALUES)[number];

export interface Typed extends Record<ValueName, string> {
  name: string;
  brand: string;
  barcode: string;
  perServing: boolean;
  serving: string; // grams
  energy: string;
  energyUnit: "kcal" | "kJ";
  portions: { name: string; grams: string }[];
}
/** What is wrong, by field; under "" what is about all of them. */
export type Wrong = Record<string, string>;

const SALT_PER_SODIUM = 2.5; // as labels in Europe count it
const KJ_PER_KCAL = 4.184;
const MOST_KCAL = 902; // of 100 g: pure fat
const IN_FORM = ["calories", "protein", "carbs", "fat", "fiber", "sugar", "sodium"];

export function typedOf(food: Partial<OwnFood>): Typed {
  const { name = "", brand, barcode, per100g = {}, portions = [] } = food;
  const text = (amount: number | undefined) => (amount === undefined ? "" : String(tidy(amount)));
  const { calories, protein, carbs, fat, fiber, sugar, sodium } = per100g;
  const salt = sodium === undefined ? undefined : (sodium / 1000) * SALT_PER_SODIUM;
  return {
    name,
    brand: brand ?? "",
    barcode: barcode ?? "",
    perServing: false,
    serving: "",
    energy: text(calories),
    energyUnit: "kcal",
    protein: text(protein),
    carbs: text(carbs),
    fat: text(fat),
    fiber: text(fiber),
    sugar: text(sugar),
    salt: text(salt),
    portions: portions.map(({ name, grams }) => ({ name, grams: text(grams) })),
  };
}

/** What is missing or no number, in the order of the form. */
export function wrongIn(typed: Typed): Wrong {
  const wrong: Wrong = {};
  const number = (path: string, text: string, { needed = true, most = 1e6, least = 0 } = {}) => {
    const value = readNumber(text);
    if (!text.trim()) {
      if (needed) wrong[path] = t("add.needed");
    } else if (Number.isNaN(value) || value < least) wrong[path] = t("add.noNumber");
    else if (value > most) wrong[path] = t("add.tooMuch", { most });
  };
  const weight = { most: MOST_GRAMS, least: 0.01 };
  if (!typed.name.trim()) wrong.name = t("add.needed");
  if (typed.barcode.trim() && !barcodeOf(typed.barcode)) wrong.barcode = t("add.noBarcode");
  if (typed.perServing) number("perGrams", typed.serving, weight);
  number("energy", typed.energy);
  for (const name of NEEDED_VALUES) number(name, typed[name]);
  for (const name of OTHER_VALUES) number(name, typed[name], { needed: false });
  typed.portions.forEach((portion, at) => {
    if (!portion.name.trim()) wrong[`portions.${at}.name`] = t("add.needed");
    number(`portions.${at}.grams`, portion.grams, weight);
  });
  return Object.keys(wrong).length ? wrong : impossible(labelOf(typed));
}

export function labelOf(typed: Typed, food?: OwnFood): Label {
  const perGrams = typed.perServing ? readNumber(typed.serving) : 100;
  const energy = readNumber(typed.energy);
  const optional = (text: string) => (text.trim() ? readNumber(text) : null);
  const serving = typed.perServing ? [{ name: t("add.serving"), grams: perGrams }] : [];
  const portions = typed.portions.map(({ name, grams }) => ({
    name: name.trim(),
    grams: readNumber(grams),
  }));
  return {
    name: typed.name.trim(),
    brand: typed.brand.trim() || null,
    barcode: barcodeOf(typed.barcode) ?? null,
    perGrams,
    ...(typed.energyUnit === "kcal" ? { calories: energy } : { kilojoules: energy }),
    protein: readNumber(typed.protein),
    carbs: readNumber(typed.carbs),
    fat: readNumber(typed.fat),
    fiber: optional(typed.fiber),
    sugar: optional(typed.sugar),
    salt: optional(typed.salt),
    nutrients: others(food, perGrams),
    portions: [...serving, ...portions],
    density: food?.density ?? null,
  };
}

/** What the server says is wrong, at the fields of the form. */
export function wrongFrom(problem: Problem): Wrong {
  const wrong: Wrong = {};
  for (const { path, message } of problem.fields)
    wrong[/^(calories|kilojoules)$/.test(path) ? "energy" : path] = message;
  return Object.keys(wrong).length ? wrong : { "": problem.message };
}

/** What the form does not ask for stays as it is. */
function others(food: OwnFood | undefined, perGrams: number): Label["nutrients"] {
  const kept = Object.entries(food?.per100g ?? {}).filter(([id]) => !IN_FORM.includes(id));
  if (!kept.length) return null;
  return Object.fromEntries(kept.map(([id, amount]) => [id, (amount * perGrams) / 100]));
}

function impossible({ calories, kilojoules, perGrams = 100, ...label }: Label): Wrong {
  const kcal = calories ?? (kilojoules ?? 0) / KJ_PER_KCAL;
  if ((kcal * 100) / perGrams > MOST_KCAL) return { energy: t("add.tooEnergetic") };
  const weight = label.protein + label.carbs + label.fat;
  return weight > perGrams * 1.05 ? { "": t("add.tooHeavy") } : {};
}

function tidy(amount: number): number {
  return Number(amount.toFixed(4));
}
