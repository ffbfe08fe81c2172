// Rows as a file that spreadsheets read (RFC 4180).

import { rounded } from "../lib/numbers";

/** Days and numbers, no free text: nothing in a cell can be taken for a formula. */
export type Cell = number | null;

export function csvOf(head: readonly string[], rows: readonly [string, ...Cell[]][]): string {
  const lines = rows.map(([day, ...cells]) => [day, ...cells.map(numberText)]);
  return [head.map(quoted), ...lines].map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** Saves a text on this device. */
export function download(name: string, text: string): void {
  // By the mark at its start spreadsheets know that it is UTF-8.
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function numberText(cell: Cell): string {
  return cell === null ? "" : String(rounded(cell));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
