// What is known of a body on some days, for a screen: read when it is shown, and again when it may
// have changed.

import { useEffect, useRef } from "preact/hooks";
import { reachable } from "../api/client";
import type { MergedDay } from "../api/types";
import { isWanted, movedOn, moves, readMoved } from "../data/fitness";
import type { Day } from "../lib/days";

const SOON = 300; // ms: changes come in groups

/** In the order of the days. Nothing where nobody wants to see it. */
export function useMoved(first: Day, last: Day): (MergedDay | undefined)[] {
  const wanted = isWanted();
  const seen = useRef("");
  const version = moves.value;
  const online = reachable.value;
  useEffect(() => {
    if (!wanted) return;
    const which = `${first} ${last}`;
    // What goes wrong the sync state says; it is read again when the server is back.
    const read = () => readMoved(first, last).catch(() => undefined);
    const timer = setTimeout(read, seen.current === which ? SOON : 0);
    seen.current = which;
    return () => clearTimeout(timer);
  }, [first, last, version, online, wanted]);
  return wanted ? movedOn(first, last) : [];
}
