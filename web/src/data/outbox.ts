// The queue of writes. What somebody logs is on this device first, then goes to the server, in
// order and as one write however often it is sent: its id is ours, and a change names the version
// that was seen. There is one write a meal at most; a later change of the same meal joins it.

import { computed, signal } from "@preact/signals";
import { Problem, reachable, send } from "../api/client";
import type { Id, Meal, PutMeal } from "../api/types";
import { t } from "../texts";
import * as db from "./db";
import { confirm } from "./meals";
import { end, lookWho, signedOut, user } from "./session";
import { alone, listen, tell } from "./tabs";

const PAUSES = [1, 2, 5, 10, 20, 40, 60]; // seconds between tries
const GONE = [404, 410];
const FAILED = 500;
const ENOUGH = 4; // tries

export interface Write {
  key: Id; // of the meal
  order: number;
  revision: number; // counts the changes that joined
  meal: Meal | null; // what it shall be; null deletes it
  before: Meal | null; // the version it starts from; null when it is new
  arrived: string[]; // contents that were sent and may have arrived
  state: "waiting" | "conflict" | "refused";
  problem?: string | undefined; // what the server said
  theirs?: Meal | null | undefined; // in a conflict: what the server has; null when it was deleted
}

/** In the order in which they are sent. */
export const outbox = signal<readonly Write[]>([]);
export const waiting = computed(() => outbox.value.filter((write) => write.state === "waiting"));
export const stuck = computed(() => outbox.value.filter((write) => write.state !== "waiting"));
let failures = 0; // in a row
let timer: ReturnType<typeof setTimeout> | undefined;

listen((said) => {
  if (said.kind === "outbox") void look();
});

/** Neither this device nor the server could keep what was logged. */
export class NotKept extends Error {
  constructor() {
    super(t("problem.notKept"));
  }
}

/** Reads the queue anew. */
export async function look(): Promise<void> {
  const rows = await db.all<Write>("outbox");
  outbox.value = rows.sort((a, b) => a.order - b.order);
}

/** Queues what a meal shall be (null: deleted), and starts to send. Raises NotKept. */
export async function enqueue(key: Id, meal: Meal | null, before: Meal | null): Promise<void> {
  const last = outbox.value.at(-1)?.order ?? 0;
  const order = Math.max(Date.now(), last + 1);
  const next = (row?: Write) => join(row, { key, order, meal, before });
  try {
    await db.change<Write>("outbox", key, next);
  } catch {
    await sendAtOnce(next(outbox.value.find((row) => row.key === key)));
    return;
  }
  await changed();
  void flush();
}

/** Sends what waits. One tab of a browser does it at a time. */
export async function flush(): Promise<void> {
  clearTimeout(timer);
  // What this device cannot do now it tries again later.
  await alone("outbox", drain).catch(() => tryLater());
}

/** Takes a write back: what the server has stays. */
export async function drop(key: Id): Promise<void> {
  await db.remove("outbox", key);
  await changed();
}

/** Sends a write again, over what the server has now. */
export async function insist(key: Id): Promise<void> {
  await db.change<Write>("outbox", key, (row) => {
    if (!row) return undefined;
    const before = row.theirs === undefined ? row.before : row.theirs;
    return { ...row, before, state: "waiting", problem: undefined, theirs: undefined, arrived: [] };
  });
  await changed();
  await flush();
}

function join(row: Write | undefined, next: Pick<Write, "key" | "order" | "meal" | "before">) {
  const before = row ? row.before : next.before;
  const mayHaveArrived = Boolean(row?.arrived.length);
  const nothingToDo = next.meal ? before && content(next.meal) === content(before) : !before;
  if (nothingToDo && !mayHaveArrived) return undefined;
  return {
    ...next,
    before,
    order: row?.order ?? next.order,
    revision: (row?.revision ?? 0) + 1,
    arrived: row?.arrived ?? [],
    state: "waiting" as const,
  };
}

async function drain(): Promise<void> {
  await look();
  // When the browser says so there is no network; that it says the contrary means little.
  if (!navigator.onLine) {
    reachable.value = false;
    return;
  }
  let next = waiting.value[0];
  while (next && user.value && !signedOut.value) {
    try {
      await sendOne(next);
      failures = 0;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status === 401) return end();
      // Where somebody else has signed in, this loads the page anew.
      if (problem.status === 403) await lookWho();
      // A server that fails again and again on one write must not hold up the others.
      const hopeless = problem.status === FAILED && failures >= ENOUGH;
      if (problem.passes && !hopeless) return tryLater(problem);
      failures = 0;
      await refuse(next, problem);
    }
    await changed();
    next = waiting.value[0];
  }
}

