// The diary as the person sees it: what the server has, and what waits to be sent, as one.

import { computed } from "@preact/signals";
import type { Id, LogFood, Meal, MealFood, MealType } from "../api/types";
import { now } from "../lib/clock";
import type { Day } from "../lib/days";
import { newId } from "../lib/ids";
import { rounded, sum } from "../lib/numbers";
import { saysTheSame } from "./kinds";
import { confirmed, dayOf } from "./meals";
import { enqueue, mealWrites } from "./outbox";
import { calendar, today, user } from "./session";

export const MEAL_TYPES: readonly MealType[] = ["breakfast", "lunch", "dinner", "snack"];
export const MACROS = ["protein", "carbs", "fat"] as const;
export type Macro = (typeof MACROS)[number];

/** What some meals add up to: kcal and grams, as the server would answer it. */
export interface Totals {
  totalCalories: number;
  protein: number;
  carbs: number;
  fat: number;
  mealCount: number;
}

const HOURS = { breakfast: 8, lunch: 12.5, snack: 16, dinner: 19 }; // of meals on other days
const SAME_MEAL = 90 * 60_000; // ms: what is eaten within belongs to one meal
const UNTIL: [number, MealType][] = [
  [11, "breakfast"],
  [15, "lunch"],
  [17.5, "snack"],
  [22, "dinner"],
];

let logging: Promise<unknown> = Promise.resolve();

/** Every meal that is here, by id, with what waits. */
const meals = computed<ReadonlyMap<Id, Meal>>(() => {
  const shown = new Map(confirmed.value);
  for (const { key, entry, state, theirs } of mealWrites.value) {
    const seen = state === "conflict" ? (theirs ?? entry) : entry;
    if (seen) shown.set(key, seen);
    else shown.delete(key);
  }
  return shown;
});

/** The meals of a day in the order of their times. */
export function mealsOf(day: Day): Meal[] {
  return [...meals.value.values()]
    .filter((meal) => dayOf(meal) === day)
    .sort((a, b) => Date.parse(a.date) - Date.parse(b.date) || (a._id < b._id ? -1 : 1));
}

export function mealById(id: Id): Meal | undefined {
  return meals.value.get(id);
}

/** The amounts of foods, added up and rounded once. */
export function totalOf(foods: readonly LogFood[]): Omit<Totals, "mealCount"> {
  const of = (name: Macro | "calories") => rounded(sum(foods.map((food) => food[name])));
  return {
    totalCalories: of("calories"),
    protein: of("protein"),
    carbs: of("carbs"),
    fat: of("fat"),
  };
}

export function totalsOf(some: readonly Meal[]): Totals {
  return { ...totalOf(some.flatMap((meal) => meal.foods)), mealCount: some.length };
}

/** The meal that people usually mean at this hour. */
export function mealTypeNow(): MealType {
  const hour = calendar.value.minutes(now()) / 60;
  if (hour < 4) return "snack";
  return UNTIL.find(([end]) => hour < end)?.[1] ?? "snack";
}

/**
 * Logs foods on a day: into the meal of that type that is being eaten, else as a new one. Answers
 * how to undo it; `logged` hears into which meal.
 */
export function logFoods(
  foods: LogFood[],
  day: Day,
  mealType: MealType,
  logged?: (id: Id) => unknown,
): Promise<Undo> {
  const work = async () => {
    const open = openMeal(day, mealType, foods.length);
    const more = foods as MealFood[];
    const id = open?._id ?? newId();
    const said = { foods: more, mealType, date: timeFor(day, mealType) };
    const undo = open
      ? await change(open, { foods: [...open.foods, ...more] })
      : await add(said, day, id);
    logged?.(id);
    return undo;
  };
  // One after the other: two taps at once would each add to the meal as it was before.
  const done = logging.then(work, work);
  logging = done.catch(() => undefined);
  return done;
}

export type Undo = () => Promise<void>;
type Said = Pick<Meal, "foods" | "mealType" | "date"> & Partial<Meal>;

