// The weeks of a month, as calendars of the person's region have them.

import { addDays, type Day, daysBetween, daysFrom } from "../../lib/days";
import { locale } from "../../texts";

export type Month = string; // YYYY-MM

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** The month so many months later. */
export function addMonths(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return monthOf(new Date(Date.UTC(year, number - 1 + by, 1)).toISOString());
}

export function firstOf(month: Month): Day {
  return `${month}-01`;
}

export function lastOf(month: Month): Day {
  return addDays(firstOf(addMonths(month, 1)), -1);
}

/** Whole weeks; days of other months are left out. */
export function weeksOf(month: Month): (Day | undefined)[][] {
  const [first, last] = [firstOf(month), lastOf(month)];
  const start = addDays(first, -((weekday(first) - firstWeekday() + 7) % 7));
  const weeks = Math.ceil((daysBetween(start, last) + 1) / 7);
  const days = daysFrom(start, addDays(start, weeks * 7 - 1));
  const shown = days.map((day) => (monthOf(day) === month ? day : undefined));
  return Array.from({ length: weeks }, (_, at) => shown.slice(at * 7, at * 7 + 7));
}

/** Seven days that begin as weeks do, to name the columns. */
export function someWeek(): Day[] {
  const monday = "2024-01-01";
  const first = addDays(monday, firstWeekday() - 1);
  return daysFrom(first, addDays(first, 6));
}

/** 1 is Monday, 7 is Sunday. */
function weekday(day: Day): number {
  return new Date(day).getUTCDay() || 7;
}

function firstWeekday(): number {
  type Week = { firstDay: number };
  const region = new Intl.Locale(locale.value) as Intl.Locale & {
    getWeekInfo?: () => Week;
    weekInfo?: Week;
  };
  return (region.getWeekInfo?.() ?? region.weekInfo)?.firstDay ?? 1;
}
