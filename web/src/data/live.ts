// What other devices change, as it happens. One tab of a browser holds the stream for all.

import { signal } from "@preact/signals";
import { reachable, request } from "../api/client";
import { eventsOf, type ServerEvent } from "../api/sse";
import type { DayMark, Id, Meal, User, Weight } from "../api/types";
import type { Copies } from "./copies";
import * as db from "./db";
import { marks } from "./marks";
import { complete, confirmed, dayOf, distrust, keep, passBy } from "./meals";
import { flush } from "./outbox";
import { become, end, lookWho, signedOut, user } from "./session";
import { listen, tell } from "./tabs";
import { weights } from "./weights";

const LAST = "lastEvent";
const ASK_EVERY = 5_000; // ms
const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between tries

export interface Change<Document = unknown> {
  op: "put" | "delete" | "resync";
  _id?: Id;
  document?: Document;
}
type Kind =
  | "meal"
  | "user"
  | "food"
  | "weight"
  | "chat"
  | "goal"
  | "day"
  | "activity"
  | "upload"
  | "resync";
type Handler = (change: Change) => void;

/** Whether a tab of this browser hears of changes right now. */
export const listening = signal(false);
const handlers = new Map<string, Set<Handler>>();

/** Calls a handler for each change of a kind, in every tab. Everything changes with a `resync`. */
export function onChange(kind: Kind, handler: Handler): () => void {
  const known = handlers.get(kind) ?? new Set();
  handlers.set(kind, known.add(handler));
  return () => known.delete(handler);
}

/** Follows the changes for as long as this page is open. */
export function follow(): void {
  listen((said) => {
    if (said.kind === "event") void receive(said.event, said.data as Change);
    if (said.kind === "distrust") void distrustHere();
  });
  if (navigator.locks) void navigator.locks.request("nutritrack-stream", hold);
  else void hold();
}

/** Keeps a stream open. Without locks only the tab that is seen has one: browsers allow six. */
async function hold(): Promise<void> {
  for (let failed = 0; ; failed += 1) {
    await until(() => Boolean(user.value) && !signedOut.value && mayListen());
    try {
      await hear(() => {
        failed = 0;
      });
    } catch {
      // The connection broke: we go on from the last event.
    }
    listening.value = false;
    await wakeOr((PAUSES[Math.min(failed, PAUSES.length - 1)] as number) * 1000);
  }
}

async function hear(opened: () => void): Promise<void> {
  const stop = new AbortController();
  const hide = () => mayListen() || stop.abort();
  document.addEventListener("visibilitychange", hide);
  const ended = user.subscribe((who) => who || stop.abort());
  try {
    const last = await db.get<{ id: string }>("kept", LAST).catch(() => undefined);
    const headers: Record<string, string> = last ? { "Last-Event-ID": last.id } : {};
    const path = `events/${user.value?._id}`;
    const reply = await request("GET", path, { headers, signal: stop.signal });
    if (reply.status === 401) return end();
    if (!reply.ok) throw new Error(`${reply.status}`);
    opened();
    listening.value = true;
    void flush();
    let caughtUp = Boolean(last);
    for await (const event of eventsOf(reply)) {
      // From its first word on the stream misses nothing; what was read before may be older.
      if (!caughtUp) await distrustAll();
      caughtUp = true;
      await take(event);
    }
  } finally {
    stop.abort();
    ended();
    document.removeEventListener("visibilitychange", hide);
  }
}

async function take({ id, event, data }: ServerEvent): Promise<void> {
  if (event) {
    const change: Change = event === "resync" ? { op: "resync" } : JSON.parse(data);
    if (event === "weight") await takeCopy(weights, change as Change<Weight>);
    if (event === "day") await takeCopy(marks, change as Change<DayMark>);
    if (event === "resync") await Promise.all([distrustAll(), lookWho()]);
    await receive(event, change);
    tell({ kind: "event", event, data: change });
  }
  if (id !== undefined) await db.put("kept", { key: LAST, id }).catch(() => undefined);
}

/** In every tab: each shows other days. */
async function receive(event: string, change: Change): Promise<void> {
  if (event === "meal") await takeMeal(change);
  spread(event, change);
}

/** A day that is known in part would add up to too little: only meals of whole days are taken. */
async function takeMeal({ op, _id, document }: Change): Promise<void> {
  if (op === "delete") return keep([], [_id as Id]);
  const meal = document as Meal;
  const wanted = complete.value.has(dayOf(meal)) || confirmed.value.has(meal._id);
  if (wanted) await keep([meal], []);
  else passBy(dayOf(meal));
}

/** What is known only in part is kept all the same: it is no less true. */
function takeCopy<Kept>(copies: Copies<Kept>, { op, _id, document }: Change<Kept>): Promise<void> {
  return op === "delete" ? copies.forget(_id as Id) : copies.confirm([document as Kept], []);
}

/** In every tab: each reads for itself. */
async function distrustAll(): Promise<void> {
  tell({ kind: "distrust" });
  await distrustHere();
}

async function distrustHere(): Promise<void> {
  weights.distrust();
  marks.distrust();
  await distrust();
}

function spread(event: string, change: Change): void {
  if (event === "user" && change.op === "put") become(change.document as User);
  if (event === "user" && change.op === "delete") end();
  for (const handler of handlers.get(event) ?? []) handler(change);
}

function mayListen(): boolean {
  return Boolean(navigator.locks) || !document.hidden;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wakeOr(1000);
}

/** Waits, but no longer than until the network is back or the page is looked at. */
function wakeOr(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const wake = () => {
      stop.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    addEventListener("online", wake, { signal: stop.signal });
    document.addEventListener("visibilitychange", wake, { signal: stop.signal });
  });
}

/** Whether the server is back is found out by asking: the browser knows its own network only. */
function lookAround(): void {
  if (!reachable.value && !document.hidden) void lookWho();
}

setInterval(lookAround, ASK_EVERY);
addEventListener("online", () => {
  lookAround();
  void flush();
});
addEventListener("offline", () => {
  reachable.value = false;
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void flush();
});
