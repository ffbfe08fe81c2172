// The conversation with the coach: what the server has stored of it, and the question under way.

import { batch, computed, signal } from "@preact/signals";
import { Problem, request, send } from "../api/client";
import { eventsOf, type ServerEvent } from "../api/sse";
import type { ChatMessage, Id } from "../api/types";
import { now } from "../lib/clock";
import { newId } from "../lib/ids";
import { read, write } from "../lib/local";
import { t } from "../texts";
import * as db from "./db";
import { onChange } from "./live";
import { end, user } from "./session";

export type { ChatMessage };

export interface Question {
  _id: Id;
  content: string;
}

/** A question on its way; `text` is what has come of the reply. */
export interface Asking extends Question {
  text: string;
}

export const MOST_CHARACTERS = 50_000;
const PAGE = 50;
const PATIENCE = 30_000; // ms, until the server begins to answer
const SOON = 200; // ms
const STILL = 5 * 60_000; // ms in which a question that a reload broke off is asked again
const KEPT = "chat";

const stored = signal<ReadonlyMap<Id, ChatMessage>>(new Map());
/** In the order of time; of the same millisecond the question first. */
export const messages = computed(() => [...stored.value.values()].sort(inTime));
/** Whether the server has earlier ones. */
export const hasOlder = signal(false);
/** Whether anything is known about the conversation, be it that it is empty. */
export const known = signal(false);
/** Why it could not be read. */
export const unread = signal<Problem | undefined>(undefined);
const asked = signal<Asking | undefined>(undefined);
/** What waits for its reply, which may come over its own stream or as a change. */
export const asking = computed(() =>
  asked.value && !replyTo(asked.value._id) ? asked.value : undefined,
);
/** The last question, when it got no reply; without a problem the person has stopped it. */
export const failed = signal<{ question: Question; problem?: Problem } | undefined>(undefined);

let keeping: ReturnType<typeof setTimeout> | undefined;
let stopping: AbortController | undefined;
let reading: Promise<void> | undefined;

onChange("chat", ({ op, _id, document }) => {
  if (op === "delete" && _id) put([], [_id]);
  else if (document) put([document as ChatMessage]);
  else void readLatest();
});
onChange("resync", async () => {
  await reading; // it may have been answered before the change that was missed
  await readLatest();
});

/** Shows what this device kept, then what the server has. */
export async function open(): Promise<void> {
  if (!known.value) {
    const kept = await db.get<{ messages: ChatMessage[] }>("kept", KEPT).catch(() => undefined);
    if (kept?.messages.length && !known.value) {
      put(kept.messages);
      known.value = true;
    }
  }
  await readLatest();
  resume();
}

/** Asks again what this page was asking when it was left: the reply may never have been stored. */
function resume(): void {
  const left = stored.value.get(read<Id>(askingKey()) ?? "");
  if (!left || asking.value || unread.value) return;
  if (replyTo(left._id) || now() - timeOf(left) > STILL) write(askingKey(), undefined);
  else void ask(left.content, left._id);
}

/** Reads the latest messages. What went wrong is said in `unread`. */
export function readLatest(): Promise<void> {
  reading ??= readOnce().finally(() => {
    reading = undefined;
  });
  return reading;
}

async function readOnce(): Promise<void> {
  const before = stored.value;
  try {
    const page = await send<ChatMessage[]>("GET", `${path()}?limit=${PAGE}`);
    const here = stored.value;
    // What came or went while the server was answering is newer than its answer.
    const meanwhile = [...here.values()].filter((each) => before.get(each._id) !== each);
    const found = page.filter(({ _id }) => here.has(_id) || !before.has(_id));
    batch(() => {
      stored.value = byId([...found, ...meanwhile]);
      hasOlder.value = page.length === PAGE;
      unread.value = undefined;
      known.value = true;
    });
    settle();
  } catch (problem) {
    unread.value = asProblem(problem);
  }
}

/** Reads the messages before the earliest one that is here. */
export async function readOlder(): Promise<void> {
  const first = messages.value[0];
  if (!first) return;
  const cursor = `${timeOf(first)}-${first._id}`;
  const page = await send<ChatMessage[]>("GET", `${path()}?limit=${PAGE}&before=${cursor}`);
  if (!stored.value.has(first._id)) return; // cleared meanwhile
  hasOlder.value = page.length === PAGE;
  put(page);
}

