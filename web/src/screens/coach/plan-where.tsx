// On which day and into which meal a plan is logged.

import type { MealType } from "../../api/types";
import { MEAL_TYPES } from "../../data/diary";
import { today } from "../../data/session";
import { addDays, type Day, daysFrom } from "../../lib/days";
import { t } from "../../texts";
import { dayName, dayText } from "../../texts/format";

/** Where it goes: with no meal each food goes into the one it is planned for. */
export interface Place {
  day: Day;
  meal: MealType | undefined;
}

interface Props {
  place: Place;
  choose: (place: Place) => void;
  label: string; // of the day
  planned: Day | undefined;
  hasMeals: boolean;
}

export function Where({ place, choose, label, planned, hasMeals }: Props) {
  const { day, meal } = place;
  return (
    <div class="pair">
      <label class="field small">
        {label}
        <select
          value={day}
          onChange={({ currentTarget: { value } }) => choose({ day: value, meal })}
        >
          {daysAround(planned).map((each) => (
            <option key={each} value={each}>
              {nameOf(each)}
            </option>
          ))}
        </select>
      </label>
      <label class="field small">
        {t("coach.meal")}
        <select
          value={meal ?? ""}
          onChange={({ currentTarget: { value } }) =>
            choose({ day, meal: MEAL_TYPES.find((each) => each === value) })
          }
        >
          {hasMeals && <option value="">{t("coach.asPlanned")}</option>}
          {MEAL_TYPES.map((each) => (
            <option key={each} value={each}>
              {t(`meal.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** From yesterday to a week from now, and the day of the plan. */
function daysAround(planned: Day | undefined): Day[] {
  const days = daysFrom(addDays(today.value, -1), addDays(today.value, 6));
  return planned && !days.includes(planned) ? [planned, ...days] : days;
}

export function nameOf(day: Day): string {
  if (day === addDays(today.value, 1)) return t("coach.tomorrow");
  if (day === today.value || day === addDays(today.value, -1)) return dayName(day, today.value);
  return dayText(day, { weekday: "long", day: "numeric", month: "short" });
}
