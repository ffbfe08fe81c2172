// The course of weight and expenditure over some days for a screen: read when it is shown, and again
// when it may have changed.

import { useEffect, useRef, useState } from "preact/hooks";
import { reachable } from "../api/client";
import type { ProgressCourse } from "../api/types";
import { waiting } from "../data/outbox";
import { changed, course, readProgress } from "../data/progress";
import type { Day } from "../lib/days";

const SOON = 700; // ms: changes come in groups, and the server has to think

interface Read {
  course: ProgressCourse | undefined;
  /** Why there is none, or only an old one. */
  problem: string | undefined;
}

export function useCourse(first: Day, last: Day): Read {
  const [problem, setProblem] = useState<string>();
  const seen = useRef("");
  const version = changed.value;
  const online = reachable.value;
  const queued = waiting.value.length;
  useEffect(() => {
    let current = true;
    const which = `${first} ${last}`;
    const read = () =>
      readProgress(first, last).then(
        () => current && setProblem(undefined),
        (problem: Error) => current && setProblem(problem.message),
      );
    const timer = setTimeout(read, seen.current === which ? SOON : 0);
    seen.current = which;
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [first, last, version, online, queued]);
  return { course: course.value, problem };
}
