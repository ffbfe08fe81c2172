// One day: what it adds up to, one field to log, what is usual now, and its meals.

import { useEffect } from "preact/hooks";
import { reachable } from "../../api/client";
import type { Meal } from "../../api/types";
import { MEAL_TYPES, mealsOf, totalsOf } from "../../data/diary";
import { complete, readDays } from "../../data/meals";
import { readPatiently } from "../../data/reading";
import { today, user } from "../../data/session";
import { addDays, type Day, isDay } from "../../lib/days";
import { navigate, url } from "../../lib/router";
import { t } from "../../texts";
import { dayName, dayText, kcal } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { AddField } from "../add/add-field";
import { useGoal } from "./goal";
import { Marks } from "./mark";
import { copy, MealCard } from "./meal-card";
import { useActivity } from "./moved";
import { Summary } from "./summary";
import { useSwipe } from "./swipe";
import { Usual } from "./usual";
import { Weigh } from "./weigh";

export function Today() {
  const day = shownDay();
  const meals = mealsOf(day);
  const known = complete.value.has(day);
  const online = reachable.value;
  const goal = useGoal(day);
  useEffect(() => {
    document.title = `${dayName(day, today.value)} – ${t("app.name")}`;
    if (known || !online) return;
    return readPatiently(() => readDays(addDays(day, -1), day));
  }, [day, known, online]);
  return (
    <div class="today" {...useSwipe((by) => goTo(addDays(day, by)))}>
      <Days day={day} />
      <Summary totals={totalsOf(meals)} goal={goal} activity={useActivity(day)} />
      <div class="log">
        <AddField day={day} />
        <Usual day={day} />
        {day === today.value && <Weigh />}
      </div>
      <section class="meals" aria-labelledby="meals-title">
        <div class="title-row">
          <h2 id="meals-title">{t("today.meals")}</h2>
          {meals.length > 0 && <p class="muted">{t("today.mealCount", { n: meals.length })}</p>}
        </div>
        {!known && !online && <p class="muted small">{t("today.notHere")}</p>}
        {!meals.length && (known || !online) && <Nothing day={day} />}
        {meals.map((meal) => (
          <MealCard key={meal._id} meal={meal} />
        ))}
        <Repeats day={day} meals={meals} />
        <Marks day={day} />
      </section>
    </div>
  );
}

function Days({ day }: { day: Day }) {
  const last = day >= today.value;
  return (
    <nav class="days" aria-label={t("today.days")}>
      <a class="round" href={pathOf(addDays(day, -1))} aria-label={t("today.previousDay")}>
        <Icon name="previous" />
      </a>
      <div aria-live="polite">
        <h1 tabIndex={-1}>{dayName(day, today.value)}</h1>
        <p class="muted small">{dayText(day, { dateStyle: "long" })}</p>
      </div>
      {last ? (
        <span class="round" />
      ) : (
        <a class="round" href={pathOf(addDays(day, 1))} aria-label={t("today.nextDay")}>
          <Icon name="next" />
        </a>
      )}
    </nav>
  );
}

function Nothing({ day }: { day: Day }) {
  return (
    <div class="card nothing">
      <p>{day === today.value ? t("today.nothingYet") : t("today.nothing")}</p>
    </div>
  );
}

/** Meals of the day before that are missing here: one tap eats them again. */
function Repeats({ day, meals }: { day: Day; meals: readonly Meal[] }) {
  const before = mealsOf(addDays(day, -1));
  const missing = MEAL_TYPES.filter((type) => !meals.some((meal) => meal.mealType === type));
  const rows = missing.flatMap((type) => before.find((meal) => meal.mealType === type) ?? []);
  if (!rows.length) return null;
  return (
    <ul class="repeats">
      {rows.map((meal) => (
        <li key={meal._id}>
          <button type="button" class="dashed" onClick={() => copy(meal, day)}>
            <Icon name="repeat" />
            <span>
              {t(day === today.value ? "today.repeatYesterday" : "today.repeatDayBefore", {
                meal: t(`meal.in.${meal.mealType}`),
              })}
            </span>
            <span class="muted small">{kcal(meal.totalCalories)} kcal</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function shownDay(): Day {
  const named = /^\/day\/(.+)$/.exec(url.value.pathname)?.[1] ?? "";
  return isDay(named) && user.value ? named : today.value;
}

function pathOf(day: Day): string {
  return day === today.value ? "/" : `/day/${day}`;
}

function goTo(day: Day): void {
  if (day <= today.value) navigate(pathOf(day));
}
