// What stands in the way of a reply, in words, and what can be done about it.

import { useEffect, useState } from "preact/hooks";
import { type Problem, reachable } from "../../api/client";
import {
  ask,
  asking,
  type ChatMessage,
  failed,
  messages,
  readLatest,
  timeOf,
  unread,
} from "../../data/chat";
import { now } from "../../lib/clock";
import { t } from "../../texts";
import { Dots } from "./conversation";
import { draft } from "./draft";

const GRACE = 10_000; // ms in which a reply to another device is expected

export function Trouble() {
  const last = messages.value.at(-1);
  if (asking.value) return null;
  if (failed.value) {
    const { question, problem } = failed.value;
    const again = () => ask(question.content, question._id);
    return <Notice text={problem ? words(problem) : t("coach.stopped")} again={again} />;
  }
  if (unread.value) return <Notice text={words(unread.value)} again={readLatest} />;
  if (last?.role === "user") return <NoReply key={last._id} question={last} />;
  return null;
}

/** Whether this server has no coach at all. */
export function isAbsent(problem: Problem | undefined): boolean {
  return problem?.status === 404 || problem?.status === 405;
}

function Notice({ text, again }: { text: string; again: () => Promise<void> }) {
  return (
    <div class="notice" role="alert">
      <p>
        {text} {draft.value.text && t("coach.kept")}
      </p>
      <button type="button" class="quiet" onClick={again}>
        {t("do.retry")}
      </button>
    </div>
  );
}

/** A question that was stored, and nothing after it: of another device, or before a reload. */
function NoReply({ question }: { question: ChatMessage }) {
  const left = timeOf(question) + GRACE - now();
  const [late, setLate] = useState(left <= 0);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), left);
    return () => clearTimeout(timer);
  }, []);
  if (!late) {
    return (
      <div class="message theirs">
        <p class="hide">{t("coach.answering")}</p>
        <Dots />
      </div>
    );
  }
  return (
    <div class="notice">
      <p>{t("coach.noReply")}</p>
      <button type="button" class="quiet" onClick={() => ask(question.content, question._id)}>
        {t("coach.askAgain")}
      </button>
    </div>
  );
}

function words(problem: Problem): string {
  if (isAbsent(problem)) return t("coach.absent");
  if (problem.status === 0 && !reachable.value) return t("coach.offline");
  if (problem.status === 503) return t("coach.away", { problem: problem.message });
  return problem.message;
}
