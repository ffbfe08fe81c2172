// Eating a whole day again. The copies go through the queue of writes like every other meal, so
// they are shown at once, need no network when the meals are here, and are never sent twice.

import { Problem } from "../../api/client";
import { mealsOf, repeat, type Undo } from "../../data/diary";
import { complete, readDays } from "../../data/meals";
import type { Day } from "../../lib/days";
import { t } from "../../texts";

/** Answers how many meals were copied, and how to undo it. */
export async function copyDay(from: Day, to: Day): Promise<{ n: number; undo: Undo }> {
  if (!complete.value.has(from)) await read(from);
  const meals = mealsOf(from);
  if (!meals.length) throw new Error(t("history.copyNothing"));
  const undos: Undo[] = [];
  for (const meal of meals) undos.push(await repeat(meal, to));
  const undo = async () => {
    for (const each of undos) await each();
  };
  return { n: meals.length, undo };
}

/** Without a network the meals that are shown of a day are those that are copied. */
async function read(day: Day): Promise<void> {
  try {
    await readDays(day, day);
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 0) throw problem;
    if (!mealsOf(day).length) throw new Error(t("history.copyOffline"));
  }
}
