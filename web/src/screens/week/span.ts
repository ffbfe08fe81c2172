// Which days a screen looks back on: a day, the seven up to one, or a month as far as it has come.

import { today } from "../../data/session";
import { addDays, type Day, isDay } from "../../lib/days";
import { t } from "../../texts";
import { dayText } from "../../texts/format";
import { addMonths, firstOf, lastOf, monthOf } from "../history/month";

export type SpanKind = "day" | "week" | "month";
export const SPAN_KINDS: readonly SpanKind[] = ["day", "week", "month"];

export interface Span {
  kind: SpanKind;
  from: Day;
  to: Day;
}

/** The one that ends on a day, or holds it; without a day that was, the last one. */
export function spanOf(kind: SpanKind, named: string): Span {
  const to = isDay(named) ? earlier(named, today.value) : today.value;
  if (kind === "day") return { kind, from: to, to };
  if (kind === "week") return { kind, from: addDays(to, -6), to };
  const month = monthOf(to);
  return { kind, from: firstOf(month), to: earlier(lastOf(month), today.value) };
}

/** The one before or after it; none after the last. */
export function beside({ kind, from, to }: Span, by: -1 | 1): Span | undefined {
  if (by > 0 && to >= today.value) return undefined;
  if (kind === "month") return spanOf(kind, lastOf(addMonths(monthOf(from), by)));
  return spanOf(kind, addDays(to, by * (kind === "day" ? 1 : 7)));
}

/** "17 Nov – 23 Nov 2026", "Monday 23 November 2026", "November 2026". */
export function spanText({ kind, from, to }: Span): string {
  if (kind === "month") return dayText(from, { month: "long", year: "numeric" });
  if (kind === "day") return dayText(to, { dateStyle: "full" });
  return rangeText(from, to);
}

export function rangeText(from: Day, to: Day): string {
  return t("week.range", {
    from: dayText(from, { day: "numeric", month: "short" }),
    to: dayText(to, { day: "numeric", month: "short", year: "numeric" }),
  });
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}
