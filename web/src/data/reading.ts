// Reading for a screen: a server that is busy is asked again.

import { Problem } from "../api/client";

const PAUSES = [2, 4, 8, 15, 30, 60]; // seconds between tries

/** Reads until it works, is refused for good, or is called off; answers how to call it off. */
export function readPatiently(read: () => Promise<void>, wait = 0): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let off = false;
  const start = async (tries: number) => {
    try {
      await read();
    } catch (problem) {
      if (off || !(problem instanceof Problem) || !problem.passes) return;
      const pause = PAUSES[Math.min(tries, PAUSES.length - 1)] as number;
      timer = setTimeout(start, pause * 1000, tries + 1);
    }
  };
  timer = setTimeout(start, wait, 0);
  return () => {
    off = true;
    clearTimeout(timer);
  };
}
