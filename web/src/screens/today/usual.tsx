// What is usually eaten at this hour: one tap logs it, with the amount of the last time.

import { useState } from "preact/hooks";
import type { UsualFood } from "../../api/types";
import { logFoods } from "../../data/diary";
import { today } from "../../data/session";
import { hide, unhide, usual } from "../../data/usual";
import type { Day } from "../../lib/days";
import { t } from "../../texts";
import { kcal } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { attempt, sayUndo } from "../../ui/toast";

const SHOWN = 6;

export function Usual({ day }: { day: Day }) {
  const [hiding, setHiding] = useState(false);
  const shown = usual.value.slice(0, SHOWN);
  if (!shown.length || (day !== today.value && !hiding)) return null;
  return (
    <section class="usual" aria-labelledby="usual-title">
      <div class="title-row">
        <h2 id="usual-title">{t("today.usual")}</h2>
        <button
          type="button"
          class="quiet"
          aria-pressed={hiding}
          onClick={() => setHiding(!hiding)}
        >
          {hiding ? t("today.usualDone") : t("today.usualEdit")}
        </button>
      </div>
      <ul class="chips">
        {shown.map((each) => (
          <li key={each.food.foodId ?? each.food.name}>
            <Chip usual={each} day={day} hiding={hiding} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Chip({ usual, day, hiding }: { usual: UsualFood; day: Day; hiding: boolean }) {
  const { food, mealType } = usual;
  const press = () => {
    if (!hiding) return log(usual, day);
    void hide(usual);
    sayUndo(t("today.usualHidden", { name: food.name }), () => unhide(usual));
  };
  const label = hiding
    ? t("today.usualHide", { name: food.name })
    : t("today.usualLog", {
        name: food.name,
        quantity: food.quantity,
        kcal: kcal(food.calories),
        meal: t(`meal.in.${mealType}`),
      });
  return (
    <button type="button" class="chip-button" aria-label={label} onClick={press}>
      <Icon name={hiding ? "close" : "add"} />
      <span>
        <b>{food.name}</b>
        <span class="muted small">
          {food.quantity} · {kcal(food.calories)} kcal
        </span>
      </span>
    </button>
  );
}

async function log({ food, mealType }: UsualFood, day: Day): Promise<void> {
  await attempt(async () => {
    const undo = await logFoods([food], day, mealType);
    const values = { name: food.name, meal: t(`meal.in.${mealType}`) };
    sayUndo(t("today.logged", values), undo);
  });
}
