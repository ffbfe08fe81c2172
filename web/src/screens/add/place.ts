// Where foods are logged: the day and the meal, as the address of a screen names them.

import type { MealType } from "../../api/types";
import { MEAL_TYPES } from "../../data/diary";
import { today } from "../../data/session";
import { type Day, isDay } from "../../lib/days";

export interface Place {
  day: Day;
  mealType?: MealType | undefined;
}

export function placeIn(params: URLSearchParams): Place {
  const day = params.get("day") ?? "";
  const mealType = MEAL_TYPES.find((type) => type === params.get("meal"));
  return { day: isDay(day) ? day : today.value, mealType };
}

/** An address that keeps the place, and says more. */
export function pathTo(path: string, { day, mealType }: Place, more: Record<string, string> = {}) {
  const said = { ...more, day: day === today.value ? "" : day, meal: mealType ?? "" };
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value)).toString();
  return query ? `${path}?${query}` : path;
}