/** Asks the coach. The same id again is the same question: the server answers what it stored. */
export async function ask(content: string, _id: Id = newId()): Promise<void> {
  if (asking.value) return;
  const question = { _id, content };
  asked.value = { ...question, text: "" };
  failed.value = undefined;
  write(askingKey(), _id);
  try {
    await converse(question);
    if (!replyTo(_id)) throw new Problem(0, { detail: t("coach.noReply") });
  } catch (problem) {
    const stopped = problem instanceof DOMException && problem.name === "AbortError";
    if (!replyTo(_id))
      failed.value = stopped ? { question } : { question, problem: asProblem(problem) };
  } finally {
    if (asked.value?._id === _id) asked.value = undefined;
    // A page that is left while it asks ends up here, too: that is no end of the question.
    const over = !failed.value?.problem && read<Id>(askingKey()) === _id;
    if (over) write(askingKey(), undefined);
  }
  // The server may have stored more than it could tell.
  if (!replyTo(_id)) await readLatest();
}

/** Breaks off the reply. */
export function stop(): void {
  stopping?.abort();
}

export async function clear(): Promise<void> {
  const ids = [...stored.value.keys()];
  await send("DELETE", path());
  failed.value = undefined;
  hasOlder.value = false;
  put([], ids);
}

/** The reply to a stored question: the next message of the coach. */
export function replyTo(id: Id): ChatMessage | undefined {
  const at = messages.value.findIndex(({ _id }) => _id === id);
  if (at < 0) return undefined;
  return messages.value.slice(at).find(({ role }) => role !== "user");
}

export function isStored(id: Id): boolean {
  return stored.value.has(id);
}

/** When it was sent, in ms; its id says it to the second. */
export function timeOf({ _id, createdAt }: ChatMessage): number {
  return Date.parse(createdAt ?? "") || Number.parseInt(_id.slice(0, 8), 16) * 1000;
}

async function converse(body: Question): Promise<void> {
  const own = new AbortController();
  const { signal } = own;
  stopping = own;
  const late = () => own.abort(new DOMException("no answer", "TimeoutError"));
  const timer = setTimeout(late, PATIENCE);
  const headers = { Accept: "text/event-stream" };
  const reply = await request("POST", "chat", { body, headers, signal }).finally(() =>
    clearTimeout(timer),
  );
  if (!reply.ok) {
    const said = await reply.json().catch(() => undefined);
    throw new Problem(reply.status, said, Number(reply.headers.get("Retry-After")) || 0);
  }
  for await (const event of eventsOf(reply)) hear(event, body._id);
}

function hear({ event, data }: ServerEvent, question: Id): void {
  if (event === "error") throw new Problem(500, JSON.parse(data)); // the status was sent long ago
  if (event === "message" || event === "reply") put([JSON.parse(data)]);
  if (event === "token" && asked.value?._id === question) {
    const said = JSON.parse(data);
    const token = typeof said === "string" ? said : (said.text ?? "");
    asked.value = { ...asked.value, text: asked.value.text + token };
  }
}

function put(some: readonly ChatMessage[], gone: readonly Id[] = []): void {
  const next = new Map(stored.value);
  for (const message of some) next.set(message._id, message);
  for (const id of gone) next.delete(id);
  stored.value = next;
  settle();
}

/** What follows from the messages that are here now. */
function settle(): void {
  if (failed.value && replyTo(failed.value.question._id)) failed.value = undefined;
  clearTimeout(keeping);
  keeping = setTimeout(keep, SOON); // a cleared conversation goes message by message
}

/** Keeps the latest messages on this device, to be read without a network. */
function keep(): void {
  const row = { key: KEPT, messages: messages.value.slice(-PAGE) };
  db.put("kept", row).catch(() => undefined);
}

function asProblem(problem: unknown): Problem {
  if (!(problem instanceof Problem)) return new Problem(0, { detail: t("coach.interrupted") });
  if (problem.status === 401) end();
  return problem;
}

function askingKey(): string {
  return `asking.${user.value?._id}`;
}

function path(): string {
  return `chat/${user.value?._id}`;
}

function byId(some: ChatMessage[]): Map<Id, ChatMessage> {
  return new Map(some.map((message) => [message._id, message]));
}

function inTime(a: ChatMessage, b: ChatMessage): number {
  return timeOf(a) - timeOf(b) || Number(a.role !== "user") - Number(b.role !== "user");
}
