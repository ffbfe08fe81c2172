// One food of a meal. A tap opens its amount, right here.

import { useId, useState } from "preact/hooks";
import type { Meal, MealFood } from "../../api/types";
import { change, MACROS } from "../../data/diary";
import { t } from "../../texts";
import { amount, kcal, readNumber } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { attempt, sayUndo } from "../../ui/toast";
import { amountOf, stepOf, withCount } from "./amounts";

interface Props {
  meal: Meal;
  at: number;
  food: MealFood;
  locked: boolean;
}

export function FoodRow({ meal, at, food, locked }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li>
      <button
        type="button"
        class="food-row"
        aria-expanded={open}
        aria-controls={id}
        disabled={locked}
        onClick={() => setOpen(!open)}
      >
        <span class="food-name">{food.name}</span>
        <span class="food-kcal">
          {kcal(food.calories)}
          <span class="hide"> kcal</span>
        </span>
        <span class="facts small muted">
          <span>{food.quantity}</span>
          {MACROS.map((macro) => (
            <span key={macro}>
              <b class={macro} aria-hidden="true">
                {t(`today.short.${macro}`)}
              </b>{" "}
              <span class="hide">{t(`macro.${macro}`)}</span> {amount(food[macro])} g
            </span>
          ))}
        </span>
      </button>
      <div id={id}>{open && <Stepper meal={meal} at={at} food={food} />}</div>
    </li>
  );
}

function Stepper({ meal, at, food }: Omit<Props, "locked">) {
  const now = amountOf(food);
  const [typed, setTyped] = useState<string>();
  const step = stepOf(now);
  const id = useId();
  const set = (count: number) => attempt(() => changeFood(meal, at, withCount(food, tidy(count))));
  const read = () => {
    const count = readNumber(typed ?? "");
    setTyped(undefined);
    if (count > 0 && count !== now.count) void set(count);
  };
  return (
    <div class="stepper">
      <button
        type="button"
        class="round"
        aria-label={t("today.less")}
        disabled={now.count <= step}
        onClick={() => set(now.count - step)}
      >
        <Icon name="minus" />
      </button>
      <label class="hide" for={id}>
        {t("today.amountOf", { name: food.name })}
      </label>
      <input
        id={id}
        inputMode="decimal"
        autocomplete="off"
        value={typed ?? String(now.count)}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={read}
        onKeyDown={(event) => event.key === "Enter" && read()}
      />
      <span class="stepper-unit">{now.unit}</span>
      <button
        type="button"
        class="round"
        aria-label={t("today.more")}
        onClick={() => set(now.count + step)}
      >
        <Icon name="add" />
      </button>
      <button type="button" class="quiet" onClick={() => removeFood(meal, at)}>
        {t("do.remove")}
      </button>
    </div>
  );
}

async function changeFood(meal: Meal, at: number, food: MealFood): Promise<void> {
  const undo = await change(meal, { foods: meal.foods.with(at, food) });
  sayUndo(t("today.amountSet", { name: food.name, quantity: food.quantity }), undo);
}

function removeFood(meal: Meal, at: number): Promise<boolean> {
  return attempt(async () => {
    const name = meal.foods[at]?.name ?? "";
    const undo = await change(meal, { foods: meal.foods.filter((_, each) => each !== at) });
    sayUndo(t("today.removed", { name }), undo);
  });
}

/** 0.30000000000000004 is 0.3. */
function tidy(count: number): number {
  return Number(count.toFixed(3));
}