/** Logs a meal, under a new id where none is given. */
export async function add(said: Said, day?: Day, id: Id = newId()): Promise<Undo> {
  const date = Date.parse(said.date);
  const meal: Meal = {
    ...said,
    _id: id,
    userId: user.value?._id as Id,
    totalCalories: totalOf(said.foods).totalCalories,
    day: day ?? calendar.value.dayOf(date),
    createdAt: undefined,
    updatedAt: undefined,
  };
  await enqueue("meal", id, meal, null);
  return () => enqueue("meal", id, null, base(id));
}

/** Changes a meal, and so drops what was said of it. Without foods it is deleted. */
export async function change(meal: Meal, said: Partial<Meal>): Promise<Undo> {
  if (said.foods && !said.foods.length) return remove(meal);
  const next = { ...meal, ...said, analysis: undefined, analysisFacts: undefined };
  next.totalCalories = totalOf(next.foods).totalCalories;
  if (said.date && said.date !== meal.date) next.day = calendar.value.dayOf(Date.parse(said.date));
  await enqueue("meal", meal._id, next, base(meal._id));
  return () => {
    const now = base(meal._id);
    // What another device has changed since is not undone: the server sees an old version, and the
    // person is asked.
    return enqueue("meal", meal._id, unjudged(meal), saysTheSame("meal", now, next) ? now : meal);
  };
}

/** Deletes a meal. Undone, it comes back, under a new id where the server has deleted it. */
export async function remove(meal: Meal): Promise<Undo> {
  await enqueue("meal", meal._id, null, base(meal._id));
  return async () => {
    const write = mealWrites.value.find(({ key }) => key === meal._id);
    if (write && !write.arrived.length) await enqueue("meal", meal._id, meal, base(meal._id));
    else await add(unjudged(meal), dayOf(meal));
  };
}

/** Eats a meal again on another day, at the same time of the day. */
export async function repeat(meal: Meal, day: Day): Promise<Undo> {
  const minutes = calendar.value.minutes(Date.parse(meal.date));
  return add({ ...meal, date: iso(calendar.value.at(day, minutes)), analysis: undefined }, day);
}

/** The time of a meal that is logged on a day: now, or when such meals are eaten. */
export function timeFor(day: Day, mealType: MealType): string {
  if (day === today.value) return iso(now());
  return iso(calendar.value.at(day, HOURS[mealType] * 60));
}

/** A food with another amount, `by / of` of it: everything in it changes in proportion. */
export function scaled(food: MealFood, by: number, of = 1): MealFood {
  const part = (amount: number) => (amount * by) / of;
  const nutrients = food.nutrients && Object.entries(food.nutrients);
  return {
    ...food,
    calories: part(food.calories),
    protein: part(food.protein),
    carbs: part(food.carbs),
    fat: part(food.fat),
    fiber: part(food.fiber ?? 0),
    sugar: part(food.sugar ?? 0),
    grams: food.grams && part(food.grams),
    nutrients: nutrients && Object.fromEntries(nutrients.map(([id, n]) => [id, part(n)])),
  };
}

function openMeal(day: Day, mealType: MealType, more: number): Meal | undefined {
  const stuck = new Set(mealWrites.value.filter((w) => w.state !== "waiting").map((w) => w.key));
  const same = mealsOf(day).filter((meal) => meal.mealType === mealType && !stuck.has(meal._id));
  const last = same.at(-1);
  if (!last || last.foods.length + more > 100) return undefined;
  const apart = Math.abs(now() - Date.parse(last.date));
  return day !== today.value || apart < SAME_MEAL ? last : undefined;
}

/** Without what the server has computed of it: that cannot be given back with its facts. */
function unjudged(meal: Meal): Meal {
  return meal.analysisFacts ? { ...meal, analysis: undefined, analysisFacts: undefined } : meal;
}

function base(id: Id): Meal | null {
  return confirmed.value.get(id) ?? null;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
