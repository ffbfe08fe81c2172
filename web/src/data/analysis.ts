// What the coach says of a meal: the server computes it and keeps it with the meal.

import { reachable, send } from "../api/client";
import type { Id, Meal } from "../api/types";
import { confirm, confirmed } from "./meals";
import { outbox } from "./outbox";
import { user } from "./session";

const PATIENCE = 20_000; // ms until a meal that is logged is with the server

/** Has a meal judged as it is now. */
export async function analyse(id: Id): Promise<void> {
  await confirm([await send<Meal>("POST", `meals/${user.value?._id}/${id}/analysis`)], []);
}

/** The same as soon as the meal is sent, and quietly: nobody has asked for it. */
export async function analyseWhenSent(id: Id): Promise<void> {
  if (!reachable.value || !(await isSent(id))) return;
  // Where it was undone meanwhile there is nothing to judge.
  if (confirmed.value.has(id)) await analyse(id).catch(() => undefined);
}

async function isSent(id: Id): Promise<boolean> {
  let stop = () => {};
  const sent = new Promise<boolean>((resolve) => {
    const timer = setTimeout(resolve, PATIENCE, false);
    const leave = outbox.subscribe((writes) => {
      if (!writes.some(({ key }) => key === id)) resolve(true);
    });
    stop = () => {
      clearTimeout(timer);
      leave();
    };
  });
  return sent.finally(() => stop());
}
