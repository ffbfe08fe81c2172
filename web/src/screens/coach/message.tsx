// One message: what was said, and what came with it.

import { type ChatMessage, timeOf } from "../../data/chat";
import type { Author } from "../../data/replies";
import { t } from "../../texts";
import { timeText } from "../../texts/format";
import { AnalysisCard } from "./analysis";
import { Facts } from "./facts";
import { DraftCard } from "./meal-draft-card";
import { analysisOf, authorOf, draftOf, factsOf, planOf, workoutOf } from "./metadata";
import { PlanCard } from "./plan";
import { Said } from "./said";
import { WorkoutCard } from "./workout";

export function Message({ message }: { message: ChatMessage }) {
  const mine = message.role === "user";
  const time = timeOf(message);
  const plan = planOf(message);
  const analysis = analysisOf(message);
  const workout = workoutOf(message);
  const draft = draftOf(message);
  return (
    <article class={`message ${mine ? "mine" : "theirs"}`}>
      <Bubble mine={mine} text={message.content} />
      {plan && <PlanCard plan={plan} />}
      {analysis && <AnalysisCard analysis={analysis} />}
      {workout && <WorkoutCard workout={workout} />}
      {draft && <DraftCard draft={draft} reply={message} />}
      <Facts facts={factsOf(message)} />
      <p class="muted small message-time">
        <time dateTime={new Date(time).toISOString()}>{timeText(time)}</time>
        <Worded author={mine ? undefined : authorOf(message)} />
      </p>
    </article>
  );
}

/** Who put it into words. */
function Worded({ author }: { author: Author | undefined }) {
  if (!author) return null;
  const { engine, model } = author;
  return (
    <span>
      {engine === "computed" ? t("coach.computed") : t("coach.worded", { model: model || "AI" })}
    </span>
  );
}

/** The words alone, also of a message on its way. */
export function Bubble({ mine = false, text }: { mine?: boolean; text: string }) {
  return (
    <div class="bubble">
      <p class="hide">{mine ? t("coach.you") : t("coach.name")}</p>
      <Said text={String(text ?? "")} />
    </div>
  );
}
