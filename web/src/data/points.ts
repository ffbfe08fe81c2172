// What each day adds up to, for the screens that look back: what the server said, with what this
// device knows better. Kept, so that they open at once and without a network.

import { computed, effect, signal } from "@preact/signals";
import { send } from "../api/client";
import type { Meal, Point } from "../api/types";
import { type Day, daysFrom } from "../lib/days";
import { rounded, sum } from "../lib/numbers";
import * as db from "./db";
import { MACROS, mealsOf, type Totals, totalsOf } from "./diary";
import { onChange } from "./live";
import { complete, confirmed, dayOf, readDays } from "./meals";
import { type MealWrite, mealWrites } from "./outbox";
import { today, user } from "./session";

/** A day that is not `known` was never read here: nobody can say that nothing was eaten on it. */
export interface DayPoint extends Point {
  known: boolean;
}

type Version = Meal | null | undefined; // of a meal; without one the server has none
const AMOUNTS = ["totalCalories", ...MACROS] as const;
const NOTHING = { totalCalories: null, protein: null, carbs: null, fat: null, mealCount: 0 };

const kept = signal<ReadonlyMap<Day, Point>>(new Map());
/** Counts what may have changed some day: whoever shows days reads them again then. */
export const changes = signal(0);
for (const kind of ["meal", "user", "goal", "resync"] as const) onChange(kind, distrust);

db.all<Point>("points").then(
  (rows) => keep(rows.filter((row) => !kept.value.has(row.date))),
  () => undefined, // this device keeps nothing: the server is asked
);

/** One point a day, as the person sees their diary. */
export function pointsOf(first: Day, last: Day): DayPoint[] {
  return daysFrom(first, last).map(pointOf);
}

/** Reads what the server says of some days, at most 1,100. */
export async function readPoints(first: Day, last: Day): Promise<void> {
  const path = `analytics/${user.value?._id}/progress?from=${first}&to=${last}`;
  const points = await send<Point[]>("GET", path);
  keep(points);
  await db.put("points", ...points).catch(() => undefined);
  // Whether a write that waits has arrived is not said by a sum, but by the meals of its day.
  const unsure = [...pending.value.keys()].filter(
    (day) => day >= first && day <= last && !complete.value.has(day),
  );
  await Promise.all(unsure.map((day) => readDays(day, day)));
}

function pointOf(day: Day): DayPoint {
  const point = kept.value.get(day);
  const calorieGoal = (day < today.value && point?.calorieGoal) || presentGoal();
  if (point && !complete.value.has(day)) {
    return { ...added(point, pending.value.get(day)), calorieGoal, known: true };
  }
  const meals = mealsOf(day);
  const totals = meals.length ? totalsOf(meals) : NOTHING;
  return { date: day, ...totals, calorieGoal, known: complete.value.has(day) };
}

function presentGoal(): number {
  return user.value?.dailyCalorieGoal ?? 2000;
}

function keep(points: Point[]): void {
  kept.value = new Map([...kept.peek(), ...points.map((point) => [point.date, point] as const)]);
}

function distrust(): void {
  changes.value = changes.peek() + 1;
}

/** By day, what the writes that wait will change. */
const pending = computed(() => {
  const found = new Map<Day, Totals>();
  for (const write of mealWrites.value) count(found, theirs(write), ours(write));
  return found;
});

/** The version that the server has, as far as we know. */
function theirs({ state, before, theirs }: MealWrite): Version {
  return state === "conflict" ? theirs : before;
}

/** The version that is shown. */
function ours({ state, entry, theirs }: MealWrite): Version {
  return state === "conflict" ? (theirs ?? entry) : entry;
}

function count(found: Map<Day, Totals>, was: Version, is: Version): void {
  for (const [meal, sign] of [[was, -1] as const, [is, 1] as const]) {
    if (!meal) continue;
    const [day, total] = [dayOf(meal), totalsOf([meal])];
    const so = found.get(day);
    const next = { ...total, mealCount: (so?.mealCount ?? 0) + sign };
    for (const name of AMOUNTS) next[name] = sum([so?.[name] ?? 0, sign * total[name]]);
    found.set(day, next);
  }
}

function added(point: Point, change: Totals | undefined): Point {
  if (!change) return point;
  const mealCount = point.mealCount + change.mealCount;
  if (mealCount <= 0) return { ...point, ...NOTHING };
  const next = { ...point, mealCount };
  for (const name of AMOUNTS) next[name] = rounded(sum([point[name] ?? 0, change[name]]));
  return next;
}

/** What was sent goes into the points: else it would be gone until they are read again. */
let seen = mealWrites.peek();
effect(() => {
  const here = new Map(mealWrites.value.map((write) => [write.key, write]));
  const arrived = new Map<Day, Totals>();
  for (const write of seen) {
    const now = here.get(write.key);
    const has = now ? theirs(now) : confirmed.peek().get(write.key);
    if (write.state === "waiting" && has?.updatedAt !== write.before?.updatedAt)
      count(arrived, write.before, has);
  }
  seen = mealWrites.value;
  if (!arrived.size) return;
  const points = [...arrived].flatMap(([day, change]) => {
    const point = kept.peek().get(day);
    return point ? [added(point, change)] : [];
  });
  keep(points);
  distrust();
  db.put("points", ...points).catch(() => undefined);
});
