// One message at a time, with what can be done about it.

import { signal } from "@preact/signals";
import { t } from "../texts";

interface Message {
  text: string;
  action?: string | undefined;
  act?: (() => unknown) | undefined;
}

const SECONDS = 8;
const message = signal<Message | undefined>(undefined);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something. With an action it stays until it was seen long enough to press it. */
export function say(text: string, action?: string, act?: () => unknown): void {
  message.value = { text, action, act };
  clearTimeout(timer);
  timer = setTimeout(hush, SECONDS * 1000);
}

/** Says what was done, and how to undo it. */
export function sayUndo(text: string, undo: () => Promise<unknown>): void {
  say(text, t("do.undo"), () => attempt(undo));
}

/** Does something, and says it when that fails. Answers whether it went well. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    say(problem.message);
    return false;
  }
}

export function hush(): void {
  message.value = undefined;
}

export function Toast() {
  const shown = message.value;
  const press = () => {
    hush();
    shown?.act?.();
  };
  const wait = () => clearTimeout(timer);
  return (
    <div class="toast" role="status" onFocusCapture={wait} onPointerEnter={wait}>
      {shown && (
        <div>
          <p>{shown.text}</p>
          {shown.act && (
            <button type="button" onClick={press}>
              {shown.action}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
