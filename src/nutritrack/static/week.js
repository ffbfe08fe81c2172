// The last seven days: what was logged, on average, and where the energy came from.

import { MACROS, byId, kcal, percent, plural, stamp } from "./page.js";
import { dayText } from "./today.js";

export function showWeek(week, { share }, shown) {
  byId("week-average").textContent = kcal(week.averageDailyCalories);
  byId("week-logged").textContent = `${plural(week.daysLogged, "day")} logged`;
  const most = Math.max(...week.days.flatMap((day) => [day.totalCalories, day.calorieGoal]));
  byId("week-days").replaceChildren(...week.days.map((day) => column(day, most, shown)));
  byId("week-share").hidden = byId("average").hidden = !week.daysLogged;
  for (const key of MACROS) {
    byId("week-share").querySelector(`i.${key}`).style.setProperty("--part", share[key]);
    byId("week-share").querySelector(`.${key} strong`).textContent = percent(share[key]);
  }
}

/** A day without a meal is unknown, not zero. */
function column({ date, mealCount, totalCalories, calorieGoal }, most, shown) {
  const item = stamp("week-day", {
    total: mealCount ? Math.round(totalCalories) : "–",
    unit: mealCount ? "kcal" : "nothing logged",
    weekday: dayText(date, { weekday: "short" }),
    date: dayText(date, { day: "numeric", month: "long" }),
  });
  const link = item.firstElementChild;
  link.href = `#${date}`;
  link.ariaCurrent = date === shown ? "date" : null;
  const bar = item.querySelector(".column");
  bar.classList.toggle("missing", !mealCount);
  bar.style.setProperty("--part", mealCount ? totalCalories / most : 1);
  bar.style.setProperty("--goal", calorieGoal / most);
  return item;
}
