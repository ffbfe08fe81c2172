// The drawing, and a slider over it that reads each day to eyes, fingers, keys and screen readers
// alike.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Day } from "../lib/days";
import { t } from "../texts";
import { dayText, precise } from "../texts/format";
import { HEIGHT, labelOf, namedDays, type Scale, scaleOf } from "./scale";
import { longDay } from "./words";

const THUMB = 24; // px: the slider's, as charts.css has it

export interface PlotProps {
  title: string;
  days: readonly Day[];
  /** From where to where the amounts go. */
  range: readonly [number, number];
  /** What is said of a day, by its number. */
  words: (at: number) => string;
  /** How an amount is named beside the axis, where a number alone is not enough. */
  axis?: (amount: number) => string;
  /** Draws the marks. */
  children: (scale: Scale) => ComponentChildren;
}

export function Plot(props: PlotProps) {
  const { title, days, words } = props;
  const [at, setAt] = useState<number>();
  const plot = useRef<HTMLDivElement>(null);
  const paper = usePaper(plot);
  // Reading the days draws nothing anew.
  const [scale, drawing] = useMemo(() => draw(props, paper), [props, paper]);
  const shown = Math.min(at ?? days.length - 1, days.length - 1);
  const day = longDay(days[shown] as Day);

  const point = ({ clientX }: PointerEvent) => {
    const along = clientX - (plot.current as HTMLElement).getBoundingClientRect().left;
    const number = Math.round((along - scale.x(0)) / (scale.x(1) - scale.x(0)));
    setAt(Math.min(Math.max(number, 0), days.length - 1));
  };
  const ends = [scale.x(0), scale.x(days.length - 1)];
  const left = Math.min(...ends) - THUMB / 2;
  const width = Math.max(...ends) + THUMB / 2 - left;
  return (
    <>
      <p class="readout" aria-hidden="true">
        <b>{day}</b> {words(shown)}
      </p>
      <div class="plot" ref={plot} style={{ height: `${HEIGHT}px` }}>
        {paper.width > 0 && (
          <svg viewBox={`0 0 ${paper.width} ${HEIGHT}`} aria-hidden="true">
            {drawing}
            {at !== undefined && (
              <path class="guide" d={`M${scale.x(shown)} ${scale.top - 8}V${scale.bottom}`} />
            )}
          </svg>
        )}
        <input
          type="range"
          style={{ left: `${left}px`, width: `${width}px` }}
          min={0}
          max={days.length - 1}
          step={1}
          value={shown}
          aria-label={t("charts.scrub", { title })}
          aria-valuetext={t("charts.point", { day, words: words(shown) })}
          onInput={(event) => setAt(Number(event.currentTarget.value))}
          onFocus={() => setAt((at) => at ?? shown)}
          onBlur={() => setAt(undefined)}
          onPointerDown={point}
          onPointerMove={point}
          onPointerLeave={({ pointerType, currentTarget }) => {
            // A finger leaves when it is lifted: what it pointed at stays.
            if (pointerType === "mouse" && currentTarget !== document.activeElement)
              setAt(undefined);
          }}
        />
      </div>
    </>
  );
}

interface Paper {
  width: number;
  mirrored: boolean;
}

function draw({ days, range, axis = precise, children }: PlotProps, paper: Paper) {
  const scale = scaleOf(days, range, paper);
  const drawing = (
    <>
      <Axes scale={scale} mirrored={paper.mirrored} axis={axis} />
      {children(scale)}
    </>
  );
  return [scale, drawing] as const;
}

interface AxesProps {
  scale: Scale;
  mirrored: boolean;
  axis: (amount: number) => string;
}

function Axes({ scale, mirrored, axis }: AxesProps) {
  const { left, right, bottom, x, y, ticks, days } = scale;
  const label = labelOf(days);
  const within = (middle: number) => Math.min(Math.max(middle, left + 12), right - 16);
  return (
    <g class="axes">
      {ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${left} ${y(tick)}H${right}`} />
          <text
            x={mirrored ? right + 6 : left - 6}
            y={y(tick) + 4}
            text-anchor={mirrored ? "start" : "end"}
          >
            {axis(tick)}
          </text>
        </g>
      ))}
      {namedDays(scale).map((at) => (
        <text key={at} x={within(x(at))} y={bottom + 18} text-anchor="middle">
          {dayText(days[at] as Day, label)}
        </text>
      ))}
    </g>
  );
}

/** How wide the drawing is, and which way people read. It follows when the window changes. */
function usePaper(plot: { current: HTMLElement | null }): Paper {
  const [paper, setPaper] = useState({ width: 0, mirrored: false });
  useLayoutEffect(() => {
    const element = plot.current as HTMLElement;
    const measure = () => {
      const width = element.clientWidth;
      const mirrored = getComputedStyle(element).direction === "rtl";
      setPaper((now) => (now.width === width ? now : { width, mirrored }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [plot]);
  return paper;
}
