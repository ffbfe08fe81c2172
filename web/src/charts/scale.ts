// Where days and amounts lie on the paper of a chart, and which of them the axes name.

import type { Day } from "../lib/days";

export const HEIGHT = 220; // px
const TOP = 18; // room for the uppermost label
const BOTTOM = 26; // room for the days
const SIDE = 46; // room for the amounts
const STEPS = [1, 2, 2.5, 5, 10];

/** Positions in px; the days go the way the language is written. */
export interface Scale {
  days: readonly Day[];
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** The width of a day. */
  step: number;
  /** The middle of a day, by its number. */
  x: (at: number) => number;
  y: (amount: number) => number;
  ticks: readonly number[];
}

export function scaleOf(
  days: readonly Day[],
  [low, high]: readonly [number, number],
  { width, mirrored }: { width: number; mirrored: boolean },
): Scale {
  const ticks = niceTicks(low, high);
  const [least, most] = [ticks[0] as number, ticks.at(-1) as number];
  const [left, right] = mirrored ? [4, width - SIDE] : [SIDE, width - 4];
  const step = Math.max(right - left, 1) / days.length;
  const bottom = HEIGHT - BOTTOM;
  return {
    days,
    left,
    right,
    top: TOP,
    bottom,
    step,
    x: (at) => (mirrored ? right - (at + 0.5) * step : left + (at + 0.5) * step),
    y: (amount) => bottom - ((amount - least) / (most - least)) * (bottom - TOP),
    ticks,
  };
}

/** A few round numbers from one that is not above `low` to one that is not below `high`. */
export function niceTicks(low: number, high: number, about = 4): number[] {
  const rough = Math.max(high - low, 1e-6) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((each) => each * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
}

/** Which days are named below the chart, by their numbers: no more than there is room for. */
export function namedDays({ days, left, right }: Scale): number[] {
  const room = Math.max(Math.floor((right - left) / (isWeek(days) ? 32 : 56)), 1);
  if (days.length <= room) return days.map((_, at) => at);
  if (isLong(days)) {
    const months = days.flatMap((day, at) => (day.endsWith("-01") ? [at] : []));
    const each = Math.ceil(months.length / room);
    return months.filter((_, at) => (months.length - 1 - at) % each === 0);
  }
  const each = Math.ceil(days.length / 7 / room) * 7;
  return days.flatMap((_, at) => ((days.length - 1 - at) % each === 0 ? [at] : []));
}

/** How a day is named there. */
export function labelOf(days: readonly Day[]): Intl.DateTimeFormatOptions {
  if (isWeek(days)) return { weekday: "short" };
  return isLong(days) ? { month: "short" } : { day: "numeric", month: "short" };
}

const isWeek = (days: readonly Day[]) => days.length <= 7;
const isLong = (days: readonly Day[]) => days.length > 120;
