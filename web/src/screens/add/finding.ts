// What fits the text: from this device at once, from the server after a pause. What is shown does
// not move when more arrives, and answers to an earlier text are dropped.

import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../../api/client";
import type { Draft, FoundFood } from "../../api/types";
import { barcodeOf } from "../../data/barcodes";
import { byBarcode, readSentence, search } from "../../data/foods";
import { barcodeHere, findHere, keyOf, takeFoods } from "../../data/kept-foods";
import { usual } from "../../data/usual";
import { type Kind, kindOf } from "./kind";

const PAUSE = 120; // ms

/** What the person says the text is, where we would guess otherwise. */
export type Wish = "sentence" | "name" | undefined;

export interface Finding {
  kind: Kind;
  foods: FoundFood[];
  draft: Draft | undefined; // of a sentence that was read
  problem: Problem | undefined;
  done: boolean;
  again: () => void;
}
interface Answer {
  key: unknown;
  foods?: FoundFood[];
  draft?: Draft;
  problem?: Problem;
}

export function useFinding(text: string, wish: Wish): Finding {
  const guess = wish && text.trim() ? wish : kindOf(text);
  const [tries, setTries] = useState(0);
  const [ready, setReady] = useState(false); // what this device kept is here
  const [answer, setAnswer] = useState<Answer>();
  const key = JSON.stringify([text, guess, tries, ready]);
  const isName = guess === "name" || guess === "perhaps";
  const here = useHere(text, isName, key, answer?.key === key);
  // "Fish and chips" is one food for who has eaten it before.
  const kind = guess === "perhaps" && here.length ? "name" : guess;
  useEffect(() => {
    takeFoods().then(() => setReady(true));
  }, []);
  useEffect(() => {
    if (kind === "nothing") return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const found = await look(text, kind, stop.signal).catch(explain(text));
      if (!stop.signal.aborted) setAnswer({ key, ...found });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [key]);
  const { foods = [], draft, problem } = answer?.key === key ? answer : {};
  const shown = new Set(here.map(keyOf));
  return {
    kind,
    foods: [...here, ...foods.filter((food) => !shown.has(keyOf(food)))],
    draft,
    problem,
    done: answer?.key === key,
    again: () => setTries(tries + 1),
  };
}

/** What this device has for a text. A food that arrives later is taken only while nothing is shown. */
function useHere(text: string, isName: boolean, key: string, answered: boolean): FoundFood[] {
  const shown = useRef<{ key: string; foods: FoundFood[] }>({ key: "", foods: [] });
  usual.value; // drawn again when the usual foods arrive
  const settled = shown.current.key === key && (shown.current.foods.length || answered);
  if (!settled) shown.current = { key, foods: isName ? findHere(text) : [] };
  return shown.current.foods;
}

async function look(text: string, kind: Kind, signal: AbortSignal): Promise<Omit<Answer, "key">> {
  if (kind === "barcode") {
    const code = barcodeOf(text);
    return { foods: code ? [await byBarcode(code, signal)] : [] };
  }
  if (kind === "name") return { foods: await search(text, signal) };
  const enough = kind === "perhaps" ? 2 : 1;
  const [draft, foods] = await Promise.all([
    readSentence(text, signal),
    kind === "perhaps" ? search(text, signal) : undefined,
  ]);
  if (draft.items.length >= enough) return { draft };
  return { foods: foods ?? (await search(text, signal)) };
}

/** Without the server: what this device has. */
function explain(text: string) {
  return (problem: unknown): Omit<Answer, "key"> => {
    if (!(problem instanceof Problem)) return {}; // stopped: nobody waits for it
    if (!problem.passes) return { problem };
    const product = barcodeHere(barcodeOf(text) ?? "none");
    return { problem, foods: product ? [product] : findHere(text, { seen: true }) };
  };
}
