// A file with activity: on its way to the server, and what the server makes of it. It goes on while
// the person looks at other screens.

import { signal } from "@preact/signals";
import { Problem, send } from "../api/client";
import type { Upload } from "../api/types";
import { t } from "../texts";
import { onChange } from "./live";
import { user } from "./session";

type State = NonNullable<Upload["state"]>;

const LOOK_EVERY = 2000; // ms, while it is read: for who does not hear of changes
const UNDER_WAY: readonly (State | undefined)[] = ["receiving", "waiting", "reading", "storing"];

/** A file that this tab sends, and which part of it is sent. */
export const sending = signal<{ name: string; part: number } | undefined>(undefined);
/** The latest file, as the server has it. */
export const upload = signal<Upload | undefined>(undefined);
/** Why the last file was not taken. */
export const refused = signal<Problem | undefined>(undefined);
let request: XMLHttpRequest | undefined;
let cancelled: XMLHttpRequest | undefined; // what it says now is no news

onChange("upload", ({ op, document }) => {
  upload.value = op === "put" ? (document as Upload) : undefined;
});
onChange("resync", () => void lookAtUpload());

export function isUnderWay({ state }: Upload): boolean {
  return UNDER_WAY.includes(state);
}

export async function lookAtUpload(): Promise<void> {
  try {
    upload.value = await send<Upload>("GET", path());
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.status === 404) upload.value = undefined; // nothing was ever sent
  }
}

/** Looks again for as long as a file is read. Answers how to stop. */
export function lookWhileReading(): () => void {
  const timer = setInterval(() => {
    if (upload.value && isUnderWay(upload.value) && !sending.value) void lookAtUpload();
  }, LOOK_EVERY);
  return () => clearInterval(timer);
}

/** Only this kind of request tells how much of it is sent. */
export function sendFile(file: File): void {
  const xhr = new XMLHttpRequest();
  const end = (problem?: Problem) => {
    removeEventListener("beforeunload", ask);
    request = undefined;
    sending.value = undefined;
    refused.value = xhr === cancelled ? undefined : problem;
  };
  request = xhr;
  refused.value = undefined;
  sending.value = { name: file.name, part: 0 };
  xhr.open("POST", `/api/${path()}`);
  xhr.setRequestHeader("Content-Type", "application/octet-stream");
  xhr.upload.onprogress = ({ loaded, total }) => {
    sending.value = { name: file.name, part: total ? loaded / total : 0 };
  };
  xhr.onload = () => {
    const answer = read(xhr.responseText);
    if (xhr.status === 202) {
      // What was told live meanwhile may be newer.
      const known = upload.value?._id === answer._id && upload.value?.state !== "receiving";
      if (!known) upload.value = answer;
      end();
    } else {
      end(new Problem(xhr.status, answer, Number(xhr.getResponseHeader("Retry-After")) || 0));
    }
  };
  xhr.onerror = () => end(new Problem(0, { detail: t("fitness.notArrived") }));
  xhr.onabort = () => end();
  addEventListener("beforeunload", ask);
  xhr.send(file);
}

/** Stops sending and reading. What was stored stays. */
export async function cancelUpload(): Promise<void> {
  cancelled = request;
  // First the server is told: a file that breaks off by itself is a failure there.
  await send("DELETE", path()).finally(() => cancelled?.abort());
  await lookAtUpload();
}

/** Whoever leaves would break it off. */
function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function read(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function path(): string {
  return `fitness/upload/${user.value?._id}`;
}