async function sendOne(row: Write): Promise<void> {
  const sent = row.meal ? content(row.meal) : "";
  const mark = db.change<Write>(
    "outbox",
    row.key,
    (now) =>
      now && { ...now, arrived: [...now.arrived.filter((each) => each !== sent), sent].slice(-5) },
  );
  // Without room for the mark it is sent all the same: waiting for room could be for ever.
  const marked = await mark.catch(() => row);
  await look();
  if (marked?.revision !== row.revision) return; // it changed meanwhile: look again
  try {
    await settle(row, await deliver(row));
  } catch (problem) {
    if (!(problem instanceof Problem) || ![409, 410, 412].includes(problem.status)) throw problem;
    await disagree(row, problem);
  }
}

/** Says to the server what a meal shall be. Answers what it has then. */
async function deliver(row: Write): Promise<Meal | null> {
  const path = `meals/${user.value?._id}/${row.key}`;
  const headers: Record<string, string> = {};
  if (row.before?.updatedAt) headers["If-Match"] = row.before.updatedAt;
  if (row.meal) return send<Meal>("PUT", path, { body: body(row.meal), headers });
  await send("DELETE", path, { headers });
  return null;
}

/** The server has it. A change that came meanwhile goes on from there. */
async function settle(row: Write, meal: Meal | null): Promise<void> {
  await confirm(meal ? [meal] : [], meal ? [] : [row.key]);
  await db.change<Write>("outbox", row.key, (now) =>
    now && now.revision !== row.revision ? { ...now, before: meal, arrived: [] } : undefined,
  );
}

/** The server has another version: ours from an earlier try, or one of another device. */
async function disagree(row: Write, problem: Problem): Promise<void> {
  const theirs = await read(row.key);
  if (theirs) await confirm([theirs], []);
  else await confirm([], [row.key]);
  if (!theirs && !row.meal) return settle(row, null);
  const ours = theirs && row.arrived.includes(content(theirs));
  // Nobody has changed what it says: the server has judged it meanwhile.
  const judged = theirs && saysTheSame(theirs, row.before);
  await db.change<Write>("outbox", row.key, (now) => {
    if (!now || (theirs && saysTheSame(theirs, now.meal))) return undefined;
    if (ours || judged) return { ...now, before: theirs, arrived: [] };
    return { ...now, state: "conflict", problem: problem.message, theirs };
  });
}

async function refuse(row: Write, problem: Problem): Promise<void> {
  const said = [problem.message, ...problem.fields.map(({ message }) => message)];
  await db.change<Write>(
    "outbox",
    row.key,
    (now) => now && { ...now, state: "refused", problem: [...new Set(said)].join(" ") },
  );
}

async function read(key: Id): Promise<Meal | null> {
  try {
    return await send<Meal>("GET", `meals/${user.value?._id}/${key}`);
  } catch (problem) {
    if (problem instanceof Problem && GONE.includes(problem.status)) return null;
    throw problem;
  }
}

/** This device keeps nothing (its storage is full, or forbidden): the server must, now. */
async function sendAtOnce(row: Write | undefined): Promise<void> {
  if (!row) return;
  try {
    const meal = await deliver(row);
    await confirm(meal ? [meal] : [], meal ? [] : [row.key]);
  } catch (problem) {
    if (problem instanceof Problem && !problem.passes) throw problem;
    throw new NotKept();
  }
}

function tryLater(problem?: Problem): void {
  const pause = problem?.retryAfter || (PAUSES[Math.min(failures, PAUSES.length - 1)] as number);
  failures += 1;
  timer = setTimeout(flush, pause * 1000);
}

async function changed(): Promise<void> {
  await look();
  tell({ kind: "outbox" });
}

/** What is sent of a meal. */
function body({ foods, mealType, date, imageUrl, analysis }: Meal): PutMeal {
  // An answered 0 of fiber or sugar may stand for unknown: it is not made a known one.
  const known = foods.map((food) => ({
    ...food,
    fiber: food.fiber || undefined,
    sugar: food.sugar || undefined,
  }));
  return { foods: known, mealType, date, imageUrl, analysis };
}

/** Whether two versions of a meal say the same. */
export function saysTheSame(one: Meal | null, other: Meal | null): boolean {
  return one && other ? content(one) === content(other) : one === other;
}

/** What a meal says, to be compared. Its analysis follows from that. */
function content(meal: Meal): string {
  const { foods, mealType, date, imageUrl } = body(meal);
  const sorted = foods.map((food) => Object.entries(food).filter(filled).sort());
  return JSON.stringify([sorted, mealType, Date.parse(date), imageUrl ?? ""]);
}

function filled([, value]: [string, unknown]): boolean {
  return value !== undefined && value !== null;
}
