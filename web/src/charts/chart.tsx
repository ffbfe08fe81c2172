// The frame of every chart: what it says in words, the drawing, and its numbers as a table and as a
// file.

import { useId } from "preact/hooks";
import { Plot, type PlotProps } from "./plot";
import { type Column, Numbers } from "./table";

interface ChartProps extends PlotProps {
  /** What the chart says, in a sentence. */
  said: string;
  columns: readonly Column[];
  /** How its file is called, before the days. */
  file: string;
  legend: readonly (readonly [kind: string, name: string])[];
}

export function Chart({ said, columns, file, legend, ...plot }: ChartProps) {
  const { title, days } = plot;
  const head = useId();
  return (
    <figure class="chart" aria-labelledby={head}>
      <figcaption>
        <h2 id={head}>{title}</h2>
        <p>{said}</p>
      </figcaption>
      <Plot {...plot} />
      <ul class="legend">
        {legend.map(([kind, name]) => (
          <li key={name}>
            <i class={kind} />
            {name}
          </li>
        ))}
      </ul>
      <Numbers title={title} days={days} columns={columns} file={file} />
    </figure>
  );
}
