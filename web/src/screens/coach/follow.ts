// Where the page is scrolled to: at the end it follows what comes, and earlier messages move nothing.

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

const NEAR = 160; // px from the end that still count as being there
const page = () => document.documentElement;

/** Called with the first and the last message, and with what streams, in each rendering. */
export function useFollow(first?: string, last?: string, text?: string): void {
  const before = useRef<{ first: string | undefined; height: number }>(null);

  useEffect(() => {
    // The frame scrolls to the top of a new screen; the conversation begins at its end.
    const frame = requestAnimationFrame(toEnd);
    return () => cancelAnimationFrame(frame);
  }, []);

  useLayoutEffect(() => {
    const was = before.current;
    const height = page().scrollHeight;
    const wasAtEnd = !was || was.height - innerHeight - scrollY < NEAR;
    if (wasAtEnd) toEnd();
    else if (first !== was.first) scrollBy(0, height - was.height);
    before.current = { first, height };
  }, [first, last, text]);
}

function toEnd(): void {
  scrollTo(0, page().scrollHeight);
}
