// The meals that the server has confirmed, as far as this device has read them.

import { signal } from "@preact/signals";
import { sendForAll } from "../api/client";
import type { Id, Meal } from "../api/types";
import { addDays, type Day, daysFrom } from "../lib/days";
import * as db from "./db";
import { today, user } from "./session";
import { listen, tell } from "./tabs";

const KEEP_DAYS = 60; // on this device; older ones are read again when somebody looks
const AT_ONCE = 200; // as many as the server gives at once
const COMPLETE = "complete";

/** By id. */
export const confirmed = signal<ReadonlyMap<Id, Meal>>(new Map());
/** The days of which every meal is here. */
export const complete = signal<ReadonlySet<Day>>(new Set());
const reading = new Map<string, Promise<void>>();
let epoch = 0; // goes up when what was read may be old
const gone = new Set<Id>(); // deleted while this page is open: an older answer brings none back

listen((said) => {
  if (said.kind === "meals") apply(said.put, said.gone);
});

/** Takes what this device kept, before any network. */
export async function takeKept(): Promise<void> {
  const kept = await db.all<Meal>("meals");
  const days = await db.get<{ days: Day[] }>("kept", COMPLETE);
  const oldest = addDays(today.value, -KEEP_DAYS);
  const old = kept.filter((meal) => dayOf(meal) < oldest);
  apply(
    kept.filter((meal) => dayOf(meal) >= oldest),
    [],
  );
  complete.value = new Set((days?.days ?? []).filter((day) => day >= oldest));
  await db.remove("meals", ...old.map((meal) => meal._id));
}

/** Reads the meals of some days from the server; asked twice at once, it reads once. */
export function readDays(first: Day, last: Day): Promise<void> {
  const key = `${first} ${last}`;
  const under = reading.get(key) ?? readOnce(first, last).finally(() => reading.delete(key));
  reading.set(key, under);
  return under;
}

async function readOnce(first: Day, last: Day): Promise<void> {
  const started = epoch;
  const before = confirmed.value;
  const path = `meals/${user.value?._id}?from=${first}&to=${last}`;
  const found = await sendForAll<Meal>(path, AT_ONCE, ({ date }) => date);
  const here = new Set(found.map((meal) => meal._id));
  // What came while the server was answering is newer than its answer.
  const missing = [...before.values()].filter(
    (meal) =>
      dayOf(meal) >= first &&
      dayOf(meal) <= last &&
      !here.has(meal._id) &&
      confirmed.value.get(meal._id) === meal,
  );
  await confirm(
    found.filter((meal) => !gone.has(meal._id)),
    [],
  );
  await dropMissing(missing.map((meal) => meal._id));
  if (epoch !== started) return readOnce(first, last); // something may have come between
  await setComplete(new Set([...complete.value, ...daysFrom(first, last)]));
}

/** The server has these meals, and has those no more: every tab is told. */
export async function confirm(put: Meal[], removed: Id[]): Promise<void> {
  const newer = take(put, removed);
  tell({ kind: "meals", put: newer, gone: removed });
  await store(newer, removed);
}

/** The same of what every tab hears by itself. */
export async function keep(put: Meal[], removed: Id[]): Promise<void> {
  await store(take(put, removed), removed);
}

/** Shows them, and answers those that are newer than what was here. */
function take(put: Meal[], removed: Id[]): Meal[] {
  const newer = put.filter((meal) => isNewer(meal, confirmed.value.get(meal._id)));
  for (const id of removed) gone.add(id);
  apply(newer, removed);
  return newer;
}

/** A copy to open with when there is no network: without it nothing is lost. */
async function store(put: Meal[], removed: Id[]): Promise<void> {
  await db.put("meals", ...put).catch(() => undefined);
  await db.remove("meals", ...removed).catch(() => undefined);
}

/** The server did not name these: they are not shown, but may come again. */
async function dropMissing(ids: Id[]): Promise<void> {
  apply([], ids);
  tell({ kind: "meals", put: [], gone: ids });
  await db.remove("meals", ...ids).catch(() => undefined);
}

/** What is here may be old: the days are to be read again. */
export async function distrust(): Promise<void> {
  epoch += 1;
  await setComplete(new Set());
}

/** Something of a day has changed and was not taken: who is reading that day reads it again. */
export function passBy(day: Day): void {
  const isRead = (key: string) => {
    const [first = "", last = ""] = key.split(" ");
    return first <= day && day <= last;
  };
  if ([...reading.keys()].some(isRead)) epoch += 1;
}

/** Whether a meal was deleted while this page is open: its id is used up. */
export function wasDeleted(id: Id): boolean {
  return gone.has(id);
}

/** The day that a meal counts to. */
export function dayOf(meal: Meal): Day {
  return meal.day ?? meal.date.slice(0, 10);
}

function apply(put: Meal[], removed: Id[]): void {
  if (!put.length && !removed.length) return;
  const next = new Map(confirmed.value);
  for (const meal of put) next.set(meal._id, meal);
  for (const id of removed) next.delete(id);
  confirmed.value = next;
}

async function setComplete(days: Set<Day>): Promise<void> {
  complete.value = days;
  await db.put("kept", { key: COMPLETE, days: [...days] }).catch(() => undefined);
}

function isNewer(meal: Meal, known: Meal | undefined): boolean {
  return !known?.updatedAt || !meal.updatedAt || meal.updatedAt > known.updatedAt;
}
