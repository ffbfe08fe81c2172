// The numbers of a chart as a table, made when somebody opens it, and as a file.

import { useState } from "preact/hooks";
import type { Day } from "../lib/days";
import { t } from "../texts";
import { precise } from "../texts/format";
import { Icon } from "../ui/icons";
import { type Cell, csvOf, download } from "./csv";
import { shortDay } from "./words";

export interface Column {
  name: string; // with its unit
  cells: readonly Cell[];
}

interface Props {
  title: string;
  days: readonly Day[];
  columns: readonly Column[];
  /** How the file is called, before its days. */
  file: string;
}

export function Numbers({ title, days, columns, file }: Props) {
  const [open, setOpen] = useState(false);
  const span = `${shortDay(days[0] as Day)} – ${shortDay(days.at(-1) as Day)}`;
  const caption = `${title}, ${span}`;
  const save = () => {
    const head = [t("charts.day"), ...columns.map(({ name }) => name)];
    const rows = days.map((day, at) => [day, ...columns.map(({ cells }) => cells[at] ?? null)]);
    download(`${file}-${days[0]}-${days.at(-1)}.csv`, csvOf(head, rows as [Day, ...Cell[]][]));
  };
  return (
    <div class="numbers">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t("charts.table")}</summary>
        {open && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
          <section class="numbers-table" tabIndex={0} aria-label={caption}>
            <table>
              <caption>{caption}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("charts.day")}</th>
                  {columns.map(({ name }) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {days.map((day, at) => (
                  <tr key={day}>
                    <th scope="row">{shortDay(day)}</th>
                    {columns.map(({ name, cells }) => (
                      <td key={name}>{cellText(cells[at] ?? null)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </details>
      <button type="button" class="quiet" onClick={save}>
        <Icon name="download" />
        {t("charts.csv")}
      </button>
    </div>
  );
}

function cellText(cell: Cell) {
  if (cell !== null) return precise(cell);
  return (
    <>
      <span aria-hidden="true">–</span>
      <span class="hide">{t("charts.unknown")}</span>
    </>
  );
}
