// A line as small as a word; what it shows is said beside it.

import { lineOf, type Values } from "./marks";

const [WIDTH, HEIGHT, EDGE] = [96, 28, 3];

export function Sparkline({ values, class: kind = "" }: { values: Values; class?: string }) {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (at: number) => EDGE + (at / (values.length - 1 || 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number) =>
    HEIGHT - EDGE - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * EDGE);
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path class={`line ${kind}`} d={lineOf({ x, y }, values)} />
    </svg>
  );
}
