// Talks to the API. The sign-in is a cookie that no script can read.

import { signal } from "@preact/signals";
import { compareClocks } from "../lib/clock";
import { t } from "../texts";

const PATIENCE = 30_000; // ms
type Method = "GET" | "POST" | "PUT" | "DELETE";
interface Options {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}
interface Said {
  detail?: string;
  code?: string;
  fields?: { path: string; message: string }[];
  methods?: string[];
}

/** Whether the last request reached the server. The browser's own word for it is often wrong. */
export const reachable = signal(navigator.onLine);

/** What went wrong, in words for the person; `status` is 0 when no answer came. */
export class Problem extends Error {
  readonly code: string | undefined;
  readonly fields: { path: string; message: string }[];
  readonly methods: string[];

  constructor(
    readonly status: number,
    said: Said = {},
    readonly retryAfter = 0, // seconds
  ) {
    super(said.detail ?? t("problem.status", { status: String(status) }));
    this.code = said.code;
    this.fields = said.fields ?? [];
    this.methods = said.methods ?? [];
  }

  /** Whether the same request may do better later. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Sends a request and answers its JSON. Raises a Problem. */
export async function send<Answer>(
  method: Method,
  path: string,
  options: Options = {},
): Promise<Answer> {
  const reply = await request(method, path, options);
  const text = await reply.text().catch(() => lost());
  const isJson = reply.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson && text ? JSON.parse(text) : undefined;
  // A portal or another device may answer in the server's place: that is no answer.
  if (reply.ok && text && !isJson) lost();
  if (reply.ok) return answer as Answer;
  throw new Problem(reply.status, answer, Number(reply.headers.get("Retry-After")) || 0);
}

/** All entries of a list that comes in pages, the newest first; `timeOf` says when one was. */
export async function sendForAll<Entry extends { _id: string }>(
  path: string,
  limit: number,
  timeOf: (entry: Entry) => string,
): Promise<Entry[]> {
  const found: Entry[] = [];
  let cursor = "";
  for (;;) {
    const page = await send<Entry[]>("GET", `${path}&limit=${limit}${cursor}`);
    found.push(...page);
    const last = page.at(-1);
    if (page.length < limit || !last) return found;
    cursor = `&before=${Date.parse(timeOf(last))}-${last._id}`;
  }
}

/** Sends a request and answers as soon as the head of the reply is here, whatever it says. */
export async function request(method: Method, path: string, options: Options): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE);
  const init: RequestInit = {
    method,
    headers: { ...options.headers },
    signal: options.signal ?? patience,
    cache: "no-store",
  };
  if (options.body !== undefined) {
    init.headers = { "Content-Type": "application/json", ...options.headers };
    init.body = JSON.stringify(options.body);
  }
  const reply = await fetch(`/api/${path}`, init).catch((problem: Error) => {
    if (problem.name === "AbortError") throw problem;
    return lost();
  });
  reachable.value = true;
  compareClocks(reply.headers.get("Date"));
  return reply;
}

function lost(): never {
  reachable.value = false;
  throw new Problem(0, { detail: t("problem.unreachable") });
}
