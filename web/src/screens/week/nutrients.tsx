// What else the foods of some days tell of, asked for when somebody opens it.

import { useEffect, useState } from "preact/hooks";
import { reachable, send } from "../../api/client";
import type { NutrientTotal, Nutrients as Told } from "../../api/types";
import { MACROS } from "../../data/diary";
import { changes } from "../../data/points";
import { user } from "../../data/session";
import type { Day } from "../../lib/days";
import { has, t } from "../../texts";
import { percent, precise } from "../../texts/format";

const SHOWN_ABOVE = new Set<string>(["calories", ...MACROS]);
const UNITS: Record<string, string> = { ug: "µg" };

export function Nutrients({ from, to, days }: { from: Day; to: Day; days: number }) {
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState<Told>();
  const [problem, setProblem] = useState<string>();
  const read = () => {
    const path = `analytics/${user.value?._id}/nutrients?from=${from}&to=${to}`;
    setProblem(undefined);
    send<Told>("GET", path).then(setTold, (problem: Error) => setProblem(problem.message));
  };
  const version = changes.value;
  useEffect(() => {
    if (open) read();
  }, [open, from, to, version]);
  const here = told?.from === from && told.to === to ? told : undefined;
  return (
    <details class="card nutrients" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("week.nutrients")}</summary>
      {open && here && <List nutrients={here.nutrients} days={days} />}
      {open && !here && !problem && <p class="muted loading">{t("app.loading")}</p>}
      {open && !here && problem && (
        <div class="notice" role="status">
          <p>{reachable.value ? problem : t("charts.offline")}</p>
          <button type="button" class="quiet" onClick={read}>
            {t("do.retry")}
          </button>
        </div>
      )}
    </details>
  );
}

function List({ nutrients, days }: { nutrients: NutrientTotal[]; days: number }) {
  const others = nutrients.filter(({ id }) => !SHOWN_ABOVE.has(id));
  if (!others.length) return <p class="muted">{t("week.nutrientsNone")}</p>;
  return (
    <>
      <p class="muted small">{t("week.nutrientsHint")}</p>
      <ul>
        {others.map(({ id, name, unit, amount, coverage }) => (
          <li key={id}>
            <span>{nameOf(id) ?? name}</span>
            <span>
              {precise(amount / days)} {UNITS[unit] ?? unit}
            </span>
            {coverage < 1 && (
              <span class="muted small">{t("week.known", { share: percent(coverage) })}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The server names nutrients in English alone, and may know of more than this client. */
function nameOf(id: string): string | undefined {
  const key = [`macro.${id}`, `nutrient.${id}`].find(has);
  return key && t(key);
}
