// Reads what the server says beside a reply. Whatever is missing, unknown or of another shape is
// left out: a newer server never breaks this screen.

import type { ChatMessage, Id, MealFood } from "../../api/types";
import { MEAL_TYPES } from "../../data/diary";
import type {
  Activity,
  Analysed,
  Analysis,
  Author,
  Entry,
  Fact,
  MealDraft,
  MealPlan,
  PlanItem,
  Verdict,
  Workout,
} from "../../data/replies";
import { isDay } from "../../lib/days";

type Fields = Record<string, unknown>;
const MOST_KCAL = 20_000; // of one food, and grams: what the diary takes
const MOST_GRAMS = 5_000;
const MOST_FOODS = 100; // of one meal
const MOST_SUGGESTIONS = 4;
const LONGEST = 120; // characters of a suggestion
const DAY_NUMBERS = [1, 2, 3, 4, 5, 6, 7];
const VERDICTS: readonly Verdict[] = ["low", "ok", "high"];

export function planOf({ metadata }: ChatMessage): MealPlan | undefined {
  const plan = fields(fields(metadata).mealPlan);
  const items = list(plan.items).map(item).filter(named);
  if (!items.length) return undefined;
  return {
    name: text(plan.name),
    day: day(plan.day),
    items,
    totalCalories: number(plan.totalCalories),
    totalProtein: number(plan.totalProtein),
    totalCarbs: number(plan.totalCarbs),
    totalFat: number(plan.totalFat),
  };
}

export function analysisOf({ metadata }: ChatMessage): Analysis | undefined {
  const analysis = fields(fields(metadata).analysis);
  const judged = [energy(analysis), ...list(analysis.nutrients)].map(analysed).filter(named);
  if (!judged.length) return undefined;
  const wanted = fields(fields(metadata).slots).nutrients;
  const asked = (Array.isArray(wanted) ? wanted : []).map(text);
  const first = judged.filter(({ id }) => asked.includes(id));
  return {
    from: day(analysis.from),
    to: day(analysis.to),
    nutrients: [...first, ...judged.filter((each) => !first.includes(each))],
    asked: first.length,
    entries: list(analysis.entries).map(entry),
  };
}

/** Energy stands beside the nutrients, with the goal as its target. */
function energy({ calories, calorieGoal, nutrients }: Fields): Fields {
  const isListed = list(nutrients).some(({ id }) => id === "calories");
  if (isListed || number(calories) === null) return {};
  return { id: "calories", unit: "kcal", amount: calories, target: calorieGoal };
}

export function workoutOf({ metadata }: ChatMessage): Workout | undefined {
  const workout = fields(fields(metadata).workout);
  const activities = list(workout.activities).map(activity).filter(named);
  if (!activities.length) return undefined;
  return {
    name: text(workout.name),
    activities,
    totalMinutes: number(workout.totalMinutes),
    totalCalories: number(workout.totalCalories),
  };
}

export function factsOf({ metadata }: ChatMessage): Fact[] {
  return factsIn(fields(metadata).facts);
}

/** Facts as a reply has them, and a meal. */
export function factsIn(facts: unknown): Fact[] {
  return list(facts).flatMap((said) => {
    const value = number(said.value) ?? text(said.value);
    if (value === "" || !text(said.label)) return [];
    const from = (Array.isArray(said.from) ? said.from : [said.from]).map(text).filter(Boolean);
    return [{ value, unit: text(said.unit), label: text(said.label), from, ...judgement(said) }];
  });
}

/** The meal that a reply proposes to log. */
export function draftOf({ metadata }: ChatMessage): MealDraft | undefined {
  const draft = fields(fields(metadata).draft);
  const id = idOf(draft._id);
  const mealType = MEAL_TYPES.find((each) => each === draft.mealType);
  const foods = list(draft.foods);
  if (!id || !mealType || Number.isNaN(Date.parse(text(draft.date)))) return undefined;
  if (!foods.length || foods.length > MOST_FOODS || !foods.every(isFood)) return undefined;
  return { _id: id, mealType, date: text(draft.date), foods };
}

