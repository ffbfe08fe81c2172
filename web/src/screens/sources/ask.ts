// "Where does my sodium come from?": the question, its address on this device and on the server.

import type { Breakdown, By } from "../../api/types";
import { today, user } from "../../data/session";
import { NUTRIENTS } from "../add/nutrients";
import { SPAN_KINDS, type Span, type SpanKind, spanOf } from "../week/span";

export type Answer = Breakdown;
export const GROUPS = ["food", "mealType", "day"] as const satisfies readonly By[];
export type Grouped = (typeof GROUPS)[number];

export interface Question {
  nutrient: string;
  span: Span;
  by: Grouped;
}

const IDS = new Set<string>(NUTRIENTS.map(([id]) => id));

/** The address of the screen that answers it. */
export function sourcesAddress({ nutrient, span: { kind, to }, by }: Question): string {
  const until = to < today.value ? `&to=${to}` : "";
  return `/sources?nutrient=${nutrient}&span=${kind}&by=${by}${until}`;
}

/** What an address asks; what it leaves out is energy, the last seven days, and foods. */
export function questionOf(named: URLSearchParams): Question {
  const [nutrient, kind, by] = ["nutrient", "span", "by"].map((name) => named.get(name) ?? "");
  const span = spanOf(
    SPAN_KINDS.includes(kind as SpanKind) ? (kind as SpanKind) : "week",
    named.get("to") ?? "",
  );
  const isGroup = GROUPS.includes(by as Grouped) && !(by === "day" && span.kind === "day");
  return {
    nutrient: IDS.has(nutrient ?? "") ? (nutrient as string) : "calories",
    span,
    by: isGroup ? (by as Grouped) : "food",
  };
}

export function breakdownPath({ nutrient, span: { from, to }, by }: Question, limit = 30): string {
  const which = `by=${by}&nutrient=${nutrient}&from=${from}&to=${to}&limit=${limit}`;
  return `analytics/${user.value?._id}/breakdown?${which}`;
}
