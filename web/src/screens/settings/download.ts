// All meals as one file: read page by page, and put together without a copy of the whole.

import { send } from "../../api/client";
import type { Meal, MealFood } from "../../api/types";
import { dayOf } from "../../data/meals";
import { today, user } from "../../data/session";

const AT_ONCE = 200; // as many as the server gives at once
const COLUMNS = [
  "quantity",
  "grams",
  "calories",
  "protein",
  "carbs",
  "fat",
  "fiber",
  "sugar",
] as const satisfies readonly (keyof MealFood)[];
const HEAD = ["day", "date", "mealType", "mealId", "name", ...COLUMNS].join(",");

const FORMS = {
  json: { type: "application/json", start: "[\n", between: ",\n", end: "\n]\n", write: asJson },
  // The mark at the start tells spreadsheets that it is UTF-8.
  csv: { type: "text/csv", start: `\ufeff${HEAD}\r\n`, between: "", end: "", write: asCsv },
};
export type Form = keyof typeof FORMS;

/** Says after each page how many meals there are so far. */
export async function download(form: Form, progress: (meals: number) => void): Promise<void> {
  const { type, start, between, end, write } = FORMS[form];
  const parts = [new Blob([start])];
  let meals = 0;
  for await (const page of pages()) {
    if (meals && page.length) parts.push(new Blob([between]));
    parts.push(new Blob([write(page)]));
    meals += page.length;
    progress(meals);
  }
  save(new Blob([...parts, end], { type }), `nutritrack-${today.value}.${form}`);
}

async function* pages(): AsyncGenerator<Meal[]> {
  const path = `meals/${user.value?._id}?limit=${AT_ONCE}`;
  let page = await send<Meal[]>("GET", path);
  yield page;
  while (page.length === AT_ONCE) {
    const last = page.at(-1) as Meal;
    page = await send<Meal[]>("GET", `${path}&before=${Date.parse(last.date)}-${last._id}`);
    yield page;
  }
}

function asJson(meals: Meal[]): string {
  return meals.map((meal) => JSON.stringify(meal)).join(",\n");
}

function asCsv(meals: Meal[]): string {
  const rows = meals.flatMap((meal) =>
    meal.foods.map((food) => [
      dayOf(meal),
      meal.date,
      meal.mealType,
      meal._id,
      food.name,
      ...COLUMNS.map((column) => food[column]),
    ]),
  );
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number | null | undefined): string {
  if (typeof value !== "string") return String(value ?? "");
  // A spreadsheet would run a name that starts like a formula.
  const text = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
