// Who uses this device. The last person is remembered, so that it opens without a network.

import { computed, effect, signal } from "@preact/signals";
import { Problem, send } from "../api/client";
import type { ChangeProfile, User } from "../api/types";
import { now } from "../lib/clock";
import { Calendar, type Day } from "../lib/days";
import { read, write } from "../lib/local";
import { forget, openFor } from "./db";
import { listen, tell } from "./tabs";

const KEY = "user";

/** The person whose data are shown, also while the sign-in has ended (`signedOut`). */
export const user = signal<User | undefined>(read<User>(KEY));
/** The server does not know us any more. What is queued waits until the same person is back. */
export const signedOut = signal(false);
export const calendar = computed(
  () => new Calendar(user.value?.timezone ?? "UTC", user.value?.dayStartHour ?? 0),
);
const minute = signal(Math.floor(now() / 60_000));
/** Hours since 1970; it moves on by itself, as does the day. */
export const hour = computed(() => Math.floor(minute.value / 60));
/** The day it is for the person. */
export const today = computed<Day>(() => calendar.value.dayOf(minute.value * 60_000));

effect(tick); // again when the clock of the device is found to be wrong
setInterval(tick, 15_000);
document.addEventListener("visibilitychange", tick);
if (user.value) openFor(user.value._id);
listen((said) => {
  if (said.kind === "user") become(said.user ?? undefined);
});

function tick(): void {
  minute.value = Math.floor(now() / 60_000);
}

/** Asks the server who is signed in. Offline the remembered person stays. */
export async function lookWho(): Promise<void> {
  try {
    become(await send<User>("GET", "auth/session"));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.status === 401) end();
  }
}

/** Somebody has signed in, here or in another tab, or has changed. */
export function become(next: User | undefined): void {
  const before = user.value?._id;
  if (next) openFor(next._id);
  user.value = next;
  signedOut.value = false;
  write(KEY, next);
  tick();
  // What one person's screens hold in memory must not be seen by the next.
  if (before && before !== next?._id) location.reload();
}

export function signedIn(next: User): void {
  become(next);
  tell({ kind: "user", user: next });
}

/** The sign-in has ended somewhere else: by time, or on another device. */
export function end(): void {
  if (user.value) signedOut.value = true;
}

/** Signs out and forgets what this device keeps. */
export async function signOut(): Promise<void> {
  if (!signedOut.value) await send("POST", "auth/logout");
  if (user.value) await forget(user.value._id);
  write(KEY, undefined);
  tell({ kind: "user", user: null });
  location.assign("/");
}

/** Changes the profile; what is named changes. */
export async function changeProfile(change: ChangeProfile): Promise<void> {
  const { _id } = user.value as User;
  signedIn(await send<User>("PUT", `users/${_id}`, { body: change }));
}
