// A week or a month in a few numbers. Days are named, not judged, and there are no streaks.

import type { Consistency } from "../../api/types";
import { average, extremes, isOnGoal, logged } from "../../charts/summary";
import { changes, type DayPoint } from "../../data/points";
import { user } from "../../data/session";
import { t } from "../../texts";
import { amount, dayText, kcal } from "../../texts/format";
import { useAnswer } from "../../ui/use-answer";
import { weekdays } from "../../ui/weekdays";
import type { Span } from "./span";

export function Facts({ points, span }: { points: readonly DayPoint[]; span: Span }) {
  const { from, to, kind } = span;
  const path = `analytics/${user.value?._id}/consistency?from=${from}&to=${to}`;
  const { answer } = useAnswer<Consistency>(path, changes.value);
  const days = logged(points);
  const [least, most] = extremes(days, "totalCalories");
  const named =
    kind === "week" ? ({ weekday: "long" } as const) : ({ dateStyle: "medium" } as const);
  const dayKcal = (day: typeof least) =>
    t("week.dayKcal", { day: dayText(day.date, named), kcal: kcal(day.totalCalories) });
  const of = (n: number, all: number) => t("week.ofDays", { n, all });
  return (
    <section class="card facts-card" aria-labelledby="facts">
      <h2 id="facts">{t("week.facts")}</h2>
      <p class="average">
        <strong>{kcal(average(days, "totalCalories"))}</strong> {t("week.average")}
      </p>
      <dl class="fact-list">
        <Fact
          name={t("review.goal")}
          value={t("unit.kcal", { amount: kcal(average(days, "calorieGoal")) })}
        />
        <Fact name={t("week.logged")} value={of(days.length, points.length)} />
        <Fact name={t("week.onGoal")} value={of(days.filter(isOnGoal).length, days.length)} />
        {days.length > 1 && (
          <>
            <Fact name={t("week.most")} value={dayKcal(most)} />
            <Fact name={t("week.least")} value={dayKcal(least)} />
          </>
        )}
        {answer && <Regular of={answer} />}
      </dl>
      {answer && kind === "month" && <Weekdays of={answer} />}
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

/** How regularly somebody logged. Marks are named where there are any. */
function Regular({ of }: { of: Consistency }) {
  const marks = [
    ["complete", of.daysComplete],
    ["partial", of.daysPartial],
    ["fasting", of.daysFasting],
  ] as const;
  return (
    <>
      {of.mealsPerDay !== null && <Fact name={t("review.meals")} value={amount(of.mealsPerDay)} />}
      <Fact
        name={t("review.weighed")}
        value={t("week.ofDays", { n: of.daysWeighed, all: of.days })}
      />
      {marks.map(
        ([mark, n]) => n > 0 && <Fact key={mark} name={t(`review.${mark}`)} value={String(n)} />,
      )}
    </>
  );
}

/** On which days of the week something is logged, for a stretch that holds some of each. */
function Weekdays({ of }: { of: Consistency }) {
  const names = weekdays("short");
  return (
    <div>
      <h3>{t("review.weekdays")}</h3>
      <ul class="weekdays">
        {of.weekdays.map(({ weekday, days, daysLogged }) => (
          <li key={weekday}>
            <span class="muted small">{names[weekday - 1]}</span>
            <b>{t("week.ofDays", { n: daysLogged, all: days })}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
