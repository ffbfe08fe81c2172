// What time it is. A device whose clock is wrong would log to the wrong day, so the server's counts.

import { signal } from "@preact/signals";
import { read, write } from "./local";

const TOLERATED = 5 * 60_000; // ms: less is not worth a word
const KEY = "skew";

/** How far the clock of this device is behind the server's, in ms. Kept for when we are offline. */
export const skew = signal(read<number>(KEY) ?? 0);

/** Milliseconds since 1970, by the server's clock as far as it is known. */
export function now(): number {
  return Date.now() + skew.value;
}

/** Compares the clocks, given the `Date` header of an answer that arrived just now. */
export function compareClocks(date: string | null): void {
  const theirs = date ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(theirs)) return;
  const apart = theirs - Date.now();
  const found = Math.abs(apart) > TOLERATED ? apart : 0;
  if (Math.abs(found - skew.value) > TOLERATED || (!found && skew.value)) {
    skew.value = found;
    write(KEY, found);
  }
}
