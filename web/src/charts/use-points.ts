// The points of some days for a screen: read when it is shown, and again when they may have changed.

import { useEffect, useRef, useState } from "preact/hooks";
import { reachable } from "../api/client";
import { changes, type DayPoint, pointsOf, readPoints } from "../data/points";
import type { Day } from "../lib/days";

const SOON = 200; // ms: changes come in groups

export interface Shown {
  points: DayPoint[];
  /** Some of them are still being read. */
  busy: boolean;
  /** Why some of the days are not here; undefined while they are read. */
  problem: string | undefined;
  retry: () => void;
}

export function usePoints(first: Day, last: Day): Shown {
  const [problem, setProblem] = useState<string>();
  const [tries, setTries] = useState(0);
  const seen = useRef("");
  const version = changes.value;
  const online = reachable.value;
  useEffect(() => {
    let current = true;
    const which = `${first} ${last} ${tries}`;
    const timer = setTimeout(read, seen.current === which ? SOON : 0);
    seen.current = which;
    function read() {
      readPoints(first, last).then(
        () => current && setProblem(undefined),
        (problem: Error) => current && setProblem(problem.message),
      );
    }
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [first, last, tries, version, online]);
  const points = pointsOf(first, last);
  const busy = !problem && points.some((point) => !point.known);
  return { points, busy, problem, retry: () => setTries(tries + 1) };
}
