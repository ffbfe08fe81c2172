// What happens when the app is opened, and when somebody has signed in.

import { addDays } from "../lib/days";
import { follow } from "./live";
import { readDays, takeKept } from "./meals";
import { flush, look } from "./outbox";
import { heed, lookWho, signedOut, today, user } from "./session";
import { readUsual, takeUsual } from "./usual";

let following = false;

/** Takes what this device kept: with it the first screen can be shown. */
export async function open(): Promise<void> {
  if (!user.value) await lookWho();
  if (user.value) await Promise.allSettled([takeKept(), look(), takeUsual()]);
}

/** Sends what waits, and reads what is new. */
export async function refresh(): Promise<void> {
  if (!user.value) return;
  if (!following) {
    following = true;
    follow();
  }
  const day = today.value;
  await Promise.allSettled([
    flush(),
    // It also tells whether the sign-in still holds, and the stream whether the profile changed.
    readDays(addDays(day, -1), day).catch(heed),
    readUsual(),
    navigator.storage?.persist?.(),
  ]);
}

/** The same person is back: what waited is sent. */
export async function resume(): Promise<void> {
  signedOut.value = false;
  await open();
  await refresh();
}
