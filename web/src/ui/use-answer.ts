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
  const now = useRef<string>(undefined);
  const asks = useRef({ sent: 0, answered: 0 });
  const online = reachable.value;
  useEffect(() => {
    const isFirst = now.current === undefined;
    now.current = path;
    if (!path) return;
    const ask = () => {
      asks.current.sent += 1;
      const number = asks.current.sent;
      // An older answer to the same question is better than none; it never replaces a newer one.
      const counts = () => now.current === path && number > asks.current.answered;
      send<Answer>("GET", path).then(
        (answer) => {
          if (!counts()) return;
          asks.current.answered = number;
          setTold({ path, answer });
          setProblem(undefined);
        },
        (problem: Error) => counts() && setProblem({ path, message: problem.message }),
      );
    };
    const timer = setTimeout(ask, isFirst ? 0 : SOON);
    return () => clearTimeout(timer);
  }, [path, version, tries, online]);
  useEffect(
    () => () => {
      now.current = undefined;
    },
    [],
  );
  return {
    answer: told?.path === path ? told?.answer : undefined,
    last: told?.answer,
    problem: problem?.path === path ? problem?.message : undefined,
    retry: () => setTries(tries + 1),
  };
}
