// Where the energy came from, and how much of each macronutrient a day had.

import { Sparkline } from "../../charts/sparkline";
import { average, extremes, logged, shares } from "../../charts/summary";
import { MACROS, type Macro } from "../../data/diary";
import type { DayPoint } from "../../data/points";
import { t } from "../../texts";
import { grams, percent } from "../../texts/format";

export function MacroShares({ points }: { points: readonly DayPoint[] }) {
  const days = logged(points);
  const parts = shares(days);
  const range = (macro: Macro) => {
    const [least, most] = extremes(days, macro);
    return t("week.macroRange", { least: grams(least[macro]), most: grams(most[macro]) });
  };
  return (
    <section class="card macro-shares" aria-labelledby="shares">
      <h2 id="shares">{t("week.macros")}</h2>
      <div class="share" aria-hidden="true">
        {MACROS.map((macro) => (
          <i key={macro} class={macro} style={{ "--part": parts[macro] }} />
        ))}
      </div>
      <ul>
        {MACROS.map((macro) => (
          <li key={macro} class={macro}>
            <b>
              {t(`macro.${macro}`)} {percent(parts[macro])}
            </b>
            <Sparkline values={points.map((point) => point[macro])} class={macro} />
            <span>{t("week.macroAverage", { grams: grams(average(days, macro)) })}</span>
            {days.length > 1 && <span class="muted small">{range(macro)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
