// How a week differs from day to day, Monday first.

import type { Typed } from "../settings/measures";

export interface Pattern {
  /** Whether the other days make up for a day that is changed. */
  keeps: boolean;
  days: Typed[];
  /** The days that were set by hand, in that order. */
  held: number[];
}

export const WEEK = 7;
export const LEAST_KCAL = 1000;
export const MOST_KCAL = 10_000;

export function patternOf(kcal: number): Pattern {
  return { keeps: true, days: Array(WEEK).fill(kcal), held: [] };
}

export function totalOf(days: readonly Typed[]): number {
  return days.reduce((sum: number, kcal) => sum + (kcal ?? Number.NaN), 0);
}

/** One day is set; where the week's total is kept, the days that were not set share the rest. */
export function withDay(pattern: Pattern, at: number, kcal: Typed, daily: number): Pattern {
  const days = pattern.days.with(at, kcal);
  // Of seven days one has to give way: the one that was set first.
  const held = [...pattern.held.filter((day) => day !== at), at].slice(1 - WEEK);
  return spread({ ...pattern, days, held }, daily);
}

/** The same for another aim of a day. */
export function spread(pattern: Pattern, daily: number): Pattern {
  const { keeps, held } = pattern;
  const rest = daily * WEEK - totalOf(held.map((at) => pattern.days[at] ?? null));
  if (!keeps || Number.isNaN(rest)) return pattern;
  const free = pattern.days.map((_, at) => at).filter((at) => !held.includes(at));
  const each = Math.floor(rest / free.length);
  const more = rest - each * free.length; // so many days get one kcal more
  const days = pattern.days.map((kcal, at) => {
    const place = free.indexOf(at);
    return place < 0 ? kcal : each + (place < more ? 1 : 0);
  });
  return { ...pattern, days };
}

export function isKcal(kcal: Typed | undefined): kcal is number {
  return Number.isInteger(kcal) && (kcal as number) >= LEAST_KCAL && (kcal as number) <= MOST_KCAL;
}
