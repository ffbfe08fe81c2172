// What has become of a meal that the coach drafted: the conversation and the diary tell it.

import type { ChatMessage, Id, Meal } from "../../api/types";
import { messages } from "../../data/chat";
import { mealById } from "../../data/diary";
import { complete, wasDeleted } from "../../data/meals";
import { type MealWrite, mealWrites } from "../../data/outbox";
import type { MealDraft } from "../../data/replies";
import { calendar } from "../../data/session";
import type { Day } from "../../lib/days";
import { doneBy, draftOf } from "./metadata";

const TRIES = 8; // times that one draft is logged and taken back

export interface Fate {
  is: "open" | "logged" | "gone" | "discarded";
  day: Day;
  id: Id; // of the meal that it is or would be logged as
  meal: Meal | undefined; // in the diary, as far as this device knows it
  write: MealWrite | undefined; // what waits of it
  deleted: MealWrite | undefined; // it was to be logged, but another device has deleted it
}

export function fateOf(draft: MealDraft, reply: ChatMessage): Fate {
  const ids = idsOf(draft._id);
  const free = ids.filter((id) => !wasDeleted(id));
  const id = free.find(mealById) ?? free[0] ?? (ids.at(-1) as Id);
  const writeOf = (id: Id) => mealWrites.value.find(({ key }) => key === id);
  const deleted = ids.map(writeOf).find((write) => write?.state === "conflict" && !write.theirs);
  const day = calendar.value.dayOf(Date.parse(draft.date));
  const write = writeOf(id);
  const meal = deleted ? undefined : mealById(id);
  const known = { day, id, meal, write, deleted };
  const said = saidAfter(draft._id, reply);
  if (meal) return { ...known, is: "logged" };
  if (said !== "logged" || deleted || write || wasDeleted(draft._id)) {
    return { ...known, is: said === "discarded" ? said : "open" };
  }
  return { ...known, is: complete.value.has(day) ? "gone" : "logged" };
}

/** Whether nothing was said since: a "no" would be about this draft. */
export function isLast(reply: ChatMessage): boolean {
  return !repliesAfter(reply).length;
}

/** Whether it is the last draft, and so may be taken back with one press. */
export function isLatest(reply: ChatMessage): boolean {
  return !repliesAfter(reply).some(draftOf);
}

/** What later replies say of it. A draft is taken back while it is the latest one. */
function saidAfter(id: Id, reply: ChatMessage): "open" | "logged" | "discarded" {
  const after = repliesAfter(reply);
  if (after.some((each) => doneBy(each).logged === id)) return "logged";
  const next = after.find((each) => draftOf(each) || ends(each));
  return next && doneBy(next).cancelled ? "discarded" : "open";
}

function ends(reply: ChatMessage): boolean {
  const { logged, cancelled } = doneBy(reply);
  return Boolean(logged) || cancelled;
}

function repliesAfter(reply: ChatMessage): ChatMessage[] {
  const all = messages.value;
  const at = all.findIndex(({ _id }) => _id === reply._id);
  return all.slice(at + 1).filter(({ role }) => role !== "user");
}

/**
 * The id of the draft, and those it is logged under when it was taken back before: the id of a
 * deleted meal is used up. They follow from the draft, so that every device uses the same.
 */
function idsOf(id: Id): Id[] {
  const first = BigInt(`0x${id}`);
  const ids = Array.from({ length: TRIES }, (_, n) => BigInt.asUintN(96, first + BigInt(n)));
  return ids.map((each) => each.toString(16).padStart(24, "0"));
}