/** What a reply did with a draft before it. */
export function doneBy({ metadata }: ChatMessage): { logged: Id | undefined; cancelled: boolean } {
  const { logged, cancelled } = fields(metadata);
  return { logged: idOf(logged), cancelled: Boolean(cancelled) };
}

/** What the person may want to say next. */
export function suggestionsOf({ metadata }: ChatMessage): string[] {
  const said = fields(metadata).suggestions;
  const texts = (Array.isArray(said) ? said : []).map(text).filter(Boolean);
  return [...new Set(texts)].filter((each) => each.length <= LONGEST).slice(0, MOST_SUGGESTIONS);
}

/** Who put it into words; undefined where it is nobody's concern. */
export function authorOf({ metadata }: ChatMessage): Author | undefined {
  const { engine, model } = fields(metadata);
  if (engine !== "computed" && engine !== "model") return undefined;
  return { engine, model: text(model) };
}

function item(said: Fields): PlanItem {
  const { mealType, dayNumber } = said;
  return {
    foodId: idOf(said.foodId),
    name: text(said.name),
    quantity: text(said.quantity),
    grams: within(said.grams, MOST_GRAMS),
    calories: within(said.calories, MOST_KCAL),
    protein: within(said.protein, MOST_GRAMS),
    carbs: within(said.carbs, MOST_GRAMS),
    fat: within(said.fat, MOST_GRAMS),
    fiber: within(said.fiber, MOST_GRAMS),
    sugar: within(said.sugar, MOST_GRAMS),
    nutrients: amounts(said.nutrients),
    mealType: MEAL_TYPES.find((each) => each === mealType),
    dayNumber: DAY_NUMBERS.find((each) => each === dayNumber) ?? 1,
  };
}

function analysed(said: Fields): Analysed {
  return {
    id: text(said.id),
    name: text(said.name) || text(said.id),
    unit: text(said.unit),
    amount: number(said.amount),
    ...judgement(said),
  };
}

function judgement(said: Fields) {
  return {
    target: number(said.target),
    verdict: VERDICTS.find((each) => each === said.verdict),
    coverage: number(said.coverage),
  };
}

function entry(said: Fields): Entry {
  const { name, quantity, calories } = said;
  return {
    name: text(name),
    quantity: text(quantity),
    calories: number(calories),
    day: day(said.day),
  };
}

function activity({ name, minutes, calories, met, source }: Fields): Activity {
  return {
    name: text(name),
    minutes: number(minutes),
    calories: number(calories),
    met: number(met),
    source: text(source),
  };
}

/** Whether the diary takes it as it is. */
function isFood(said: Fields): said is Fields & MealFood {
  const amounts = [said.protein, said.carbs, said.fat].map((each) => within(each, MOST_GRAMS));
  const words = [text(said.name), text(said.quantity)];
  return (
    !amounts.includes(null) && within(said.calories, MOST_KCAL) !== null && words.every(Boolean)
  );
}

function idOf(value: unknown): Id | undefined {
  return /^[0-9a-f]{24}$/i.test(text(value)) ? text(value) : undefined;
}

function named({ name }: { name: string }): boolean {
  return name !== "";
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** A number that can be true of a food; another one tells nothing. */
function within(value: unknown, most: number): number | null {
  const found = number(value);
  return found !== null && found >= 0 && found <= most ? found : null;
}

/** By the id of a nutrient, as the diary takes them. */
function amounts(value: unknown): Record<string, number> | undefined {
  const found = Object.entries(fields(value)).filter(
    ([id, amount]) => /^[\w-]{1,40}$/.test(id) && within(amount, 1_000_000) !== null,
  );
  return found.length
    ? (Object.fromEntries(found.slice(0, 200)) as Record<string, number>)
    : undefined;
}

function day(value: unknown): string | undefined {
  return isDay(text(value)) ? text(value) : undefined;
}
