// What is wrong with the targets, by field and in words: the server says it to programs, in English.

import { Problem, reachable } from "../../api/client";
import { user } from "../../data/session";
import { t } from "../../texts";
import { numberText } from "../../texts/format";
import { changeText, weightText } from "../../ui/weights";
import { inWords, type Wrong } from "../settings/form";
import { type Draft, fastest } from "./draft";
import { isKcal } from "./pattern";

const UNDERWEIGHT = 18.5; // BMI, kg/m2
const ADULT = 18; // years

/** The fields that cannot be sent as they are. */
export function unread({ ranged, aim, range, pattern, targetWeight, nutrients }: Draft): string[] {
  const named = Object.entries(nutrients);
  const { min, max } = range;
  const least = (["min", "max"] as const).filter((name) => isWrong(range[name]));
  return [
    ...(ranged || isKcal(aim) ? [] : ["energy.aim"]),
    ...(ranged ? least.map((name) => `energy.${name}`) : []),
    ...(ranged && min === null && max === null ? ["energy.min"] : []),
    ...(ranged && isKcal(min) && isKcal(max) && min > max ? ["energy.min"] : []),
    ...(pattern?.days.flatMap((kcal, at) => (isKcal(kcal) ? [] : [`energy.week.${at}`])) ?? []),
    ...(Number.isNaN(targetWeight) ? ["targetWeight"] : []),
    ...named.flatMap(([id, { min, max }]) =>
      Number.isNaN(min) || Number.isNaN(max) || (min === null && max === null)
        ? [`nutrients.${id}`]
        : [],
    ),
  ];
}

function isWrong(kcal: number | null): boolean {
  return kcal !== null && !isKcal(kcal);
}

/** The words for each field, and for the whole. */
export function wrongOf(problem: Problem, draft: Draft): Wrong {
  const fields: Record<string, string> = {};
  for (const { path } of problem.fields) {
    const [name, part, at] = path.split(".");
    // A nutrient has one sentence for both of its ends, and so has the range of the energy.
    const field = name === "nutrients" ? `${name}.${part}` : name === "day" ? "from" : path;
    fields[field] = fieldWords(problem.code, field, draft, at);
  }
  return { fields, whole: problem.fields.length ? "" : wholeWords(problem) };
}

function fieldWords(
  code: string | undefined,
  field: string,
  draft: Draft,
  at: string | undefined,
): string {
  if (code === "NoDeficit") return noDeficit(field);
  if (code === "TooFast") return t("targets.wrong.rate", { most: changeText(fastest()) });
  if (code === "TargetTooLow") return targetTooLow(draft.targetWeight ?? 0);
  if (field === "from") return t("targets.wrong.from");
  if (field === "targetWeight") return t("settings.wrong.weight");
  if (field.startsWith("nutrients")) return t("targets.wrong.nutrient");
  if (at !== undefined) return t("targets.wrong.week");
  return draft.ranged ? t("targets.wrong.range") : t("settings.wrong.dailyCalorieGoal");
}

/** Why somebody must not aim at losing weight. */
function noDeficit(field: string): string {
  const { age } = user.value ?? {};
  const why =
    age != null && age < ADULT
      ? t("said.under_18", { age, least: ADULT })
      : t("said.underweight", { bmi: numberText(bmiAt(), 1), least: numberText(UNDERWEIGHT, 1) });
  return field.startsWith("energy") ? `${why} ${t("targets.wrong.deficit")}` : why;
}

function targetTooLow(kg: number): string {
  const least = UNDERWEIGHT * ((user.value?.height ?? 0) / 100) ** 2;
  return t("targets.wrong.targetWeight", {
    target: weightText(kg),
    bmi: numberText(bmiAt(kg), 1),
    least: weightText(Math.ceil(least * 10) / 10),
  });
}

function bmiAt(kg = user.value?.weight ?? 0): number {
  return kg / ((user.value?.height ?? 0) / 100) ** 2;
}

function wholeWords(problem: Problem): string {
  const isOld = problem.code === "GoalChanged" || problem.code === "GoalExists";
  if (isOld) return t("targets.wrong.changed");
  if (problem.code === "TooManyGoals") return t("targets.wrong.many");
  if (problem.status === 0 && !reachable.value) return t("targets.offlineSave");
  return inWords(problem);
}

export function refuseFields(paths: string[]): never {
  throw new Problem(422, { fields: paths.map((path) => ({ path, message: "" })) });
}
