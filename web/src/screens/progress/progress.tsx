// How it goes over weeks and months. Each chart is a file of its own.

import { useEffect } from "preact/hooks";
import { reachable } from "../../api/client";
import { Missing } from "../../charts/missing";
import { logged } from "../../charts/summary";
import { useCopies } from "../../charts/use-copies";
import { useCourse } from "../../charts/use-course";
import { usePoints } from "../../charts/use-points";
import { isDismissed, proposal } from "../../data/progress";
import { today } from "../../data/session";
import { weights } from "../../data/weights";
import { addDays } from "../../lib/days";
import { url } from "../../lib/router";
import { t } from "../../texts";
import { ActivityCharts } from "./activity-charts";
import { CaloriesChart } from "./calories-chart";
import { Expenditure } from "./expenditure";
import { MacrosChart } from "./macros-chart";
import { Proposal } from "./proposal";
import { Weight } from "./weight";

const RANGES = [30, 90, 365];

export default function Progress() {
  const n = shownRange();
  const first = addDays(today.value, 1 - n);
  const shown = usePoints(first, today.value);
  const { course, problem } = useCourse(first, today.value);
  useCopies(weights, first, today.value);
  const { points } = shown;
  const of = new Map(course?.days.map((day) => [day.date, day]));
  const proposed = proposal.value;
  const asks = proposed?.verdict === "change";
  useEffect(() => {
    document.title = `${t("nav.progress")} – ${t("app.name")}`;
  }, []);
  const nothing = !logged(points).length && points.every((point) => point.known);
  return (
    <div class="progress" aria-busy={shown.busy}>
      <h1 tabIndex={-1}>{t("nav.progress")}</h1>
      {asks && !isDismissed() && <Proposal proposal={proposed} />}
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
      <div class="progress-charts">
        <Weight days={points.map(({ date }) => date)} of={of} />
        {course && <Expenditure points={points} of={of} course={course} />}
        {problem && reachable.value && (!course || course.from > first) && (
          <p class="notice" role="status">
            {problem}
          </p>
        )}
        {proposed && !asks && <Proposal proposal={proposed} />}
      </div>
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
