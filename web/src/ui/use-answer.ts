// What the server answers to a question, for a screen: asked when it is shown, and again when it may
// be another one.

import { useEffect, useRef, useState } from "preact/hooks";
import { reachable, send } from "../api/client";

const SOON = 200; // ms: changes come in groups, and so do questions while something is dragged

export interface Answered<Answer> {
  /** To this question; undefined while it is on its way. */
  answer: Answer | undefined;
  /** To whatever was answered last: what may stay on the screen meanwhile. */
  last: Answer | undefined;
  /** Why there is none. */
  problem: string | undefined;
  retry: () => void;
}

/** `version` is another one when the answer may be. Without a path nothing is asked. */
export function useAnswer<Answer>(path: string | undefined, version: number): Answered<Answer> {
  const [told, setTold] = useState<{ path: string; answer: Answer }>();
  const [problem, setProblem] = useState<{ path: string; message: string }>();
  const [tries, setTries] = useState(0);
  const wasAsked = useRef(false);
  const online = reachable.value;
  useEffect(() => {
    if (!path) return;
    let current = true;
    const ask = () =>
      send<Answer>("GET", path).then(
        (answer) => {
          if (!current) return;
          setTold({ path, answer });
          setProblem(undefined);
        },
        (problem: Error) => current && setProblem({ path, message: problem.message }),
      );
    const timer = setTimeout(ask, wasAsked.current ? SOON : 0);
    wasAsked.current = true;
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [path, version, tries, online]);
  return {
    answer: told?.path === path ? told?.answer : undefined,
    last: told?.answer,
    problem: problem?.path === path ? problem?.message : undefined,
    retry: () => setTries(tries + 1),
  };
}
