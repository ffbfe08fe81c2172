// Light or dark: what the device says, unless the person has chosen.

import { signal } from "@preact/signals";
import { read, write } from "./local";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const theme = signal<Theme>(read<Theme>("theme") ?? "auto");

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  write("theme", chosen === "auto" ? undefined : chosen);
  showTheme();
}

export function showTheme(): void {
  const root = document.documentElement;
  if (theme.value === "auto") root.removeAttribute("data-theme");
  else root.dataset.theme = theme.value;
}
