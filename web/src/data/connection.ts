// The connection to Google: its status as the server tells it, and what can be done about it.

import { signal } from "@preact/signals";
import { send } from "../api/client";
import type { Authorize, Disconnected, Progress, ProviderId, Status } from "../api/types";
import { now } from "../lib/clock";
import { onChange } from "./live";
import { user } from "./session";

const SOON = 300; // ms: changes come in groups
const LOOK_EVERY = 2000; // ms, while something is read: days without any data tell nothing live

export const connection = signal<Status | undefined>(undefined);
let timer: ReturnType<typeof setTimeout> | undefined;
let shown = 0; // how many parts of the screen show it

export async function lookAtConnection(): Promise<void> {
  connection.value = await send<Status>("GET", `fitness/${user.value?._id}`);
}

/** Keeps it up to date for as long as it is shown. */
export function followConnection(): () => void {
  shown += 1;
  const stops = (["user", "activity", "resync"] as const).map((kind) =>
    onChange(kind, () => again(SOON)),
  );
  return () => {
    shown -= 1;
    for (const stop of stops) stop();
  };
}

/** Whether the server reads, or is about to. */
export function isReading({ running, nextAt }: Progress): boolean {
  return running || Boolean(nextAt && Date.parse(nextAt) <= now() + LOOK_EVERY);
}

/** Looks again while the server reads. */
export function lookWhileReading(): void {
  if (connection.value && isReading(connection.value.sync)) again(LOOK_EVERY);
}

function again(ms: number): void {
  if (timer) return;
  timer = setTimeout(async () => {
    timer = undefined;
    if (shown) await lookAtConnection().catch(() => undefined);
  }, ms);
}

/** Goes to Google's page, which leads back to the settings. */
export async function connect(provider: ProviderId): Promise<void> {
  const path = `fitness/connect/${user.value?._id}`;
  const { authorizeUrl } = await send<Authorize>("POST", path, { body: { provider } });
  location.assign(authorizeUrl);
}

export async function syncNow(): Promise<void> {
  const sync = await send<Progress>("POST", `fitness/sync/${user.value?._id}`);
  if (connection.value) connection.value = { ...connection.value, sync };
}

/** Whether Google confirmed that the access ended; null when there was nothing to end. */
export async function disconnect(): Promise<boolean | null> {
  const { revoked, ...status } = await send<Disconnected>(
    "POST",
    `fitness/disconnect/${user.value?._id}`,
  );
  connection.value = status;
  return revoked;
}
