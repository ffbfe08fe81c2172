// The reasons of a proposal in the language and the units of the person.

import type { Fact, Said } from "../../api/types";
import { longDay } from "../../charts/words";
import { weightUnit } from "../../data/weighing";
import type { Day } from "../../lib/days";
import { has, t } from "../../texts";
import { kcal } from "../../texts/format";
import { massChange, massText } from "../../texts/mass";

const CHANGES = ["rate", "wishedRate", "fastestRate"]; // kg a week; all else is kcal or a count

/** A reason that this client does not know is said as the server says it. */
export function saidOf({ code, words, numbers }: Said, missing: Fact[], due: Day | null): string {
  const key = `progress.why.${code}`;
  if (!has(key)) return words;
  const values = Object.entries(numbers ?? {}).map(([name, n]) => [name, textOf(name, n)]);
  const facts = missing.map((fact) => t(`progress.fact.${fact}`)).join(", ");
  return t(key, { ...Object.fromEntries(values), facts, due: due ? longDay(due) : "" });
}

function textOf(name: string, value: number): string {
  if (name === "trend") return massText(value, weightUnit.value);
  return CHANGES.includes(name) ? massChange(value, weightUnit.value) : kcal(value);
}
