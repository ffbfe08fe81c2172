// Ids are made here, so that a write can be repeated. crypto.randomUUID is absent on plain http.

import { now } from "./clock";

/** An ObjectId: the seconds, then chance. */
export function newId(): string {
  const chance = crypto.getRandomValues(new Uint8Array(8));
  return hex(Math.floor(now() / 1000), 8) + Array.from(chance, (byte) => hex(byte, 2)).join("");
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}
