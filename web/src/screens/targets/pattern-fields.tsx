// Days of the week that differ: at the same total of the week, or freely.

import { t } from "../../texts";
import { kcal } from "../../texts/format";
import { weekdays } from "../../ui/weekdays";
import { Choice } from "../settings/form";
import { NumberField } from "../settings/measures";
import { type Draft, dailyOf, type Edit } from "./draft";
import { isKcal, type Pattern, patternOf, spread, totalOf, WEEK, withDay } from "./pattern";

interface Props {
  draft: Draft;
  edit: Edit;
  wrong: Record<string, string>;
}

export function PatternFields({ draft, edit, wrong }: Props) {
  const { pattern } = draft;
  const daily = dailyOf(draft);
  const change = (pattern: Pattern) => edit({ pattern });
  const toggle = () => edit({ pattern: pattern ? undefined : patternOf(daily) });
  return (
    <div class="stack">
      <label class="switch">
        <input type="checkbox" checked={Boolean(pattern)} onChange={toggle} />
        {t("targets.pattern")}
      </label>
      {pattern && (
        <>
          <Choice
            legend={t("targets.patternKind")}
            value={pattern.keeps ? "keep" : "free"}
            options={[
              ["keep", t("targets.patternKeep")],
              ["free", t("targets.patternFree")],
            ]}
            choose={(kind) => change(spread({ ...pattern, keeps: kind === "keep" }, daily))}
            hint={t(pattern.keeps ? "targets.patternKeepHint" : "targets.patternFreeHint")}
          />
          <div class="week-fields">
            {weekdays("short").map((name, at) => (
              <NumberField
                key={name}
                label={name}
                value={pattern.days[at]}
                change={(typed) => change(withDay(pattern, at, typed, daily))}
                error={wrong[`energy.week.${at}`] && t("targets.wrong.here")}
              />
            ))}
          </div>
          <p class="muted small" role="status">
            {total(pattern, daily)}
          </p>
          {Object.keys(wrong).some((path) => path.startsWith("energy.week")) && (
            <p class="error">{t("targets.wrong.week")}</p>
          )}
        </>
      )}
    </div>
  );
}

/** What the days add up to. */
function total({ days }: Pattern, daily: number): string {
  if (days.some((kcal) => !isKcal(kcal))) return t("targets.wrong.week");
  const sum = totalOf(days);
  const apart = sum - daily * WEEK;
  const said = { total: kcal(sum), mean: kcal(sum / WEEK), apart: kcal(Math.abs(apart)) };
  if (!apart || Number.isNaN(apart)) return t("targets.weekTotal", said);
  return t(apart > 0 ? "targets.weekMore" : "targets.weekLess", said);
}
