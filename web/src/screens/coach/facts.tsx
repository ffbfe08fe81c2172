// The numbers of a reply, each with what it was computed from.

import type { Fact } from "../../data/replies";
import { today } from "../../data/session";
import { type Day, isDay } from "../../lib/days";
import { t } from "../../texts";
import { dayName, dayText, percent } from "../../texts/format";
import { measured } from "./amounts";

export function Facts({ facts }: { facts: Fact[] }) {
  if (!facts.length) return null;
  return (
    <details class="coach-sources">
      <summary class="small">{t("coach.facts")}</summary>
      <dl class="small">
        {facts.map((fact, at) => (
          <div key={at}>
            <dt>{fact.label}</dt>
            <dd>
              <b>{measured(fact.value, fact.unit)}</b>
            </dd>
            <dd class="muted">
              <Judged fact={fact} />
              {fact.from.map((source) => (
                <span key={source}>{linked(source)}</span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What it is held against, how it stands, and how much of it is known. */
function Judged({ fact: { unit, target, verdict, coverage } }: { fact: Fact }) {
  return (
    <>
      {target !== null && <span>{t("coach.factTarget", { target: measured(target, unit) })}</span>}
      {verdict && <span>{t(`coach.verdict.${verdict}`)}</span>}
      {coverage !== null && <span>{t("coach.coverage", { share: percent(coverage) })}</span>}
    </>
  );
}

/** The words of a source; a day in them leads to that day of the diary. */
function linked(source: string) {
  return source
    .split(/(\d{4}-\d{2}-\d{2})/)
    .map((part) => (isDay(part) ? <DayLink key={part} day={part} /> : part));
}

/** A day of the diary, to look it up. */
export function DayLink({ day }: { day: Day }) {
  const recent = day === today.value;
  const words = recent ? dayName(day, today.value) : dayText(day, { dateStyle: "medium" });
  return <a href={`/day/${day}`}>{words}</a>;
}
