// What a reply of the coach carries beside its words; screens/coach/metadata.ts reads it.

import type { Day, Id, Instant, MealFood, MealType } from "../api/types";

/** `metadata.mealPlan`. What nobody said is null. */
export interface MealPlan {
  name: string;
  day: Day | undefined; // the first day it is for
  items: PlanItem[];
  totalCalories: number | null;
  totalProtein: number | null;
  totalCarbs: number | null;
  totalFat: number | null;
}

export interface PlanItem {
  foodId: Id | undefined;
  name: string;
  quantity: string;
  grams: number | null;
  calories: number | null;
  protein: number | null;
  carbs: number | null;
  fat: number | null;
  fiber: number | null;
  sugar: number | null;
  nutrients: Record<string, number> | undefined;
  mealType: MealType | undefined;
  dayNumber: number; // 1 on the first day of the plan
}

/** `metadata.analysis`: amounts against targets, judged by the server; of several days the average. */
export interface Analysis {
  from: Day | undefined;
  to: Day | undefined;
  nutrients: Analysed[]; // what was asked for first
  asked: number; // how many of them
  entries: Entry[]; // of the diary, which it is about
}

export interface Analysed {
  id: string;
  name: string;
  unit: string;
  amount: number | null;
  target: number | null;
  verdict: Verdict | undefined;
  coverage: number | null; // share of the energy whose foods tell it
}

export type Verdict = "low" | "ok" | "high";

export interface Entry {
  name: string;
  quantity: string;
  calories: number | null;
  day: Day | undefined;
}

/** `metadata.workout`. */
export interface Workout {
  name: string;
  activities: Activity[];
  totalMinutes: number | null;
  totalCalories: number | null;
}

export interface Activity {
  name: string;
  minutes: number | null;
  calories: number | null;
  met: number | null; // how much more energy it takes than resting
  source: string; // of the MET value
}

/** `metadata.draft`: a meal that is logged under this id as soon as the person agrees. */
export interface MealDraft {
  _id: Id;
  mealType: MealType;
  date: Instant;
  foods: MealFood[]; // as the server said them: the same meal is the same wherever it is agreed to
}

/** One of `metadata.facts`: a number of the reply, and where it is from: days, or words. */
export interface Fact {
  value: number | string;
  unit: string;
  label: string;
  from: string[];
  target: number | null; // in the same unit
  verdict: Verdict | undefined;
  coverage: number | null;
}

/** Who has put a reply into words. */
export interface Author {
  engine: "computed" | "model";
  model: string;
}
