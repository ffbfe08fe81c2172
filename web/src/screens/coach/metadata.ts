// Reads what the server says beside a reply. Whatever is missing, unknown or of another shape is
// left out: a newer server never breaks this screen.

import type {
  Activity,
  Analysed,
  Analysis,
  ChatMessage,
  Entry,
  Fact,
  MealPlan,
  PlanItem,
  Verdict,
  Workout,
} from "../../data/chat";
import { MEAL_TYPES } from "../../data/diary";
import { isDay } from "../../lib/days";

type Fields = Record<string, unknown>;
const MOST_KCAL = 20_000; // of one food, and grams: what the diary takes
const MOST_GRAMS = 5_000;
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
  return {
    from: day(analysis.from),
    to: day(analysis.to),
    nutrients: judged,
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
  return list(fields(metadata).facts).flatMap(({ value, unit, label, from }) => {
    const said = number(value) ?? text(value);
    if (said === "" || !text(label)) return [];
    const sources = (Array.isArray(from) ? from : [from]).map(text).filter(Boolean);
    return [{ value: said, unit: text(unit), label: text(label), from: sources }];
  });
}

function item(said: Fields): PlanItem {
  const { foodId, mealType, dayNumber } = said;
  return {
    foodId: /^[0-9a-f]{24}$/i.test(text(foodId)) ? text(foodId) : undefined,
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

function activity({ name, minutes, calories }: Fields): Activity {
  return { name: text(name), minutes: number(minutes), calories: number(calories) };
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
