// The days of a month as a table of links.

import { nothingWords } from "../../charts/words";
import type { DayPoint } from "../../data/points";
import { today } from "../../data/session";
import type { Day } from "../../lib/days";
import { t } from "../../texts";
import { dayText, kcal } from "../../texts/format";
import { type Month, someWeek, weeksOf } from "./month";

const ROOM = 4 / 3; // how high a cell is, in goals; history.css draws the goal there

export function MonthGrid({ month, points }: { month: Month; points: readonly DayPoint[] }) {
  const byDay = new Map(points.map((point) => [point.date, point]));
  return (
    <table class="month">
      <caption class="hide">{t("history.grid")}</caption>
      <thead>
        <tr>
          {someWeek().map((day) => (
            <th key={day} scope="col">
              <span aria-hidden="true">{dayText(day, { weekday: "short" })}</span>
              <span class="hide">{dayText(day, { weekday: "long" })}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((day, at) => (
              <td key={at}>{day && <Cell day={day} point={byDay.get(day)} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Days to come have no point. */
function Cell({ day, point }: { day: Day; point: DayPoint | undefined }) {
  const number = <span class="number">{dayText(day, { day: "numeric" })}</span>;
  if (!point) return <div class="cell">{number}</div>;
  const { totalCalories, calorieGoal, known } = point;
  const part = Math.min((totalCalories ?? 0) / calorieGoal / ROOM, 1);
  const nothing = totalCalories === null;
  return (
    <a
      class="cell"
      href={day === today.value ? "/" : `/day/${day}`}
      aria-label={nameOf(point)}
      aria-current={day === today.value ? "date" : undefined}
    >
      {number}
      <span class={`column ${nothing && known ? "unknown" : ""}`} style={{ "--part": part }} />
      <span class="kcal">{nothing ? (known ? "–" : "…") : kcal(totalCalories)}</span>
    </a>
  );
}

function nameOf(point: DayPoint): string {
  const { totalCalories, calorieGoal, mealCount } = point;
  const day = dayText(point.date, { day: "numeric", month: "long" });
  if (totalCalories === null) return t("history.dayNothing", { day, words: nothingWords(point) });
  return t("history.day", {
    day,
    kcal: kcal(totalCalories),
    goal: kcal(calorieGoal),
    meals: t("history.meals", { n: mealCount }),
  });
}
