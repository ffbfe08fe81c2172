// The points of the connection check. Each is well or not; the words are in the texts.

import { reachable } from "../../api/client";
import { listening } from "../../data/live";
import { lookWho } from "../../data/session";

export interface Finding {
  name: "privacy" | "server" | "live" | "offline" | "storage" | "camera" | "clock";
  well: boolean;
}
type Check = () => boolean | Promise<boolean>;

const PATIENCE = 10_000; // ms
const CHECKS: [Finding["name"], Check][] = [
  ["privacy", () => isSecureContext],
  ["server", isReady],
  ["live", hears],
  ["offline", opensOffline],
  ["storage", async () => (await navigator.storage?.persisted?.()) === true],
  ["camera", hasCamera],
];

export function check(): Promise<Finding[]> {
  return Promise.all(
    CHECKS.map(async ([name, isWell]) => {
      const well = await Promise.resolve(isWell()).catch(() => false);
      return { name, well };
    }),
  );
}

async function isReady(): Promise<boolean> {
  await lookWho(); // any request tells whether the server can be reached
  return reachable.value && (await fetch("/readyz", { signal: AbortSignal.timeout(PATIENCE) })).ok;
}

/** One tab holds the stream of changes for all; the others wait for its place. */
async function hears(): Promise<boolean> {
  if (listening.value || !navigator.locks) return listening.value;
  const { pending = [] } = await navigator.locks.query();
  return pending.some(({ name }) => name === "nutritrack-stream");
}

async function opensOffline(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  return Boolean((await navigator.serviceWorker.getRegistration())?.active);
}

async function hasCamera(): Promise<boolean> {
  const found = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return found.some(({ kind }) => kind === "videoinput");
}
