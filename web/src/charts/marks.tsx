// What is drawn on a chart. Each kind is one path, so that two years of days are drawn at once; a
// day without a value is a gap, never a zero.

import { useId } from "preact/hooks";
import { t } from "../texts";
import { kcal } from "../texts/format";
import type { Scale } from "./scale";

export type Values = readonly (number | null)[];
interface Mark {
  scale: Scale;
  values: Values;
  class?: string;
}

export function Line({ scale, values, class: kind = "" }: Mark) {
  return <path class={`line ${kind}`} d={lineOf(scale, values)} />;
}

export function Points({ scale, values, class: kind = "" }: Mark) {
  // A stroke of no length with round ends is a dot.
  const path = values.map((value, at) => (value === null ? "" : `M${place(scale, at, values)}h0`));
  const size = scale.step < 2 ? 3.5 : 5;
  return <path class={`points ${kind}`} d={path.join("")} stroke-width={size} />;
}

/** The room between two lines. */
export function Band(props: { scale: Scale; low: Values; high: Values; class?: string }) {
  const { scale, low, high, class: kind = "" } = props;
  const path = runs(high).map((run) => {
    const there = run.map((at) => place(scale, at, high));
    const back = run.map((at) => place(scale, at, low)).reverse();
    return `M${[...there, ...back].join("L")}Z`;
  });
  return <path class={`band ${kind}`} d={path.join("")} />;
}

export function Bars({ scale, values, class: kind = "" }: Mark) {
  const path = values.map((value, at) => (value ? bar(scale, at, 0, value, true) : ""));
  return <path class={`bars ${kind}`} d={path.join("")} />;
}

/** Parts on top of each other, the first one at the bottom. */
export function Stack({
  scale,
  parts,
}: {
  scale: Scale;
  parts: { kind: string; values: Values }[];
}) {
  const tops = scale.days.map(() => 0);
  return (
    <>
      {parts.map(({ kind, values }) => {
        const path = values.map((value, at) => {
          const from = tops[at] as number;
          tops[at] = from + (value ?? 0);
          return value ? bar(scale, at, from, tops[at] as number, false) : "";
        });
        return <path key={kind} class={`bars ${kind}`} d={path.join("")} />;
      })}
    </>
  );
}

/** The goal of each day as steps, and the last one in words. */
export function Goal({ scale, values }: { scale: Scale; values: readonly number[] }) {
  const { x, y } = scale;
  const half = (x(1) - x(0)) / 2; // negative where days go to the left
  const path = values.map((goal, at) => {
    const to = `${x(at) + half}`;
    if (at === 0) return `M${x(0) - half} ${y(goal)}H${to}`;
    return goal === values[at - 1] ? `H${to}` : `V${y(goal)}H${to}`;
  });
  const last = values.at(-1) ?? 0;
  const end = x(values.length - 1) + half;
  return (
    <g class="goal">
      <path d={path.join("")} />
      <text x={end} y={y(last) - 6} text-anchor={half > 0 ? "end" : "start"}>
        {t("charts.goal", { goal: kcal(last) })}
      </text>
    </g>
  );
}

/** Hatches the days of which nothing is known. */
export function Unknown({ scale, values }: { scale: Scale; values: Values }) {
  const id = useId();
  const { x, step, top, bottom } = scale;
  const missing = runs(values.map((value) => (value === null ? 0 : null)));
  return (
    <g class="unknown">
      <pattern
        id={id}
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="2" height="7" />
      </pattern>
      {missing.map((run) => {
        const ends = [x(run[0] as number), x(run.at(-1) as number)];
        const [from, to] = [Math.min(...ends) - step / 2, Math.max(...ends) + step / 2];
        const gap = Math.min(step * 0.12, 4);
        return (
          <rect
            key={run[0]}
            x={from + gap}
            y={top}
            width={Math.max(to - from - 2 * gap, 0.5)}
            height={bottom - top}
            fill={`url(#${id})`}
          />
        );
      })}
    </g>
  );
}

/** A line that breaks where a day is unknown; one that stands alone is a dot. */
export function lineOf(scale: Pick<Scale, "x" | "y">, values: Values): string {
  const lines = runs(values).map((run) => {
    const places = run.map((at) => place(scale, at, values));
    return places.length > 1 ? `M${places.join("L")}` : `M${places[0]}h0`;
  });
  return lines.join("");
}

/** The numbers of the days with a value, in groups of days that follow each other. */
function runs(values: Values): number[][] {
  const found: number[][] = [];
  values.forEach((value, at) => {
    if (value === null) return;
    if (values[at - 1] === null || at === 0) found.push([]);
    found.at(-1)?.push(at);
  });
  return found;
}

function place({ x, y }: Pick<Scale, "x" | "y">, at: number, values: Values): string {
  return `${px(x(at))} ${px(y(values[at] as number))}`;
}

function bar({ x, y, step }: Scale, at: number, from: number, to: number, round: boolean): string {
  const width = Math.min(step * (step > 4 ? 0.7 : 1), 40);
  const height = y(from) - y(to);
  const r = round ? Math.min(6, width / 3, height) : 0;
  const corners = [`a${r} ${r} 0 0 1 ${r} ${-r}`, `a${r} ${r} 0 0 1 ${r} ${r}`];
  const side = `v${px(height - r)}`;
  return `M${px(x(at) - width / 2)} ${px(y(from))}v${px(r - height)}${corners[0]}h${px(width - 2 * r)}${corners[1]}${side}z`;
}

function px(length: number): number {
  return Math.round(length * 10) / 10;
}
