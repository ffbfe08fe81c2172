// A week in a few numbers. Days are named, not judged.

import { average, extremes, isOnGoal, logged } from "../../charts/summary";
import type { DayPoint } from "../../data/points";
import { t } from "../../texts";
import { dayText, kcal } from "../../texts/format";

export function Facts({ points }: { points: readonly DayPoint[] }) {
  const days = logged(points);
  const [least, most] = extremes(days, "totalCalories");
  const dayKcal = (day: typeof least) =>
    t("week.dayKcal", {
      day: dayText(day.date, { weekday: "long" }),
      kcal: kcal(day.totalCalories),
    });
  const of = (n: number, all: number) => t("week.ofDays", { n, all });
  return (
    <section class="card facts-card" aria-labelledby="facts">
      <h2 id="facts">{t("week.facts")}</h2>
      <p class="average">
        <strong>{kcal(average(days, "totalCalories"))}</strong> {t("week.average")}
      </p>
      <dl>
        <Fact name={t("week.logged")} value={of(days.length, points.length)} />
        <Fact name={t("week.onGoal")} value={of(days.filter(isOnGoal).length, days.length)} />
        {days.length > 1 && (
          <>
            <Fact name={t("week.most")} value={dayKcal(most)} />
            <Fact name={t("week.least")} value={dayKcal(least)} />
          </>
        )}
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
