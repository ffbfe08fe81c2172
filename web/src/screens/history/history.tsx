// A month: each day as a bar against its goal and as a number.

import { useEffect } from "preact/hooks";
import { Missing } from "../../charts/missing";
import { average, logged } from "../../charts/summary";
import { usePoints } from "../../charts/use-points";
import type { DayPoint } from "../../data/points";
import { today } from "../../data/session";
import { navigate, url } from "../../lib/router";
import { t } from "../../texts";
import { dayText, kcal } from "../../texts/format";
import { CopyDay } from "./copy-day";
import { addMonths, firstOf, isMonth, lastOf, type Month, monthOf } from "./month";
import { MonthGrid } from "./month-grid";
import { Pager, Views } from "./pager";

export default function History() {
  const month = shownMonth();
  const end = lastOf(month);
  const shown = usePoints(firstOf(month), end < today.value ? end : today.value);
  useEffect(() => {
    document.title = `${t("nav.history")} – ${t("app.name")}`;
  }, []);
  const go = (by: number) => () => showMonth(addMonths(month, by));
  return (
    <div class="history">
      <Views at="month" />
      <section class="card month-card" aria-busy={shown.busy}>
        <Pager
          title={dayText(firstOf(month), { month: "long", year: "numeric" })}
          said={said(shown.points)}
          previous={{ label: t("history.previous"), go: go(-1) }}
          next={{ label: t("history.next"), go: month < thisMonth() ? go(1) : undefined }}
        />
        <MonthGrid month={month} points={shown.points} />
        <ul class="legend">
          <li>
            <i class="goal" />
            {t("history.legendGoal")}
          </li>
          <li>
            <i class="unknown" />
            {t("charts.legendNothing")}
          </li>
        </ul>
      </section>
      <Missing {...shown} />
      <CopyDay />
      <p class="links">
        <a href={`/week?month=${month}`}>{t("history.review")}</a>
      </p>
    </div>
  );
}

function said(points: readonly DayPoint[]): string {
  const days = logged(points);
  const mean = kcal(average(days, "totalCalories"));
  if (days.length) return t("history.summary", { n: days.length, kcal: mean });
  return points.every((day) => day.known) ? t("history.summaryNone") : t("app.loading");
}

function shownMonth(): Month {
  const named = url.value.searchParams.get("month") ?? "";
  return isMonth(named) && named < thisMonth() ? named : thisMonth();
}

function thisMonth(): Month {
  return monthOf(today.value);
}

function showMonth(month: Month): void {
  const query = month === thisMonth() ? "" : `?month=${month}`;
  navigate(`/history${query}`, { replace: true });
}
