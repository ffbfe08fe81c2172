// What somebody has typed: a name, the digits of a barcode, or a sentence.

import { locale } from "../../texts";

/** A sentence may also be the name of a dish, as "fish and chips": then the parser decides. */
export type Kind = "nothing" | "name" | "barcode" | "sentence" | "perhaps";

const DIGITS = /^(?:\d[\s-]*){8,14}$/;
const UNITS = "g|kg|mg|ml|cl|dl|l|oz|lbs?|cups?|tbsp|tsp|slices?|pieces?|glass(?:es)?|bowls?";
const NUMBER = "(?:\\d[\\d.,/]*|[½¼¾⅓⅔]|an?|one|two|three|four|five|six|half)";
const BEFORE = new RegExp(`(?:^|[\\s,;+&(])${NUMBER}(?:\\s*(?:${UNITS}))?\\s+\\p{L}{2,}`, "iu");
const AFTER = new RegExp(`\\p{L}{2,},?\\s+\\d[\\d.,/]*\\s*(?:${UNITS})\\b`, "iu");
const JOINED = /[,;+\n]\s*\p{L}{2,}|\s(?:and|with|plus)\s+\p{L}{2,}/iu;
const MANY_WORDS = 5;

export function kindOf(text: string): Kind {
  const plain = text.trim();
  if (!plain) return "nothing";
  if (DIGITS.test(plain)) return "barcode";
  if (!readsSentences()) return "name";
  if (BEFORE.test(plain) || AFTER.test(plain)) return "sentence";
  if (JOINED.test(plain) || plain.split(/\s+/).length >= MANY_WORDS) return "perhaps";
  return "name";
}

/** The parser knows English alone: to others it is offered, not imposed. */
export function readsSentences(): boolean {
  return locale.value.startsWith("en");
}
