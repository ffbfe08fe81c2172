// Amounts against their targets, with a word for each, and the entries that they are from.

import { MACROS } from "../../data/diary";
import type { Analysed, Analysis, Entry } from "../../data/replies";
import { today } from "../../data/session";
import { has, t } from "../../texts";
import { dayText, percent } from "../../texts/format";
import { Kcal, measured, Unknown } from "./amounts";
import { DayLink } from "./facts";

const SHOWN = 6; // the server names the most important first

export function AnalysisCard({ analysis }: { analysis: Analysis }) {
  const { from, to, nutrients, asked, entries } = analysis;
  const shown = asked || SHOWN;
  return (
    <div class="card coach-card">
      <div class="title-row">
        <h2>{t("coach.analysis")}</h2>
        {from && <p class="muted small">{span(from, to ?? from)}</p>}
      </div>
      {from && to && from !== to && <p class="muted small">{t("coach.average")}</p>}
      <Bars nutrients={nutrients.slice(0, shown)} />
      {nutrients.length > shown && (
        <details>
          <summary>{t("coach.moreNutrients", { n: nutrients.length - shown })}</summary>
          <Bars nutrients={nutrients.slice(shown)} />
        </details>
      )}
      {entries.length > 0 && (
        <details>
          <summary>{t("coach.entries", { n: entries.length })}</summary>
          <ul class="coach-rows">
            {entries.map((entry, at) => (
              <Row key={at} entry={entry} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Bars({ nutrients }: { nutrients: Analysed[] }) {
  return (
    <ul class="coach-bars">
      {nutrients.map((nutrient, at) => (
        <Bar key={at} nutrient={nutrient} />
      ))}
    </ul>
  );
}

function Bar({ nutrient }: { nutrient: Analysed }) {
  const { id, unit, amount, target, verdict, coverage } = nutrient;
  const known = [`macro.${id}`, `nutrient.${id}`].find(has);
  const name = known ? t(known) : nutrient.name;
  const room = Math.max((target ?? 0) * 1.25, amount ?? 0) || 1; // a bar may go past its target
  const reached = amount === null ? t("coach.unknown") : measured(amount, unit);
  const words =
    target === null ? reached : t("coach.ofTarget", { reached, target: measured(target, unit) });
  return (
    <li class={MACROS.some((macro) => macro === id) ? id : ""}>
      <p class="title-row">
        <b>{name}</b>
        {verdict && <span class={`coach-verdict ${verdict}`}>{t(`coach.verdict.${verdict}`)}</span>}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a <meter> cannot be styled in every browser */}
      <div
        class="coach-bar"
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={room}
        aria-valuenow={amount ?? 0}
        aria-valuetext={words}
        data-unknown={amount === null}
        style={{ "--part": (amount ?? 0) / room, "--target": (target ?? 0) / room }}
      >
        {target !== null && <i />}
      </div>
      <p class="muted small coach-facts">
        <span>{amount === null ? <Unknown unit={unit} /> : words}</span>
        {amount === null && target !== null && (
          <span>{t("coach.factTarget", { target: measured(target, unit) })}</span>
        )}
        {coverage !== null && coverage < 1 && (
          <span>{t("coach.coverage", { share: percent(coverage) })}</span>
        )}
      </p>
    </li>
  );
}

function Row({ entry: { name, quantity, calories, day } }: { entry: Entry }) {
  return (
    <li>
      <div>
        <p class="coach-name">{name}</p>
        <p class="muted small coach-facts">
          {quantity && <span>{quantity}</span>}
          {day && <DayLink day={day} />}
        </p>
      </div>
      <p>
        <Kcal value={calories} />
      </p>
    </li>
  );
}

function span(from: string, to: string): string {
  const words = (day: string) =>
    day === today.value ? t("day.today") : dayText(day, { day: "numeric", month: "short" });
  return from === to ? words(from) : `${words(from)} – ${words(to)}`;
}
