// A meal plan: what it is made of, what it adds up to, and logging it.

import { useId, useState } from "preact/hooks";
import type { MealPlan, PlanItem } from "../../data/chat";
import { mealTypeNow } from "../../data/diary";
import { today } from "../../data/session";
import { addDays } from "../../lib/days";
import { rounded, sum } from "../../lib/numbers";
import { t } from "../../texts";
import { attempt, sayUndo } from "../../ui/toast";
import { Grams, Kcal } from "./amounts";
import { Group, groupsOf } from "./plan-group";
import { asFood, logItems } from "./plan-log";
import { nameOf, type Place, Where } from "./plan-where";

type Summed = "calories" | "protein" | "carbs" | "fat";

export function PlanCard({ plan }: { plan: MealPlan }) {
  const { items } = plan;
  const hasMeals = items.some(({ mealType }) => mealType);
  const [place, choose] = useState<Place>({
    day: plan.day ?? today.value,
    meal: hasMeals ? undefined : mealTypeNow(),
  });
  const [busy, setBusy] = useState(false);
  const reason = useId();
  const missing = items.filter((item) => !asFood(item)).length;
  const lastDay = Math.max(...items.map(({ dayNumber }) => dayNumber));

  const log = async (some: readonly PlanItem[]) => {
    if (busy) return;
    setBusy(true);
    await attempt(async () => {
      const undo = await logItems(some, place.day, place.meal);
      const { name, dayNumber } = some[0] as PlanItem;
      const day = nameOf(addDays(place.day, dayNumber - 1));
      sayUndo(t("coach.logged", { n: some.length, name, day }), undo);
    });
    setBusy(false);
  };
  return (
    <div class="card coach-card" aria-busy={busy}>
      <h2>{plan.name || t("coach.plan")}</h2>
      {groupsOf(items).map((group) => (
        <Group key={group.key} group={group} manyDays={lastDay > 1} log={log} />
      ))}
      <Totals plan={plan} />
      {missing < items.length && (
        <Where
          place={place}
          choose={choose}
          label={t(lastDay > 1 ? "coach.firstDay" : "coach.day")}
          planned={plan.day}
          hasMeals={hasMeals}
        />
      )}
      <button
        type="button"
        class="primary"
        aria-disabled={missing > 0}
        aria-describedby={missing ? reason : undefined}
        onClick={() => missing || log(items)}
      >
        {t("coach.logAll")}
      </button>
      {missing > 0 && (
        <p id={reason} class="muted small">
          {missing < items.length
            ? t("coach.cannotLogAll", { n: missing })
            : t("coach.cannotLogAny")}
        </p>
      )}
    </div>
  );
}

function Totals({ plan }: { plan: MealPlan }) {
  const { items, totalCalories, totalProtein, totalCarbs, totalFat } = plan;
  return (
    <p class="coach-total">
      <strong>
        <Kcal value={totalCalories ?? total(items, "calories")} />
      </strong>
      <span class="protein">
        {t("macro.protein")} <Grams value={totalProtein ?? total(items, "protein")} />
      </span>
      <span class="carbs">
        {t("macro.carbs")} <Grams value={totalCarbs ?? total(items, "carbs")} />
      </span>
      <span class="fat">
        {t("macro.fat")} <Grams value={totalFat ?? total(items, "fat")} />
      </span>
    </p>
  );
}

/** The sum over the items; null as soon as one of them is unknown. */
function total(items: readonly PlanItem[], name: Summed): number | null {
  const amounts = items.map((item) => item[name]);
  return amounts.includes(null) ? null : rounded(sum(amounts as number[]));
}
