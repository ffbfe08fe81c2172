// One message: what was said, and what came with it.

import { type ChatMessage, timeOf } from "../../data/chat";
import { t } from "../../texts";
import { timeText } from "../../texts/format";
import { AnalysisCard } from "./analysis";
import { Facts } from "./facts";
import { analysisOf, factsOf, planOf, workoutOf } from "./metadata";
import { PlanCard } from "./plan";
import { Said } from "./said";
import { WorkoutCard } from "./workout";

export function Message({ message }: { message: ChatMessage }) {
  const mine = message.role === "user";
  const time = timeOf(message);
  const plan = planOf(message);
  const analysis = analysisOf(message);
  const workout = workoutOf(message);
  return (
    <article class={`message ${mine ? "mine" : "theirs"}`}>
      <Bubble mine={mine} text={message.content} />
      {plan && <PlanCard plan={plan} />}
      {analysis && <AnalysisCard analysis={analysis} />}
      {workout && <WorkoutCard workout={workout} />}
      <Facts facts={factsOf(message)} />
      <p class="muted small message-time">
        <time dateTime={new Date(time).toISOString()}>{timeText(time)}</time>
      </p>
    </article>
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
