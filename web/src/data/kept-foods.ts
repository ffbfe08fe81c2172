// The foods that this device keeps, so that they are found at once and without a network.

import type { FoundFood, Id, LogFood, OwnFood } from "../api/types";
import { now } from "../lib/clock";
import { fromDiary, isCounted } from "./amounts";
import * as db from "./db";
import { type Change, onChange } from "./live";
import { usual } from "./usual";

const KEY = "foods";
const KEEP = 300;
const AT_ONCE = 6; // results, so that those of the server are seen too
const SOON = 1_000; // ms: results come with every pause in typing, and the disk is slow

interface Kept {
  food: FoundFood;
  used: number; // when it was logged last, in ms; 0 when it was only seen
}

let kept: readonly Kept[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
const gone = new Set<Id>();

onChange("food", (change) => follow(change));

export async function takeFoods(): Promise<void> {
  kept = joined(await onDisk(), kept);
}

/** The likeliest first: what is usual now, then other foods that were eaten or made. */
export function findHere(text: string, { seen = false } = {}): FoundFood[] {
  const wanted = words(text);
  if (!wanted.length) return [];
  const whole = new Map(kept.map(({ food }) => [keyOf(food), food]));
  const found = new Map<string, FoundFood>();
  for (const { food, times } of usual.peek()) {
    const eaten = { ...fromDiary(food), times };
    found.set(keyOf(eaten), withLast(whole.get(keyOf(eaten)), eaten));
  }
  for (const { food, used } of kept) {
    const known = used || seen || food.kind === "own";
    if (known && !found.has(keyOf(food))) found.set(keyOf(food), food);
  }
  const fits = [...found.values()].filter((food) => says(food, wanted));
  const begins = (food: FoundFood) => Number(!words(food.name)[0]?.startsWith(wanted[0] as string));
  return fits.sort((a, b) => begins(a) - begins(b)).slice(0, seen ? undefined : AT_ONCE);
}

export function foodHere(id: Id): FoundFood | undefined {
  return kept.find(({ food }) => food._id === id)?.food;
}

export function barcodeHere(code: string): FoundFood | undefined {
  return kept.find(({ food }) => food.barcode === code)?.food;
}

/** The food as it was eaten last, as far as this device knows. */
export function lastOf(food: FoundFood): FoundFood["last"] {
  const eaten = usual.peek().find((each) => keyOf(fromDiary(each.food)) === keyOf(food));
  const here = kept.find((each) => keyOf(each.food) === keyOf(food));
  return eaten?.food ?? here?.food.last ?? null;
}

/** These were logged: from now on they are found first, with this amount. */
export function keepUsed(foods: readonly LogFood[], known: readonly FoundFood[]): void {
  const all = [...known, ...kept.map(({ food }) => food)];
  const used = foods.map(fromDiary).map((eaten) =>
    withLast(
      all.find((food) => keyOf(food) === keyOf(eaten)),
      eaten,
    ),
  );
  keep(used, now());
}

export function keep(foods: readonly FoundFood[], used = 0): void {
  kept = joined(
    kept,
    foods.map((food) => ({ food, used })),
  );
  write(used ? 0 : SOON);
}

export function keyOf({ _id, name }: FoundFood): string {
  return _id ?? name.toLowerCase();
}

/** What becomes of own foods, here or on another device. */
function follow({ op, _id, document }: Change): void {
  if (op === "resync") return;
  const food = document as OwnFood | undefined;
  if (op === "put" && food && !food.archived) {
    keep([food]);
    return;
  }
  gone.add(_id as Id);
  kept = kept.filter((each) => each.food._id !== _id);
  write(SOON);
}

function write(after: number): void {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    kept = joined(await onDisk(), kept); // another tab may have kept more
    await db.put("kept", { key: KEY, foods: kept }).catch(() => undefined);
  }, after);
}

async function onDisk(): Promise<readonly Kept[]> {
  const row = await db.get<{ foods: Kept[] }>("kept", KEY).catch(() => undefined);
  return (row?.foods ?? []).filter(({ food }) => !food._id || !gone.has(food._id));
}

/** The newer of each. Those that were used last stay longest, then those seen last. */
function joined(some: readonly Kept[], newer: readonly Kept[]): readonly Kept[] {
  const before = new Map(some.map((each) => [keyOf(each.food), each]));
  const fresh = newer.map(({ food, used }) => {
    const known = before.get(keyOf(food));
    before.delete(keyOf(food));
    const last = food.last ?? known?.food.last ?? null;
    const whole = food.kind === "logged" ? withLast(known?.food, food) : food;
    return { food: { ...whole, last }, used: Math.max(used, known?.used ?? 0) };
  });
  return [...fresh, ...before.values()].sort((a, b) => b.used - a.used).slice(0, KEEP);
}

/** The food with all its portions, where it is known, and the amount of the diary. */
function withLast(whole: FoundFood | undefined, eaten: FoundFood): FoundFood {
  if (!whole || whole.kind === "logged" || !isCounted(whole)) return eaten;
  return { ...whole, last: eaten.last ?? null, times: eaten.times ?? null };
}

function says({ name, brand }: FoundFood, wanted: string[]): boolean {
  const said = words(`${name} ${brand ?? ""}`);
  return wanted.every((word) => said.some((each) => each.startsWith(word)));
}

/** Words as they are compared: without case and accents. */
function words(text: string): string[] {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
