// Logging a meal. What was typed stays until the server has it.

import { newId, putMeal, send } from "./api.js";
import { submit } from "./forms.js";
import { MACROS, byId, grams, kcal, toast } from "./page.js";
import { clock, dayName, dayText } from "./today.js";

const dialog = byId("add");
const form = dialog.querySelector("form");
const rows = byId("foods");
const MINUTE = 60_000; // ms
const USUAL = { breakfast: "08:00", lunch: "12:30", dinner: "19:00", snack: "16:00" };
const MEAL_UNTIL = [
  ["04:00", "snack"],
  ["11:00", "breakfast"],
  ["15:00", "lunch"],
  ["17:00", "snack"],
  ["22:00", "dinner"],
  ["24:00", "snack"],
];
let at; // for whom, and on which day: { user, daily, today, changed }
let id; // of the meal being written; a retry sends the same one
let timeIsChosen;

export function openAdd(where) {
  at = where;
  if (!id) start();
  if (!timeIsChosen) proposeTime();
  const date = dayText(at.daily.date, { day: "numeric", month: "long" });
  byId("add-day").textContent = `${dayName(at.daily.date, at.today)}, ${date}`;
  dialog.showModal();
  rows.querySelector("input").focus();
}

function start() {
  id = newId();
  timeIsChosen = false;
  rows.replaceChildren();
  const now = wallTime(Date.now());
  form.mealType.value = MEAL_UNTIL.find(([time]) => now < time)[1];
  addRow();
}

function proposeTime() {
  const isToday = at.daily.date === at.today;
  form.time.value = isToday ? wallTime(Date.now()) : USUAL[form.mealType.value];
}

const wallTime = (time) => clock(at.user, time, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const minutes = (time) => time.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

/** The instant at which the clock shows the chosen time on that day, which may not start at 0. */
function instant() {
  const [start, end] = [Date.parse(at.daily.start), Date.parse(at.daily.end)];
  const from = (time) => minutes(form.time.value) - minutes(wallTime(time));
  let time = start + ((from(start) + 1440) % 1440) * MINUTE;
  time += (((from(time) + 2160) % 1440) - 720) * MINUTE; // the clocks were changed meanwhile
  return new Date(Math.min(Math.max(time, start), end - MINUTE)).toISOString();
}

function addRow() {
  const row = byId("food").content.firstElementChild.cloneNode(true);
  rows.append(row);
  row.querySelector(".remove").onclick = () => {
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    arrange();
    neighbour.querySelector("input").focus();
  };
  arrange();
  return row;
}

function arrange() {
  for (const [index, row] of [...rows.children].entries()) {
    row.querySelector("legend").textContent = `Food ${index + 1}`;
    row.querySelector(".remove").hidden = rows.children.length === 1;
  }
  showTotal();
}

/** A food as typed. What is no number is sent as it is: the API says so at the field. */
function read(row) {
  const food = {};
  for (const { name, value, placeholder, inputMode } of row.querySelectorAll("input")) {
    const text = value.trim() || placeholder;
    if (text) food[name] = inputMode === "decimal" ? number(text) : text;
  }
  return food;
}

function number(text) {
  const thousands = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(text);
  const value = Number(thousands ? text.replaceAll(",", "") : text.replace(",", "."));
  return Number.isFinite(value) ? value : text;
}

function showTotal() {
  const foods = [...rows.children].map(read);
  const sum = (key) => foods.reduce((total, food) => total + (Number(food[key]) || 0), 0);
  const [protein, carbs, fat] = MACROS.map((key) => grams(sum(key)));
  byId("add-kcal").textContent = `${kcal(sum("calories"))} kcal`;
  byId("add-macros").textContent = `Protein ${protein} · Carbs ${carbs} · Fat ${fat}`;
}

async function log() {
  const { user, changed } = at;
  const meal = { foods: [...rows.children].map(read), mealType: form.mealType.value };
  if (form.time.value) meal.date = instant();
  const stored = await putMeal(user._id, id, meal);
  id = null;
  dialog.close();
  const undo = async () => {
    const path = `meals/${user._id}/${stored._id}`;
    await send("DELETE", path).catch((problem) => toast(problem.message, undo));
    await changed();
  };
  toast(`Logged ${stored.mealType}, ${kcal(stored.totalCalories)} kcal`, undo);
  await changed();
}

function field(path) {
  if (path === "date") return form.time;
  const [list, index, name] = path.split(".");
  return list === "foods" ? rows.children[index]?.querySelector(`[name="${name}"]`) : null;
}

form.onsubmit = (event) => {
  event.preventDefault();
  submit(form, log, field);
};
form.onchange = ({ target }) => {
  if (target === form.time) timeIsChosen = true;
  if (target.name === "mealType" && !timeIsChosen) proposeTime();
};
rows.oninput = showTotal;
byId("add-food").onclick = () => addRow().querySelector("input").focus();
byId("add-close").onclick = () => dialog.close();
