// What the person's body did, day by day, as phones and watches counted it. What is not known of a
// day is null, and a day of which nothing is known is not there. The last days are kept, so that
// they are shown at once and without a network.

import { signal } from "@preact/signals";
import { send } from "../api/client";
import type { MergedDay } from "../api/types";
import { type Day, daysFrom } from "../lib/days";
import * as db from "./db";
import { onChange } from "./live";
import { user } from "./session";

const KEY = "activity";
const KEPT_DAYS = 60;

const known = signal<ReadonlyMap<Day, MergedDay>>(new Map());
/** Counts what may have changed some day: whoever shows days reads them again then. */
export const moves = signal(0);
for (const kind of ["activity", "resync"] as const) {
  onChange(kind, () => {
    moves.value = moves.peek() + 1;
  });
}

/** What this device kept. */
export async function takeMoved(): Promise<void> {
  const row = await db.get<{ days: MergedDay[] }>("kept", KEY);
  const days = row?.days.filter(({ day }) => !known.peek().has(day)) ?? [];
  if (days.length) known.value = new Map([...known.peek(), ...byDay(days)]);
}

/** Whether the person wants to see it at all. */
export function isWanted(): boolean {
  return Boolean(user.value) && user.value?.activityMode !== "ignore";
}

/** What is known of some days, in their order. */
export function movedOn(first: Day, last: Day): (MergedDay | undefined)[] {
  return daysFrom(first, last).map((day) => known.value.get(day));
}

/** Reads what the server knows of some days, at most 1,100. */
export async function readMoved(first: Day, last: Day): Promise<void> {
  const path = `fitness/${user.value?._id}/days?from=${first}&to=${last}`;
  const found = await send<MergedDay[]>("GET", path);
  const others = [...known.peek()].filter(([day]) => day < first || day > last);
  const next = new Map([...others, ...byDay(found)]);
  if (!next.size && !known.peek().size) return; // nobody counts steps here
  known.value = next;
  const days = [...next.values()].sort((a, b) => (a.day < b.day ? -1 : 1)).slice(-KEPT_DAYS);
  await db.put("kept", { key: KEY, days }).catch(() => undefined);
}

function byDay(days: MergedDay[]): [Day, MergedDay][] {
  return days.map((each) => [each.day, each]);
}
