// Reads small documents of some days for a screen: when it is shown, and again when they may be old.

import { useEffect } from "preact/hooks";
import { reachable } from "../api/client";
import type { Copies } from "../data/copies";
import { type Day, daysFrom } from "../lib/days";

/** Answers whether all of them are here. */
export function useCopies<Kept>(copies: Copies<Kept>, first: Day, last: Day): boolean {
  const complete = copies.complete.value;
  const known = daysFrom(first, last).every((day) => complete.has(day));
  const online = reachable.value;
  useEffect(() => {
    // What goes wrong the sync state says; it is read again when the server is back.
    if (!known && online) copies.read(first, last).catch(() => undefined);
  }, [copies, first, last, known, online]);
  return known;
}
