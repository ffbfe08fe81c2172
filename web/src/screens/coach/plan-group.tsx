// The foods of a plan that are eaten together.

import type { MealType } from "../../api/types";
import type { PlanItem } from "../../data/replies";
import { t } from "../../texts";
import { Item } from "./plan-item";
import { asFood } from "./plan-log";

interface Together {
  key: string;
  day: number;
  meal: MealType | undefined;
  items: PlanItem[];
}

export function groupsOf(items: readonly PlanItem[]): Together[] {
  const groups = new Map<string, Together>();
  for (const item of items) {
    const { dayNumber: day, mealType: meal } = item;
    const key = `${day} ${meal}`;
    const group = groups.get(key) ?? { key, day, meal, items: [] };
    groups.set(key, group);
    group.items.push(item);
  }
  return [...groups.values()];
}

interface Props {
  group: Together;
  manyDays: boolean;
  log: (items: readonly PlanItem[]) => unknown;
}

export function Group({ group, manyDays, log }: Props) {
  const { day, meal, items } = group;
  const name = [manyDays && t("coach.dayNumber", { n: day }), meal && t(`meal.${meal}`)]
    .filter(Boolean)
    .join(", ");
  return (
    <div>
      {name && (
        <div class="title-row coach-group">
          <h3>{name}</h3>
          {items.length > 1 && items.every(asFood) && (
            <button
              type="button"
              class="quiet"
              aria-label={t("coach.log", { name })}
              onClick={() => log(items)}
            >
              {t("coach.logMeal")}
            </button>
          )}
        </div>
      )}
      <ul class="coach-rows">
        {items.map((item, at) => (
          <Item key={at} item={item} log={() => log([item])} />
        ))}
      </ul>
    </div>
  );
}
