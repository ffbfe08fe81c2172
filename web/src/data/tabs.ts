// The tabs of one browser: they tell each other what happened, and one works for all.

import type { Meal, User } from "../api/types";

/** What tabs say to each other. */
export type Said =
  | { kind: "event"; event: string; data: unknown } // from the stream of the server
  | { kind: "meals"; put: Meal[]; gone: string[] } // what the server has confirmed
  // the same of other documents, by key or by id
  | { kind: "copies"; name: string; put: unknown[]; gone: string[]; id?: string }
  | { kind: "distrust" } // what was read may be old
  | { kind: "outbox" } // the queue of writes changed
  | { kind: "user"; user: User | null };

type Listener = (said: Said) => void;

const channel = "BroadcastChannel" in window ? new BroadcastChannel("nutritrack") : undefined;
const listeners = new Set<Listener>();

channel?.addEventListener("message", ({ data }: MessageEvent<Said>) => {
  for (const listener of listeners) listener(data);
});

/** Tells the other tabs. */
export function tell(said: Said): void {
  channel?.postMessage(said);
}

export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Does work while no other tab does the same. Without locks (plain http) it may overlap. */
export async function alone(name: string, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(`nutritrack-${name}`, work);
}
