// The messages, the earliest first, and below them the question that is on its way.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import {
  asking,
  type ChatMessage,
  hasOlder,
  isStored,
  messages,
  readOlder,
  replyTo,
  timeOf,
} from "../../data/chat";
import { calendar, today } from "../../data/session";
import { t } from "../../texts";
import { dayName, dayText } from "../../texts/format";
import { attempt } from "../../ui/toast";
import { useFollow } from "./follow";
import { Bubble, Message } from "./message";
import { Suggestions } from "./suggestions";

const HUSH = 500; // ms in which earlier messages come in without being read out

export function Conversation() {
  const log = useRef<HTMLDivElement>(null);
  const busy = useSignal(false);
  const all = messages.value;
  useFollow(all[0]?._id, all.at(-1)?._id, asking.value?.text);

  const more = async () => {
    if (busy.value) return;
    busy.value = true;
    await attempt(readOlder);
    if (!hasOlder.value) log.current?.focus(); // the button is gone
    setTimeout(() => {
      busy.value = false;
    }, HUSH);
  };
  return (
    <>
      {hasOlder.value && (
        <button type="button" class="quiet" onClick={more}>
          {t("coach.older")}
        </button>
      )}
      {/* A live region says what is added: finished messages. What streams is outside of it. */}
      <div
        ref={log}
        class="coach-log"
        role="log"
        aria-live="polite"
        aria-busy={busy.value}
        aria-label={t("coach.conversation")}
        tabIndex={-1}
      >
        {all.map((message, at) => (
          <Dated key={message._id} message={message} before={all[at - 1]} />
        ))}
      </div>
      <OnItsWay />
      <Suggestions asked={() => log.current?.focus({ preventScroll: true })} />
    </>
  );
}

/** A message, below the name of its day when it is the first of that day. */
function Dated({ message, before }: { message: ChatMessage; before: ChatMessage | undefined }) {
  const day = calendar.value.dayOf(timeOf(message));
  const isNew = !before || calendar.value.dayOf(timeOf(before)) !== day;
  return (
    <>
      {isNew && (
        <p class="muted small coach-date">
          {dayName(day, today.value)}, {dayText(day, { day: "numeric", month: "long" })}
        </p>
      )}
      <Message message={message} />
    </>
  );
}

function OnItsWay() {
  const question = asking.value;
  const answering = question && isStored(question._id);
  const streaming = question && !replyTo(question._id);
  return (
    <>
      <p class="hide" role="status">
        {question ? t(answering ? "coach.answering" : "coach.sending") : ""}
      </p>
      {question && !answering && (
        <div class="message mine sending">
          <Bubble mine text={question.content} />
        </div>
      )}
      {question && streaming && (
        <div class="message theirs">
          {question.text ? <Bubble text={question.text} /> : <Dots />}
        </div>
      )}
    </>
  );
}

export function Dots() {
  return (
    <div class="bubble dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}
