// Marks of days as the person sees them: whether the diary of a day is all that was eaten.

import { computed } from "@preact/signals";
import type { Id, Mark } from "../api/types";
import type { Day } from "../lib/days";
import { newId } from "../lib/ids";
import { marks } from "./marks";
import { enqueue, type MarkWrite, outbox } from "./outbox";
import { user } from "./session";

export const MARKS: readonly Mark[] = ["complete", "partial", "fasting"];

export const markWrites = computed(() =>
  outbox.value.filter((write): write is MarkWrite => write.kind === "mark"),
);

/** The mark of a day, with what waits; undefined where nobody said anything. */
export function markOf(day: Day): Mark | undefined {
  const write = markWrites.value.find(({ key }) => key === day);
  return (write ? write.entry : marks.confirmed.value.get(day))?.mark;
}

/** Marks a day, or takes its mark away. */
export async function markDay(day: Day, mark: Mark | undefined): Promise<void> {
  const known = marks.confirmed.value.get(day);
  const entry = mark && {
    ...(known ?? { _id: newId(), userId: user.value?._id as Id, day }),
    mark,
  };
  await enqueue("mark", day, entry ?? null, known ?? null);
}
