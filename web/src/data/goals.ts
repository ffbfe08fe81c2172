// What the person aims at: versions of goals, each from a day on, and what the server suggests. They
// are decided with the server, so nothing of them waits on this device.

import { signal } from "@preact/signals";
import { send } from "../api/client";
import type { Day, Goal, GoalVersion, PutGoal } from "../api/types";
import { onChange } from "./live";
import { user } from "./session";

/** Counts what may have changed the goals, or what is suggested. */
export const goalChanges = signal(0);
for (const kind of ["goal", "user", "resync"] as const) onChange(kind, count);

export const goalsPath = () => `goals/${user.value?._id}`;

/** Where a suggestion is, for a rate of so many kilograms a week. */
export function suggestionPath(goal: Goal, rate: number): string {
  return `${goalsPath()}/suggestion?goal=${goal}${goal === "keep" ? "" : `&rate=${rate}`}`;
}

/** Aims at something from a day on; in the place of the version that was seen to begin there. */
export async function putGoal(from: Day, goal: PutGoal, seen?: GoalVersion): Promise<GoalVersion> {
  const path = `${goalsPath()}/${from}`;
  const put = await send<GoalVersion>("PUT", path, { body: goal, headers: ifMatch(seen) });
  count();
  return put;
}

/** Takes a version back: the one before it holds on. */
export async function deleteGoal(seen: GoalVersion): Promise<void> {
  await send("DELETE", `${goalsPath()}/${seen.from}`, { headers: ifMatch(seen) });
  count();
}

function ifMatch(seen: GoalVersion | undefined): Record<string, string> {
  return seen?.updatedAt ? { "If-Match": `"${seen.updatedAt}"` } : {};
}

function count(): void {
  goalChanges.value = goalChanges.peek() + 1;
}
