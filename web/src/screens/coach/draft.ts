// What is typed and not yet with the server. It outlives a reload, and is given up only once the
// server has stored it.

import { effect, signal } from "@preact/signals";
import type { Id } from "../../api/types";
import { ask, asking, failed, isStored, MOST_CHARACTERS } from "../../data/chat";
import { user } from "../../data/session";
import { newId } from "../../lib/ids";
import { read, write } from "../../lib/local";

interface Draft {
  text: string;
  _id?: Id; // of the message that it was sent as: the same text is sent as the same message
}

const KEY = `draft.${user.peek()?._id}`;
export const draft = signal<Draft>(read<Draft>(KEY) ?? { text: "" });

effect(() => {
  const { _id } = draft.value;
  if (_id && isStored(_id)) keep({ text: "" });
});

/** Whether the draft is on its way, and so cannot be changed. */
export function isSending(): boolean {
  return Boolean(asking.value) && asking.value?._id === draft.value._id;
}

export function type(text: string): void {
  // What failed was another text.
  if (failed.value && failed.value.question._id === draft.value._id) failed.value = undefined;
  keep({ text });
}

export function sendDraft(): Promise<void> {
  const sent = { text: draft.value.text, _id: draft.value._id ?? newId() };
  keep(sent);
  return ask(sent.text.trim(), sent._id);
}

/** By how many characters the draft is too long, or less than 0. The server counts code points. */
export function tooLong(): number {
  const { text } = draft.value;
  const length = text.length > MOST_CHARACTERS ? [...text].length : text.length;
  return length - MOST_CHARACTERS;
}

function keep(next: Draft): void {
  draft.value = next;
  write(KEY, next.text ? next : undefined);
}
