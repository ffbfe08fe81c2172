// Small documents that the server has confirmed, such as weighings: what this device has read of
// them, kept so that they are shown at once and without a network.

import { type Signal, signal } from "@preact/signals";
import { addDays, type Day, daysFrom } from "../lib/days";
import * as db from "./db";
import { today } from "./session";
import { listen, tell } from "./tabs";

const KEEP_DAYS = 400; // on this device

interface Document {
  _id: string;
  day: Day;
  updatedAt?: string;
}

export interface Copies<Kept> {
  /** By key. */
  confirmed: Signal<ReadonlyMap<string, Kept>>;
  /** The days of which every one is here. */
  complete: Signal<ReadonlySet<Day>>;
  /** Takes what this device kept, before any network. */
  take: () => Promise<void>;
  /** Reads those of some days from the server. */
  read: (first: Day, last: Day) => Promise<void>;
  /** The server has these, and has those (by key) no more. */
  confirm: (put: Kept[], gone: string[]) => Promise<void>;
  /** Hears from the server of one that was deleted, by its id. */
  forget: (id: string) => Promise<void>;
  /** What is here may be old: the days are to be read again. */
  distrust: () => void;
}

/** `name` is that of the row they are kept in, `ask` answers all of some days. */
export function copiesOf<Kept extends Document>(
  name: "weights" | "marks",
  keyOf: (one: Kept) => string,
  ask: (first: Day, last: Day) => Promise<Kept[]>,
): Copies<Kept> {
  const confirmed = signal<ReadonlyMap<string, Kept>>(new Map());
  const complete = signal<ReadonlySet<Day>>(new Set());
  let changes = 0; // goes up when what is being read may be old

  listen((said) => {
    if (said.kind !== "copies" || said.name !== name) return;
    changes += 1;
    apply(said.put as Kept[], [...said.gone, ...keysOfId(said.id)]);
  });

  const keysOfId = (id: string | undefined) =>
    [...confirmed.peek()].filter(([, one]) => one._id === id).map(([key]) => key);

  const apply = (put: Kept[], gone: string[]) => {
    const next = new Map(confirmed.peek());
    for (const each of put) next.set(keyOf(each), each);
    for (const key of gone) next.delete(key);
    confirmed.value = next;
  };

  const keep = () => {
    const oldest = addDays(today.value, -KEEP_DAYS);
    const rows = [...confirmed.peek().values()].filter(({ day }) => day >= oldest);
    return db.put("kept", { key: name, rows }).catch(() => undefined);
  };

  const confirm = async (put: Kept[], gone: string[]) => {
    const newer = put.filter((each) => isNewer(each, confirmed.peek().get(keyOf(each))));
    changes += 1;
    apply(newer, gone);
    tell({ kind: "copies", name, put: newer, gone });
    await keep();
  };

  const read = async (first: Day, last: Day): Promise<void> => {
    const started = changes;
    const found = await ask(first, last);
    // Something came while the server was answering, and may be newer than its answer.
    if (changes !== started) return read(first, last);
    const here = new Set(found.map(keyOf));
    const gone = [...confirmed.peek().values()].filter(
      (each) => each.day >= first && each.day <= last && !here.has(keyOf(each)),
    );
    apply(found, gone.map(keyOf));
    complete.value = new Set([...complete.peek(), ...daysFrom(first, last)]);
    await keep();
  };

  return {
    confirmed,
    complete,
    confirm,
    read,
    take: async () => {
      const rows = (await db.get<{ rows: Kept[] }>("kept", name))?.rows ?? [];
      apply(rows, []);
    },
    forget: async (id) => {
      changes += 1;
      apply([], keysOfId(id));
      tell({ kind: "copies", name, put: [], gone: [], id }); // another tab may know it
      await keep();
    },
    distrust: () => {
      changes += 1;
      complete.value = new Set();
    },
  };
}

function isNewer(one: Document, known: Document | undefined): boolean {
  return !known?.updatedAt || !one.updatedAt || one.updatedAt > known.updatedAt;
}
