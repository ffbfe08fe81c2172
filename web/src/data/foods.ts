// Foods as the server knows them.

import { send } from "../api/client";
import type { Draft, Food, FoundFood, Id, Label, OwnFood } from "../api/types";
import { now } from "../lib/clock";
import { keep, lastOf } from "./kept-foods";

const SEEN = 8; // of the results of a search, to be found without a network
const LONGEST = 200; // characters of a search

export async function search(text: string, signal: AbortSignal): Promise<FoundFood[]> {
  const path = `foods?q=${encodeURIComponent(text.trim().slice(0, LONGEST))}`;
  const found = await send<FoundFood[]>("GET", path, { signal });
  keep(found.slice(0, SEEN));
  return found.map(withLast);
}

/** The product with a barcode. Raises a Problem, 404 where nobody knows it. */
export async function byBarcode(code: string, signal?: AbortSignal): Promise<FoundFood> {
  const food = await send<Food>("GET", `foods/barcode/${code}`, signal ? { signal } : {});
  keep([food]);
  return withLast(food);
}

/** A food with all its portions and values. */
export async function foodById(id: Id): Promise<Food | OwnFood> {
  const food = await send<Food | OwnFood>("GET", `foods/${id}`);
  keep([food]);
  return food;
}

/** The foods that a sentence names. Nothing is logged. */
export async function readSentence(text: string, signal: AbortSignal): Promise<Draft> {
  return send<Draft>("POST", "foods/parse", { body: { text }, signal });
}

export async function makeFood(label: Label): Promise<OwnFood> {
  const food = await send<OwnFood>("POST", "foods", { body: label });
  keep([food], now());
  return food;
}

/** Changes an own food, unless it was changed somewhere else meanwhile. */
export async function changeFood(food: OwnFood, label: Label): Promise<OwnFood> {
  const headers: Record<string, string> = food.updatedAt ? { "If-Match": food.updatedAt } : {};
  const changed = await send<OwnFood>("PUT", `foods/${food._id}`, { body: label, headers });
  keep([changed]);
  return changed;
}

function withLast(food: FoundFood): FoundFood {
  return { ...food, last: food.last ?? lastOf(food) };
}
