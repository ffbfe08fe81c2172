// What the coach says of a meal, with its numbers and where they are from.

import type { Meal } from "../../api/types";
import { calendar, today } from "../../data/session";
import { t } from "../../texts";
import { instantText, timeText } from "../../texts/format";
import { Facts } from "../coach/facts";
import { factsIn } from "../coach/metadata";
import { Said } from "../coach/said";

export default function Judgement({ meal }: { meal: Meal }) {
  const facts = factsIn(meal.analysisFacts);
  return (
    <div class="judgement small">
      <Said text={meal.analysis ?? ""} />
      {facts.length > 0 && meal.updatedAt && (
        <p class="muted">{t("coach.mealAsOf", { time: timeOf(meal.updatedAt) })}</p>
      )}
      <Facts facts={facts} />
    </div>
  );
}

/** The day goes on after it. */
function timeOf(instant: string): string {
  const isToday = calendar.value.dayOf(Date.parse(instant)) === today.value;
  return isToday ? timeText(instant) : instantText(instant);
}
