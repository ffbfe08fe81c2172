// What can wait in the queue of writes: how each kind of entry is sent and compared, and who hears
// what the server has of it.

import type { DayMark, Instant, Meal, PutMark, PutMeal, PutWeight, Weight } from "../api/types";
import { marks } from "./marks";
import { confirm } from "./meals";
import { user } from "./session";
import { weights } from "./weights";

export interface Entries {
  meal: Meal;
  weight: Weight;
  mark: DayMark;
}
export type Kind = keyof Entries;
export type Entry = Entries[Kind];

interface Way<Kept> {
  path: (key: string) => string;
  /** What is sent of it. */
  body: (entry: Kept) => unknown;
  /** What it says, to be compared. */
  content: (entry: Kept) => string;
  /** The server has these, and has those no more. */
  confirm: (put: Kept[], gone: string[]) => Promise<void>;
  /** It is one word, so the last one counts: it is sent whatever the server has by now. */
  lastCounts?: boolean;
}

export const WAYS: { [K in Kind]: Way<Entries[K]> } = {
  meal: {
    path: (id) => `meals/${user.value?._id}/${id}`,
    body: bodyOfMeal,
    // Its analysis follows from that.
    content: (meal) => {
      const { foods, mealType, date, imageUrl } = bodyOfMeal(meal);
      const sorted = foods.map((food) => Object.entries(food).filter(filled).sort());
      return JSON.stringify([sorted, mealType, Date.parse(date), imageUrl ?? ""]);
    },
    confirm,
  },
  weight: {
    path: (id) => `weights/${user.value?._id}/${id}`,
    body: ({ weight, unit, at }): PutWeight => ({ weight, unit, at }),
    content: ({ weight, unit, at }) => JSON.stringify([weight, unit, Date.parse(at)]),
    confirm: weights.confirm,
  },
  mark: {
    path: (day) => `days/${user.value?._id}/${day}`,
    body: ({ mark }): PutMark => ({ mark }),
    content: ({ mark }) => mark,
    confirm: marks.confirm,
    lastCounts: true,
  },
};

/** The way of an entry of whatever kind. */
export function wayOf(kind: Kind): Way<Entry & { updatedAt?: Instant }> {
  return WAYS[kind] as Way<Entry>;
}

/** Whether two versions say the same. */
export function saysTheSame(kind: Kind, one: Entry | null, other: Entry | null): boolean {
  const { content } = wayOf(kind);
  return one && other ? content(one) === content(other) : one === other;
}

function bodyOfMeal({ foods, mealType, date, imageUrl, analysis }: Meal): PutMeal {
  // An answered 0 of fiber or sugar may stand for unknown: it is not made a known one.
  const known = foods.map((food) => ({
    ...food,
    fiber: food.fiber || undefined,
    sugar: food.sugar || undefined,
  }));
  return { foods: known, mealType, date, imageUrl, analysis };
}

function filled([, value]: [string, unknown]): boolean {
  return value !== undefined && value !== null;
}
