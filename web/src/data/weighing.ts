// Weighings as the person sees them, and how they change: each change is on this device first.

import { computed } from "@preact/signals";
import type { Id, Weight, WeightUnit } from "../api/types";
import { now } from "../lib/clock";
import type { Day } from "../lib/days";
import { newId } from "../lib/ids";
import { KILOGRAMS, tidy } from "../lib/mass";
import type { Undo } from "./diary";
import { saysTheSame } from "./kinds";
import { enqueue, outbox, type WeightWrite } from "./outbox";
import { calendar, user } from "./session";
import { weights } from "./weights";

/** What a scale said; `at` is an instant, and now where it is left out. */
export interface Reading {
  weight: number; // in the unit
  unit: WeightUnit;
  at?: string | undefined;
}

export const weightWrites = computed(() =>
  outbox.value.filter((write): write is WeightWrite => write.kind === "weight"),
);

/** All that are here, with what waits, the newest first. */
export const weighings = computed<readonly Weight[]>(() => {
  const shown = new Map(weights.confirmed.value);
  for (const { key, entry, state, theirs } of weightWrites.value) {
    const seen = state === "conflict" ? (theirs ?? entry) : entry;
    if (seen) shown.set(key, seen);
    else shown.delete(key);
  }
  return [...shown.values()].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at) || (a._id < b._id ? 1 : -1),
  );
});

/** Of a profile with pounds, stones where the last weighing was in stones. */
export const weightUnit = computed<WeightUnit>(() => {
  if (user.value?.units !== "imperial") return "kg";
  return weighings.value[0]?.unit === "st" ? "st" : "lb";
});

/** By day, the mean of its weighings in kg. */
export const weightOfDays = computed<ReadonlyMap<Day, number>>(() => {
  const found = new Map<Day, number[]>();
  for (const { day, kilograms } of weighings.value)
    found.set(day, [...(found.get(day) ?? []), kilograms]);
  const mean = (some: number[]) => tidy(some.reduce((a, b) => a + b) / some.length, 4);
  return new Map([...found].map(([day, some]) => [day, mean(some)]));
});

/** The last known weight in kg; where no weighing is here it is that of the profile. */
export function lastKilograms(): number | undefined {
  return weighings.value[0]?.kilograms ?? user.value?.weight ?? undefined;
}

/** Logs a weighing. Answers how to undo it. */
export async function weigh(reading: Reading): Promise<Undo> {
  const id = newId();
  await enqueue("weight", id, weighing(id, reading), null);
  return () => enqueue("weight", id, null, base(id));
}

export async function changeWeighing(old: Weight, reading: Reading): Promise<Undo> {
  const id = old._id;
  const next = { ...old, ...weighing(id, { ...reading, at: reading.at ?? old.at }) };
  await enqueue("weight", id, next, base(id));
  return () => {
    const now = base(id);
    // What another device has changed since is not undone: the person is asked.
    return enqueue("weight", id, old, saysTheSame("weight", now, next) ? now : old);
  };
}

/** Deletes it. Undone, it comes back, under a new id where the server has deleted it. */
export async function removeWeighing(old: Weight): Promise<Undo> {
  await enqueue("weight", old._id, null, base(old._id));
  return async () => {
    const write = outbox.value.find(({ key }) => key === old._id);
    if (write && !write.arrived.length) await enqueue("weight", old._id, old, base(old._id));
    else await weigh({ weight: old.weight, unit: old.unit ?? "kg", at: old.at });
  };
}

function weighing(id: Id, { weight, unit, at = new Date(now()).toISOString() }: Reading): Weight {
  return {
    _id: id,
    userId: user.value?._id as Id,
    at,
    day: calendar.value.dayOf(Date.parse(at)),
    weight,
    unit,
    kilograms: tidy(weight * KILOGRAMS[unit], 4),
  };
}

function base(id: Id): Weight | null {
  return weights.confirmed.value.get(id) ?? null;
}
