// Reads small documents of some days for a screen: when it is shown, and again when they may be old.

import { useEffect } from "preact/hooks";
import { reachable } from "../api/client";
import type { Copies } from "../data/copies";
import { readPatiently } from "../data/reading";
import { type Day, daysFrom } from "../lib/days";

const FIRST = 4_000; // ms after the start, that belong to what the first screen is there for
const started = performance.now();

/** `patient` lets the first load go first: what this device kept is shown meanwhile. */
export function useCopies<Kept>(
  copies: Copies<Kept>,
  first: Day,
  last: Day,
  { patient = false } = {},
): void {
  const complete = copies.complete.value;
  const known = daysFrom(first, last).every((day) => complete.has(day));
  const online = reachable.value;
  useEffect(() => {
    if (known || !online) return;
    const wait = patient ? Math.max(started + FIRST - performance.now(), 0) : 0;
    return readPatiently(() => copies.read(first, last), wait);
  }, [copies, first, last, known, online, patient]);
}
