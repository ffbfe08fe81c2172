// Numbers, days and times as the person writes them. Amounts are rounded to two decimals first.

import { computed } from "@preact/signals";
import { user } from "../data/session";
import { addDays, type Day } from "../lib/days";
import { rounded } from "../lib/numbers";
import { locale, t } from "./index";

const decimals = (most: number) =>
  computed(() => new Intl.NumberFormat(locale.value, { maximumFractionDigits: most }));
const whole = decimals(0);
const tenths = decimals(1);
const hundredths = decimals(2);
const shares = computed(() => new Intl.NumberFormat(locale.value, { style: "percent" }));

/** 1234.5 as "1,235". */
export const kcal = (amount: number) => whole.value.format(rounded(amount));
/** 12.345 as "12.3". */
export const amount = (grams: number) => tenths.value.format(rounded(grams));
export const precise = (value: number) => hundredths.value.format(rounded(value));
export const grams = (value: number) => t("unit.g", { amount: amount(value) });
/** 0.254 as "25%". */
export const percent = (share: number) => shares.value.format(share);

/** With so many decimals at most: 0, 1 or 2. */
export const numberText = (value: number, most: number) =>
  ([whole, tenths, hundredths][most] ?? hundredths).value.format(rounded(value));

const METRES = { kilometer: 1000, mile: 1609.344 };

/** Metres as "5.2 km", or in miles for who goes by them. */
export function distance(metres: number): string {
  const unit = user.value?.units === "imperial" ? "mile" : "kilometer";
  const format = { style: "unit", unit, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale.value, format).format(metres / METRES[unit]);
}

/** Reads what somebody typed: "12,5" and "12.5" are the same. NaN when it is no number. */
export function readNumber(text: string): number {
  const plain = text.trim().replace(",", ".");
  return /^\d+(\.\d*)?$|^\.\d+$/.test(plain) ? Number(plain) : Number.NaN;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>(); // making one takes a millisecond

/** A day in words of the given parts. */
export function dayText(day: Day, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([locale.value, options]);
  const format =
    dayFormats.get(key) ?? new Intl.DateTimeFormat(locale.value, { timeZone: "UTC", ...options });
  dayFormats.set(key, format);
  return format.format(new Date(day));
}

/** "Today", "Yesterday", or the weekday. */
export function dayName(day: Day, today: Day): string {
  if (day === today) return t("day.today");
  if (day === addDays(today, -1)) return t("day.yesterday");
  return dayText(day, { weekday: "long" });
}

/** "7:50", by the clock of the person, who may be in another zone than this browser. */
export function timeText(instant: number | string): string {
  return inZone({ timeStyle: "short" }).format(new Date(instant));
}

export function instantText(instant: number | string): string {
  return inZone({ dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));
}

function inZone(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale.value, { ...options, timeZone: user.value?.timezone });
  } catch {
    return new Intl.DateTimeFormat(locale.value, options); // a zone this browser lacks
  }
}
