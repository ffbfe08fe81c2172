// A meal plan: what it is made of, what it adds up to, and logging it.

import { useId, useState } from "preact/hooks";
import { mealTypeNow } from "../../data/diary";
import type { MealPlan, PlanItem } from "../../data/replies";
import { today } from "../../data/session";
import { addDays } from "../../lib/days";
import { rounded, sum } from "../../lib/numbers";
import { t } from "../../texts";
import { attempt, sayUndo } from "../../ui/toast";
import { type Summed, TotalLine } from "./amounts";
import { Group, groupsOf } from "./plan-group";
import { asFood, logItems } from "./plan-log";
import { nameOf, type Place, Where } from "./plan-where";

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
    <TotalLine
      calories={totalCalories ?? total(items, "calories")}
      protein={totalProtein ?? total(items, "protein")}
      carbs={totalCarbs ?? total(items, "carbs")}
      fat={totalFat ?? total(items, "fat")}
    />
  );
}

/** The sum over the items; null as soon as one of them is unknown. */
function total(items: readonly PlanItem[], name: Summed): number | null {
  const amounts = items.map((item) => item[name]);
  return amounts.includes(null) ? null : rounded(sum(amounts as number[]));
}
