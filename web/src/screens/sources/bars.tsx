// The groups of a breakdown, each with a bar, its amount and its part of the whole.

import type { Breakdown, MealType, Slice } from "../../api/types";
import { MEAL_TYPES } from "../../data/diary";
import { today } from "../../data/session";
import { t } from "../../texts";
import { dayText, percent } from "../../texts/format";
import { neat, UNITS } from "../../ui/bounds";

interface Props {
  of: Breakdown;
  nutrient: string;
}

export function Bars({ of: { groups, nutrients, by }, nutrient }: Props) {
  const unit = UNITS[nutrients.find(({ id }) => id === nutrient)?.unit ?? "g"];
  const amountOf = (group: Slice) => group.amounts[nutrient]?.amount ?? null;
  const silent = groups.filter((group) => amountOf(group) === null);
  const most = Math.max(...groups.map((group) => amountOf(group) ?? 0)) || 1;
  const title = (group: Slice) =>
    by === "day" ? <DayLink day={group.key ?? ""} /> : nameOf(group, by);
  return (
    <>
      <ol class="source-bars">
        {groups.map((group) => {
          const { amount = null, coverage = 0, share = null } = group.amounts[nutrient] ?? {};
          if (amount === null) return null;
          return (
            <li key={group.key}>
              <span class="source-name">{title(group)}</span>
              <span class="source-amount">
                {neat(amount)} {unit}
                {share !== null && <span class="muted small"> {percent(share)}</span>}
              </span>
              <i aria-hidden="true" style={{ "--part": amount / most }} />
              {coverage < 0.995 && (
                <span class="muted small">{t("week.known", { share: percent(coverage) })}</span>
              )}
            </li>
          );
        })}
      </ol>
      {silent.length > 0 && (
        <details>
          <summary>
            {t(`review.silent.${by === "food" ? "food" : "other"}`, { n: silent.length })}
          </summary>
          <ul class="silent muted">
            {silent.map((group) => (
              <li key={group.key}>{title(group)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function DayLink({ day }: { day: string }) {
  const words = dayText(day, { weekday: "short", day: "numeric", month: "short" });
  return <a href={day === today.value ? "/" : `/day/${day}`}>{words}</a>;
}

function nameOf({ key, name }: Slice, by: string): string {
  if (by === "mealType" && MEAL_TYPES.includes(key as MealType))
    return t(`meal.${key as MealType}`);
  return name ?? key ?? "";
}
