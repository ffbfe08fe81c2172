// How it ended at Google, which leads back here with a word in the address.

import { useEffect, useRef, useState } from "preact/hooks";
import { navigate, url } from "../../lib/router";
import { Icon } from "../../ui/icons";

/** The word, which leaves the address at once: it holds for this time only. */
export function useOutcome(name: "fitness" | "google", page: string): string {
  const [outcome] = useState(() => url.value.searchParams.get(name) ?? "");
  useEffect(() => {
    if (outcome) navigate(page, { replace: true });
  }, [outcome, page]);
  return outcome;
}

/** Says it, first of all to who hears the page. */
export function Answer({ well, text }: { well: boolean; text: string }) {
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => said.current?.focus({ preventScroll: true }), []);
  return (
    <p ref={said} class={well ? "answer well" : "answer"} tabIndex={-1} role="status">
      <Icon name={well ? "check" : "warning"} />
      <span>{text}</span>
    </p>
  );
}
