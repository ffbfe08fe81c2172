// What somebody usually eats at this hour, to be logged with one tap.

import { computed, signal } from "@preact/signals";
import { send } from "../api/client";
import type { UsualFood } from "../api/types";
import { now } from "../lib/clock";
import * as db from "./db";
import { user } from "./session";

const KEY = "usual";
const HIDDEN = "hiddenUsual";
const AT_MOST = 40;

const found = signal<UsualFood[]>([]);
const hidden = signal<ReadonlySet<string>>(new Set());

/** The likeliest first. */
export const usual = computed(() => found.value.filter((each) => !hidden.value.has(keyOf(each))));

export async function takeUsual(): Promise<void> {
  hidden.value = new Set((await db.get<{ names: string[] }>("kept", HIDDEN))?.names);
  found.value = (await db.get<{ foods: UsualFood[] }>("kept", KEY))?.foods ?? [];
}

export async function readUsual(): Promise<void> {
  const at = new Date(now()).toISOString();
  const path = `meals/${user.value?._id}/usual?limit=${AT_MOST}&at=${at}`;
  found.value = await send<UsualFood[]>("GET", path);
  await db.put("kept", { key: KEY, foods: found.value }).catch(() => undefined);
}

export function hide(food: UsualFood): Promise<void> {
  return setHidden(new Set([...hidden.value, keyOf(food)]));
}

export function unhide(food: UsualFood): Promise<void> {
  const next = new Set(hidden.value);
  next.delete(keyOf(food));
  return setHidden(next);
}

async function setHidden(next: ReadonlySet<string>): Promise<void> {
  hidden.value = next;
  await db.put("kept", { key: HIDDEN, names: [...next] }).catch(() => undefined);
}

function keyOf({ food }: UsualFood): string {
  return food.foodId ?? food.name.toLowerCase();
}
