// How it goes over weeks and months. Each chart is a file of its own.

import { useEffect } from "preact/hooks";
import { Missing } from "../../charts/missing";
import { logged } from "../../charts/summary";
import { usePoints } from "../../charts/use-points";
import { today } from "../../data/session";
import { addDays } from "../../lib/days";
import { url } from "../../lib/router";
import { t } from "../../texts";
import { ActivityCharts } from "./activity-charts";
import { CaloriesChart } from "./calories-chart";
import { MacrosChart } from "./macros-chart";

const RANGES = [30, 90, 365];

export default function Progress() {
  const n = shownRange();
  const shown = usePoints(addDays(today.value, 1 - n), today.value);
  const { points } = shown;
  useEffect(() => {
    document.title = `${t("nav.progress")} – ${t("app.name")}`;
  }, []);
  const nothing = !logged(points).length && points.every((point) => point.known);
  return (
    <div class="progress" aria-busy={shown.busy}>
      <h1 tabIndex={-1}>{t("nav.progress")}</h1>
      <nav class="segments" aria-label={t("progress.range")}>
        {RANGES.map((each) => (
          <a
            key={each}
            href={`/progress?days=${each}`}
            aria-current={each === n ? "true" : undefined}
          >
            {t("progress.days", { n: each })}
          </a>
        ))}
      </nav>
      <Missing {...shown} />
      {shown.busy ? (
        <p class="muted loading">{t("app.loading")}</p>
      ) : nothing ? (
        <div class="card stack">
          <p>{t("progress.nothing", { n })}</p>
          <a class="primary" href="/add">
            {t("progress.logNow")}
          </a>
        </div>
      ) : (
        <div class="progress-charts">
          <CaloriesChart points={points} />
          <MacrosChart points={points} />
        </div>
      )}
      {!shown.busy && (
        <div class="progress-charts">
          <ActivityCharts points={points} />
        </div>
      )}
    </div>
  );
}

function shownRange(): number {
  const named = Number(url.value.searchParams.get("days"));
  return RANGES.includes(named) ? named : 30;
}
