// The sentences of the server in the language of the person: each has a code and its numbers. One
// that this client does not know is shown as the server wrote it.

import type { NutrientReference, NutrientTarget, Said } from "../../api/types";
import { user } from "../../data/session";
import { has, t, type Values } from "../../texts";
import { kcal, numberText } from "../../texts/format";
import { neat, UNITS } from "../../ui/bounds";
import { changeText } from "../../ui/weights";

const RATES = new Set(["wantedRate", "fastestRate"]); // kilograms a week

export function saidText({ code, words, numbers }: Said): string {
  const key = code === "sexUnspecified" && numbers?.kcal === undefined ? `${code}Only` : code;
  const text = `said.${key}`;
  if (!has(text)) return words;
  const values: Values = { why: t(`targets.floor.${user.value?.sex ?? "unspecified"}`) };
  for (const [name, number] of Object.entries(numbers ?? {}))
    values[name] = RATES.has(name)
      ? changeText(number)
      : name === "kcal"
        ? kcal(number)
        : numberText(number, name === "bmi" || name === "least" ? 1 : 2);
  return t(text, values);
}

/** Why a suggested target is what it is, and where it is from. */
export function targetWhy({ reason, source }: NutrientTarget): string {
  return t("targets.why", { reason: t(`said.reason.${reason}`), source: source.citation });
}

/** What is recommended of a nutrient, its upper limit, and where that is from. */
export function referenceText(reference: NutrientReference): string {
  const { kind, amount, unit, limit, limitKind, limitScope, notes, source } = reference;
  const parts = [
    t("targets.reference", {
      kind: t(`said.kind.${kind}`),
      amount: neat(amount),
      unit: UNITS[unit],
    }),
  ];
  if (limit !== null && limitKind)
    parts.push(
      t("targets.limit", {
        kind: t(`said.kind.${limitKind}`),
        limit: neat(limit),
        unit: UNITS[unit],
        scope: t(`said.scope.${limitScope ?? "all"}`),
      }),
    );
  return [...parts, ...notes.map((note) => t(`said.note.${note}`)), source.citation].join(" ");
}
