// The course of weight and expenditure as the server works it out, and what it proposes to aim at.
// The last answer is kept, so that it is shown at once and without a network.

import { signal } from "@preact/signals";
import { send } from "../api/client";
import type {
  CurrentGoal,
  GoalVersion,
  Instant,
  ProgressCourse,
  ProgressProposal,
  PutGoal,
} from "../api/types";
import { addDays, type Day } from "../lib/days";
import * as db from "./db";
import type { Undo } from "./diary";
import { onChange } from "./live";
import { lookWho, today, user } from "./session";

const KEY = "progress";
const WEEK = 7; // days

interface Kept {
  course: ProgressCourse | undefined;
  proposal: ProgressProposal | undefined;
  /** Until this day the person wants to see no proposal. */
  dismissed: Day | undefined;
}

export const course = signal<ProgressCourse | undefined>(undefined);
export const proposal = signal<ProgressProposal | undefined>(undefined);
let asked = 0; // how often: an answer that comes after a later question is dropped
const dismissed = signal<Day | undefined>(undefined);
/** Counts what may have changed the estimate: whoever shows it reads it again then. */
export const changed = signal(0);
for (const kind of ["meal", "weight", "day", "goal", "user", "resync"] as const) {
  onChange(kind, () => {
    changed.value = changed.peek() + 1;
  });
}

const taken = db.get<Kept>("kept", KEY).then(
  (kept) => {
    course.value ??= kept?.course;
    proposal.value ??= kept?.proposal;
    dismissed.value ??= kept?.dismissed;
  },
  () => undefined, // this device keeps nothing: the server is asked
);

/** Reads the days from the first to the last, at most 1,100, and the proposal of today. */
export async function readProgress(first: Day, last: Day): Promise<void> {
  const path = `progress/${user.value?._id}`;
  asked += 1;
  const mine = asked;
  const [found, proposed] = await Promise.all([
    send<ProgressCourse>("GET", `${path}?from=${first}&to=${last}`),
    send<ProgressProposal>("GET", `${path}/proposal`),
  ]);
  if (mine !== asked) return;
  course.value = found;
  proposal.value = proposed;
  await keep();
}

/** Whether the person has said that they want to see no proposal this week. */
export function isDismissed(): boolean {
  return dismissed.value !== undefined && today.value < dismissed.value;
}

export async function dismiss(): Promise<Undo> {
  const before = dismissed.value;
  const set = (day: Day | undefined) => {
    dismissed.value = day;
    return keep();
  };
  await set(addDays(today.value, WEEK));
  return () => set(before);
}

/** Aims at what was proposed from today on; all else of the goals that hold stays. */
export async function accept({ kcal, goal }: ProgressProposal): Promise<Undo> {
  const owner = `goals/${user.value?._id}`;
  const path = `${owner}/${today.value}`;
  const { version } = await send<CurrentGoal>("GET", `${owner}/current`);
  const replaced = version?.from === today.value ? version : undefined;
  const body = withAim(version, kcal as number, goal.rate, goal.targetWeight);
  const made = await send<GoalVersion>("PUT", path, { body, headers: seen(replaced?.updatedAt) });
  await read();
  return async () => {
    const headers = seen(made.updatedAt);
    if (replaced) await send("PUT", path, { body: bodyOf(replaced), headers });
    else await send("DELETE", path, { headers });
    await read();
  };
}

/** The goals that hold, with another energy: a week keeps its pattern. */
export function withAim(
  version: GoalVersion | null,
  kcal: number,
  rate: number | null,
  targetWeight: number | null,
): PutGoal {
  if (!version) return { energy: { aim: kcal }, rate, targetWeight };
  const { min, max, week } = version.energy;
  const mean = week ? week.reduce((a, b) => a + b) / week.length : kcal;
  const energy = {
    aim: kcal,
    // A bound that the new aim lies beyond moves with it.
    ...(min ? { min: Math.min(min, kcal) } : {}),
    ...(max ? { max: Math.max(max, kcal) } : {}),
    ...(week ? { week: week.map((day) => Math.round(day + kcal - mean)) } : {}),
  };
  return { ...bodyOf(version), energy };
}

function bodyOf({ energy, nutrients, rate, targetWeight }: GoalVersion): PutGoal {
  return {
    energy,
    nutrients: nutrients ?? {},
    rate: rate ?? null,
    targetWeight: targetWeight ?? null,
  };
}

/** The server tells it as well; who does not hear of changes asks. */
async function read(): Promise<void> {
  changed.value = changed.peek() + 1;
  await lookWho();
}

function seen(updatedAt: Instant | undefined): Record<string, string> {
  return updatedAt ? { "If-Match": updatedAt } : {};
}

async function keep(): Promise<void> {
  await taken; // else what was kept, and not read yet, would be lost
  const kept: Kept = {
    course: course.value,
    proposal: proposal.value,
    dismissed: dismissed.value,
  };
  await db.put("kept", { key: KEY, ...kept }).catch(() => undefined);
}
