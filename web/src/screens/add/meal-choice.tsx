// Which of the four meals: radio buttons side by side.

import { useId } from "preact/hooks";
import type { MealType } from "../../api/types";
import { MEAL_TYPES } from "../../data/diary";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";

interface Props {
  mealType: MealType;
  choose: (mealType: MealType) => void;
}

export function MealChoice({ mealType, choose }: Props) {
  const name = useId();
  return (
    <fieldset class="meal-choice">
      <legend class="hide">{t("add.meal")}</legend>
      <div class="segments">
        {MEAL_TYPES.map((type) => (
          <label key={type}>
            <input
              type="radio"
              name={name}
              checked={type === mealType}
              onChange={() => choose(type)}
            />
            <Icon name={type} />
            <span>{t(`meal.${type}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
