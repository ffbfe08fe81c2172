// Whether the diary of a day is all that was eaten. A second tap on the same takes it back.

import { useCopies } from "../../charts/use-copies";
import { MARKS, markDay, markOf, markWrites } from "../../data/marking";
import { marks } from "../../data/marks";
import { addDays, type Day } from "../../lib/days";
import { t } from "../../texts";
import { attempt } from "../../ui/toast";

export function Marks({ day }: { day: Day }) {
  useCopies(marks, addDays(day, -6), day, { patient: true });
  const chosen = markOf(day);
  const refused = markWrites.value.find(({ key, state }) => key === day && state === "refused");
  return (
    <section class="mark" aria-labelledby="mark-title">
      <h2 id="mark-title">{t("today.isWhole")}</h2>
      <div class="segments">
        {MARKS.map((mark) => (
          <button
            key={mark}
            type="button"
            aria-pressed={mark === chosen}
            onClick={() => attempt(() => markDay(day, mark === chosen ? undefined : mark))}
          >
            {t(`today.mark.${mark}`)}
          </button>
        ))}
      </div>
      <p class="muted small">
        {refused ? t("today.refused", { problem: refused.problem ?? "" }) : t("today.markWhy")}
      </p>
    </section>
  );
}
