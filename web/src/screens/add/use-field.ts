// How the field is entered by a key, and left by a click somewhere else.

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { read } from "../../lib/local";

/** "/" and "a" lead to the field, unless somebody is typing or has switched such keys off. */
export function useShortcut(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target, key, ctrlKey, metaKey, altKey } = event;
      if ((key !== "/" && key !== "a") || ctrlKey || metaKey || altKey) return;
      const typing = "input, select, textarea, [contenteditable], [role=menu], dialog";
      if (event.defaultPrevented || (target as Element).closest?.(typing)) return;
      if (read<boolean>("shortcuts") === false) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

export function useLeaving(whole: RefObject<HTMLElement | null>, left: () => void): void {
  useEffect(() => {
    const leave = (event: Event) => {
      if (!whole.current?.contains(event.target as Node)) left();
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
    };
  }, []);
}
