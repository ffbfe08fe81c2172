// What was low or high against the person's own targets, else the references, as far as the foods
// tell; and below it all that they tell of. Each leads to where it came from.

import { useState } from "preact/hooks";
import type { CurrentGoal, Suggested, Nutrients as Told } from "../../api/types";
import { goalChanges, goalsPath } from "../../data/goals";
import { changes } from "../../data/points";
import { user } from "../../data/session";
import { t } from "../../texts";
import { percent, precise } from "../../texts/format";
import { boundsText, neat } from "../../ui/bounds";
import { NoAnswer } from "../../ui/no-answer";
import { nutrientName } from "../../ui/nutrient-name";
import { useAnswer } from "../../ui/use-answer";
import { sourcesAddress } from "../sources/ask";
import { type Judged, judged, type Level } from "./levels";
import type { Span } from "./span";

const SHOWN_ABOVE = new Set<string>(["calories", "protein", "carbs", "fat"]);
const UNITS: Record<string, string> = { ug: "µg" };

interface Props {
  span: Span;
  days: number;
}

export function Nutrients({ span, days }: Props) {
  const { from, to } = span;
  const version = changes.value;
  const told = useAnswer<Told>(
    `analytics/${user.value?._id}/nutrients?from=${from}&to=${to}`,
    version,
  );
  const goals = useAnswer<CurrentGoal>(`${goalsPath()}/current?date=${to}`, goalChanges.value);
  const suggestion = useAnswer<Suggested>(`${goalsPath()}/suggestion`, goalChanges.value);
  const asked = [told, goals, suggestion];
  const missing = asked.find((each) => !each.answer && each.problem);
  return (
    <section class="card nutrients" aria-labelledby="nutrients">
      <h2 id="nutrients">{t("review.nutrients")}</h2>
      {told.answer && goals.answer && suggestion.answer ? (
        <>
          <Levels
            span={span}
            found={judged(
              told.answer.nutrients,
              days,
              goals.answer.version,
              suggestion.answer.references,
            )}
          />
          <All told={told.answer} span={span} days={days} />
        </>
      ) : missing ? (
        <NoAnswer of={missing} offline={t("review.offline")} />
      ) : (
        <p class="muted">{t("app.loading")}</p>
      )}
    </section>
  );
}

function Levels({ found, span }: { found: Judged[]; span: Span }) {
  const at = (level: Level) => found.filter((each) => each.level === level);
  const [low, high, fine, unknown] = [at("low"), at("high"), at("ok"), at("unknown")];
  if (!found.length) return <p class="muted">{t("review.noLevels")}</p>;
  return (
    <div class="stack">
      <p class="muted small">{t("review.levelsHint")}</p>
      {[[t("review.low"), low] as const, [t("review.high"), high] as const].map(
        ([title, some]) =>
          some.length > 0 && (
            <div key={title}>
              <h3>{title}</h3>
              <ul class="levels">
                {some.map((each) => (
                  <One key={each.nutrient.id} judged={each} span={span} />
                ))}
              </ul>
            </div>
          ),
      )}
      <p>
        {fine.length > 0 && t("review.fine", { n: fine.length })}{" "}
        {unknown.length > 0 && t("review.cannotTell", { n: unknown.length })}
      </p>
    </div>
  );
}

function One({ judged, span }: { judged: Judged; span: Span }) {
  const { nutrient, mean, bounds, level, own } = judged;
  const { id, name, unit, coverage } = nutrient;
  const shown = UNITS[unit] ?? unit;
  const target =
    level === "low" ? boundsText(bounds.min, null, shown) : boundsText(null, bounds.max, shown);
  return (
    <li>
      <a href={sourcesAddress({ nutrient: id, span, by: "food" })}>{nutrientName(id, name)}</a>
      <b>
        {neat(mean)} {shown}
      </b>
      <span class="muted small">
        {t(own ? "review.ownTarget" : "review.reference", { target })}
        {coverage < 1 && ` · ${t("week.known", { share: percent(coverage) })}`}
      </span>
    </li>
  );
}

function All({ told: { nutrients }, span, days }: Props & { told: Told }) {
  const [open, setOpen] = useState(false);
  const others = nutrients.filter(({ id }) => !SHOWN_ABOVE.has(id));
  if (!others.length) return <p class="muted">{t("week.nutrientsNone")}</p>;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("week.nutrients")}</summary>
      {open && (
        <>
          <p class="muted small">{t("week.nutrientsHint")}</p>
          <ul class="all-nutrients">
            {others.map(({ id, name, unit, amount, coverage }) => (
              <li key={id}>
                <a href={sourcesAddress({ nutrient: id, span, by: "food" })}>
                  {nutrientName(id, name)}
                </a>
                <span>
                  {precise(amount / days)} {UNITS[unit] ?? unit}
                </span>
                {coverage < 1 && (
                  <span class="muted small">{t("week.known", { share: percent(coverage) })}</span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
