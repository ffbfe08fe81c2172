// The same meal was changed here and on another device: the person decides, nothing is overwritten.

import type { Meal } from "../../api/types";
import { add } from "../../data/diary";
import { drop, insist, type MealWrite } from "../../data/outbox";
import { t } from "../../texts";
import { kcal } from "../../texts/format";
import { attempt } from "../../ui/toast";

export function Conflict({ write }: { write: MealWrite }) {
  const { key, entry: meal, theirs } = write;
  const mine = () =>
    attempt(async () => {
      if (theirs || !meal) return insist(key);
      await drop(key); // it was deleted there: it comes back under a new id
      await add(meal, meal.day ?? undefined);
    });
  return (
    <div class="conflict stack" role="alert">
      <p>
        <strong>{theirs ? t("today.conflict") : t("today.conflictDeleted")}</strong>
      </p>
      <Version title={t("today.mine")} meal={meal} />
      <Version title={t("today.theirs")} meal={theirs ?? null} />
      <div class="pair">
        <button type="button" onClick={mine}>
          {t("today.keepMine")}
        </button>
        <button type="button" onClick={() => attempt(() => drop(key))}>
          {t("today.keepTheirs")}
        </button>
      </div>
    </div>
  );
}

function Version({ title, meal }: { title: string; meal: Meal | null }) {
  const foods = meal?.foods.map((food) => `${food.name} (${food.quantity})`).join(", ");
  return (
    <p class="small">
      <b>{title}:</b> {meal ? `${foods} – ${kcal(meal.totalCalories)} kcal` : t("today.isDeleted")}
    </p>
  );
}
