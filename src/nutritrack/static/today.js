// One day: the ring, the macronutrients, the meals.

import { newId, putMeal, send } from "./api.js";
import { LOCALE, MACROS, byId, grams, kcal, percent, plural, stamp, toast } from "./page.js";

const DAY = 86_400_000; // ms
const ROUND_ENDS = 0.03; // of the ring, which they add to an arc
const ENERGY = { protein: 4, carbs: 4, fat: 9 }; // kcal per gram

export const nextDay = (day, by) => new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);
export const dayText = (day, options) =>
  new Intl.DateTimeFormat(LOCALE, { timeZone: "UTC", ...options }).format(new Date(day));

export function dayName(day, today) {
  if (day === today) return "Today";
  return day === nextDay(today, -1) ? "Yesterday" : dayText(day, { weekday: "long" });
}

/** The wall clock of the user, who may be in another zone than this browser. */
export function clock({ timezone }, time, options = { timeStyle: "short" }) {
  try {
    return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: timezone }).format(time);
  } catch {
    return new Intl.DateTimeFormat(LOCALE, options).format(time); // a zone this browser lacks
  }
}

export function showDay({ user, daily, today, changed }, meals) {
  const day = daily.date;
  byId("day-name").textContent = dayName(day, today);
  document.title = `${dayName(day, today)} – NutriTrack`;
  byId("day-date").textContent = dayText(day, { dateStyle: day < nextDay(today, -1) ? "long" : "full" });
  byId("previous").href = `#${nextDay(day, -1)}`;
  if (day < today) byId("next").href = `#${nextDay(day, 1)}`;
  else byId("next").removeAttribute("href");
  byId("next").ariaDisabled = String(day >= today);
  showRing(daily);
  showMacros(daily);
  byId("nothing").hidden = meals.length > 0;
  byId("meals-count").textContent = meals.length ? plural(meals.length, "meal") : "";
  byId("meals").replaceChildren(...meals.map((meal) => card(user, meal, changed)));
}

function showRing({ totalCalories, calorieGoal, remainingCalories }) {
  const part = (totalCalories / calorieGoal) * 100;
  const over = Math.min(part - 100, 100);
  arc("ring-eaten", part);
  arc("ring-gap", over > 0 ? over + 1.5 : 0);
  arc("ring-over", over);
  byId("ring-number").textContent = kcal(Math.abs(remainingCalories));
  byId("ring-word").textContent = remainingCalories < 0 ? "kcal over" : "kcal left";
  byId("eaten").textContent = kcal(totalCalories);
  byId("goal").textContent = kcal(calorieGoal);
}

function arc(id, part) {
  const length = part < 100 ? part * (1 - ROUND_ENDS) : 100;
  byId(id).setAttribute("stroke-dasharray", `${length} 100`);
  byId(id).toggleAttribute("hidden", part <= 0);
}

function showMacros(daily) {
  const energy = (key) => daily[key] * ENERGY[key];
  const whole = MACROS.reduce((sum, key) => sum + energy(key), 0) || 1;
  for (const key of MACROS) {
    const part = energy(key) / whole;
    const meter = byId("summary").querySelector(`.${key} .meter`);
    meter.ariaValueNow = Math.round(part * 100);
    meter.ariaValueText = `${grams(daily[key])}, ${percent(part)} of the energy`;
    meter.style.setProperty("--part", part);
    meter.previousElementSibling.textContent = grams(daily[key]);
    meter.nextElementSibling.textContent = `${percent(part)} of kcal`;
  }
}

function card(user, meal, changed) {
  const name = meal.mealType[0].toUpperCase() + meal.mealType.slice(1);
  const time = clock(user, new Date(meal.date));
  const made = stamp("meal", { name, time, total: kcal(meal.totalCalories) });
  made.querySelector("use").setAttribute("href", `#i-${meal.mealType}`);
  made.querySelector("ul").append(...meal.foods.map(line));
  const button = made.querySelector("button");
  button.ariaLabel = `Delete ${name}, ${time}`;
  button.onclick = () => remove(user, meal, name, changed);
  return made;
}

function line({ name, quantity, calories, ...food }) {
  const macros = Object.fromEntries(MACROS.map((key) => [key, grams(food[key])]));
  return stamp("eaten-food", { name, quantity, calories: kcal(calories), ...macros });
}

async function remove(user, meal, name, changed) {
  const id = newId(); // to come back under: the old one is gone for good
  const restore = async () => {
    try {
      await putMeal(user._id, id, again(meal));
      toast(`${name} is back`);
    } catch (problem) {
      toast(`${name} is not back yet. ${problem.message}`, restore);
    }
    await changed();
  };
  try {
    await send("DELETE", `meals/${user._id}/${meal._id}`);
    toast(`${name} deleted`, restore);
    byId("toast").querySelector("button").focus(); // the one that was pressed goes away
  } catch (problem) {
    toast(problem.message);
  }
  await changed();
}

/** A meal as it is logged again. An answered 0 of fiber or sugar may stand for unknown. */
function again({ foods, mealType, date, imageUrl, analysis }) {
  const known = (food) => ({ ...food, fiber: food.fiber || undefined, sugar: food.sugar || undefined });
  return { foods: foods.map(known), mealType, date, imageUrl, analysis };
}
