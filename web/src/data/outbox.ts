// The queue of writes. What somebody logs is on this device first, then goes to the server, in
// order and as one write however often it is sent: its id is ours, and a change names the version
// that was seen. There is one write an entry (a meal, a weighing, the mark of a day) at most; a
// later change of the same entry joins it.

import { computed, signal } from "@preact/signals";
import { Problem, reachable, send } from "../api/client";
import type { Meal } from "../api/types";
import { t } from "../texts";
import * as db from "./db";
import { type Entries, type Entry, type Kind, saysTheSame, wayOf } from "./kinds";
import { end, lookWho, signedOut, user } from "./session";
import { alone, listen, tell } from "./tabs";

const PAUSES = [1, 2, 5, 10, 20, 40, 60]; // seconds between tries
const GONE = [404, 410];
const FAILED = 500;
const ENOUGH = 4; // tries

interface WriteOf<K extends Kind> {
  kind: K;
  key: string; // the id of the entry; of a mark its day
  order: number;
  revision: number; // counts the changes that joined
  entry: Entries[K] | null; // what it shall be; null deletes it
  before: Entries[K] | null; // the version it starts from; null when it is new
  arrived: string[]; // contents that were sent and may have arrived
  state: "waiting" | "conflict" | "refused";
  problem?: string | undefined; // what the server said
  theirs?: Entries[K] | null | undefined; // in a conflict: what the server has; null when deleted
}
export type Write = { [K in Kind]: WriteOf<K> }[Kind];
export type MealWrite = WriteOf<"meal">;
export type WeightWrite = WriteOf<"weight">;
export type MarkWrite = WriteOf<"mark">;
/** As the first release wrote it, when only meals waited. */
type OldWrite = Omit<MealWrite, "kind" | "entry"> & { meal: Meal | null };

/** In the order in which they are sent. */
export const outbox = signal<readonly Write[]>([]);
export const mealWrites = computed(() => outbox.value.filter((write) => write.kind === "meal"));
export const waiting = computed(() => outbox.value.filter((write) => write.state === "waiting"));
/** How many writes are on their way into the queue, and so not yet on this device. */
export const saving = signal(0);
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
  const rows = await db.all<Write | OldWrite>("outbox");
  outbox.value = rows.map(renewed).sort((a, b) => a.order - b.order);
}

/** Queues what an entry shall be (null: deleted), and starts to send. Raises NotKept. */
export async function enqueue<K extends Kind>(
  kind: K,
  key: string,
  entry: Entries[K] | null,
  before: Entries[K] | null,
): Promise<void> {
  const last = outbox.value.at(-1)?.order ?? 0;
  const order = Math.max(Date.now(), last + 1);
  const next = (row?: Write) => join(row, { kind, key, order, entry, before } as Wanted);
  saving.value += 1;
  await store(key, next).finally(() => {
    saving.value -= 1;
  });
  void flush();
}

async function store(key: string, next: (row?: Write) => Write | undefined): Promise<void> {
  try {
    await change(key, next);
  } catch {
    return sendAtOnce(next(outbox.value.find((row) => row.key === key)));
  }
  await changed();
}

/** Sends what waits. One tab of a browser does it at a time. */
export async function flush(): Promise<void> {
  clearTimeout(timer);
  // What this device cannot do now it tries again later.
  await alone("outbox", drain).catch(() => tryLater());
}

/** Takes a write back: what the server has stays. */
export async function drop(key: string): Promise<void> {
  await db.remove("outbox", key);
  await changed();
}

/** Sends a write again, over what the server has now. */
export async function insist(key: string): Promise<void> {
  await change(key, (row) => {
    if (!row) return undefined;
    const before = row.theirs === undefined ? row.before : row.theirs;
    const next = { before, state: "waiting", problem: undefined, theirs: undefined, arrived: [] };
    return { ...row, ...next } as Write;
  });
  await changed();
  await flush();
}

type Wanted = Pick<Write, "kind" | "key" | "order" | "entry" | "before">;

function join(row: Write | undefined, next: Wanted): Write | undefined {
  const before = row ? row.before : next.before;
  const mayHaveArrived = Boolean(row?.arrived.length);
  const nothingToDo = next.entry ? before && saysTheSame(next.kind, next.entry, before) : !before;
  if (nothingToDo && !mayHaveArrived) return undefined;
  return {
    ...next,
    before,
    order: row?.order ?? next.order,
    revision: (row?.revision ?? 0) + 1,
    arrived: row?.arrived ?? [],
    state: "waiting",
  } as Write;
}

/** Reads a write and stores what becomes of it, as one step. */
function change(key: string, become: (row: Write | undefined) => Write | undefined) {
  return db.change<Write>("outbox", key, (row) => become(row && renewed(row)));
}

function renewed(row: Write | OldWrite): Write {
  if (!("meal" in row)) return row;
  const { meal, ...rest } = row;
  return { ...rest, kind: "meal", entry: meal };
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
  const sent = row.entry ? wayOf(row.kind).content(row.entry) : "";
  const mark = change(
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

/** Says to the server what an entry shall be. Answers what it has then. */
async function deliver({ kind, key, entry, before }: Write): Promise<Entry | null> {
  const { path, body, lastCounts } = wayOf(kind);
  const headers: Record<string, string> = {};
  if (before?.updatedAt && !lastCounts) headers["If-Match"] = before.updatedAt;
  if (entry) return send<Entry>("PUT", path(key), { body: body(entry), headers });
  await send("DELETE", path(key), { headers });
  return null;
}

/** The server has it. A change that came meanwhile goes on from there. */
async function settle(row: Write, entry: Entry | null): Promise<void> {
  await confirm(row, entry);
  await change(row.key, (now) =>
    now && now.revision !== row.revision
      ? ({ ...now, before: entry, arrived: [] } as Write)
      : undefined,
  );
}

function confirm({ kind, key }: Write, entry: Entry | null): Promise<void> {
  return wayOf(kind).confirm(entry ? [entry] : [], entry ? [] : [key]);
}

/** The server has another version: ours from an earlier try, or one of another device. */
async function disagree(row: Write, problem: Problem): Promise<void> {
  const { kind, key, arrived, before } = row;
  const theirs = await read(row);
  await confirm(row, theirs);
  if (!theirs && !row.entry) return settle(row, null);
  const ours = theirs && arrived.includes(wayOf(kind).content(theirs));
  // Nobody has changed what it says: the server has judged it meanwhile.
  const judged = theirs && saysTheSame(kind, theirs, before);
  await change(key, (now) => {
    if (!now || (theirs && saysTheSame(kind, theirs, now.entry))) return undefined;
    const next =
      ours || judged
        ? { before: theirs, arrived: [] }
        : { state: "conflict", problem: problem.message, theirs };
    return { ...now, ...next } as Write;
  });
}

async function refuse(row: Write, problem: Problem): Promise<void> {
  const said = [problem.message, ...problem.fields.map(({ message }) => message)];
  await change(
    row.key,
    (now) => now && { ...now, state: "refused", problem: [...new Set(said)].join(" ") },
  );
}

async function read({ kind, key }: Write): Promise<Entry | null> {
  try {
    return await send<Entry>("GET", wayOf(kind).path(key));
  } catch (problem) {
    if (problem instanceof Problem && GONE.includes(problem.status)) return null;
    throw problem;
  }
}

/** This device keeps nothing (its storage is full, or forbidden): the server must, now. */
async function sendAtOnce(row: Write | undefined): Promise<void> {
  if (!row) return;
  try {
    await confirm(row, await deliver(row));
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
