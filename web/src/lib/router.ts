// Which screen is shown: the path of the address, as a signal.

import { computed, signal } from "@preact/signals";

const place = signal(address());
/** The address as the screens read it. */
export const url = computed(() => new URL(place.value, location.origin));

addEventListener("popstate", () => {
  place.value = address();
});

export function navigate(to: string, { replace = false } = {}): void {
  if (to === location.pathname + location.search) return;
  if (replace) history.replaceState(history.state, "", to);
  else history.pushState({ depth: depth() + 1 }, "", to);
  place.value = to;
}

/** Back to where the person came from, or to a screen when the app was opened right here. */
export function back(otherwise = "/"): void {
  if (depth() > 0) history.back();
  else navigate(otherwise, { replace: true });
}

/** Follows links inside the app without loading the page again. */
export function followLinks(): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || modified(event)) return;
    const link = (event.target as Element).closest?.("a");
    if (!link || link.target || link.hasAttribute("download")) return;
    if (link.origin !== location.origin || link.pathname.startsWith("/api/")) return;
    const isHere = link.pathname + link.search === location.pathname + location.search;
    if (isHere && link.hash) return; // a part of this screen: the browser goes there
    event.preventDefault();
    navigate(link.pathname + link.search + link.hash);
  });
}

function address(): string {
  return location.pathname + location.search + location.hash;
}

function modified(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}

function depth(): number {
  return Number((history.state as { depth?: number } | null)?.depth ?? 0);
}
