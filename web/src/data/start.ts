// What happens when the app is opened, and when somebody has signed in.

import { effect, untracked } from "@preact/signals";
import { reachable } from "../api/client";
import { skew } from "../lib/clock";
import { addDays } from "../lib/days";
import { takeMoved } from "./fitness";
import { follow } from "./live";
import { marks } from "./marks";
import { complete, readDays, takeKept } from "./meals";
import { flush, look } from "./outbox";
import { hour, lookWho, signedOut, today, user } from "./session";
import { readUsual, takeUsual } from "./usual";
import { weights } from "./weights";

let following = false;
let asked = false; // just now, who is signed in

/** Takes what this device kept: with it the first screen can be shown. */
export async function open(): Promise<void> {
  if (!user.value) {
    await lookWho();
    asked = true;
  }
  if (user.value) {
    const kept = [takeKept(), look(), takeUsual(), takeMoved(), weights.take(), marks.take()];
    await Promise.allSettled(kept);
  }
}

/** Sends what waits, and reads what is new. */
export async function refresh(): Promise<void> {
  if (!user.value) return;
  if (!following) {
    following = true;
    follow();
    effect(keepUsual);
  }
  const day = today.value;
  await Promise.allSettled([
    asked ? undefined : lookWho(),
    flush(),
    // A day that is not here yet is read by the screen that shows it.
    complete.value.has(day) ? readDays(addDays(day, -1), day) : undefined,
    navigator.storage?.persist?.(),
  ]);
  asked = false;
}

/** Usual is what is so at this hour; what could not be read is read when the server is back. */
function keepUsual(): void {
  void [hour.value, skew.value]; // when one of these changes, too
  if (reachable.value && !signedOut.value) untracked(readUsual).catch(() => undefined);
}

/** The same person is back: what waited is sent. */
export async function resume(): Promise<void> {
  signedOut.value = false;
  await open();
  await refresh();
}
