// What is usual at this time, to pick several of: each tap adds one, and a mark says what is there.

import type { UsualFood } from "../../api/types";
import { fromDiary } from "../../data/amounts";
import { mealsOf } from "../../data/diary";
import { keyOf } from "../../data/kept-foods";
import { usual } from "../../data/usual";
import { t } from "../../texts";
import { kcal } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { log } from "./log";
import type { Place } from "./place";

const SHOWN = 12;

export function UsualList({ place }: { place: Place }) {
  const shown = usual.value.slice(0, SHOWN);
  if (!shown.length) return <p class="muted">{t("add.noUsual")}</p>;
  const meals = mealsOf(place.day).filter((meal) => meal.mealType === place.mealType);
  const eaten = meals.flatMap((meal) => meal.foods).map((food) => keyOf(fromDiary(food)));
  return (
    <section aria-labelledby="usual-title" class="stack usual-list">
      <h2 id="usual-title">{t("today.usual")}</h2>
      <ul>
        {shown.map((each) => {
          const key = keyOf(fromDiary(each.food));
          const n = eaten.filter((other) => other === key).length;
          return <UsualRow key={key} usual={each} place={place} n={n} />;
        })}
      </ul>
    </section>
  );
}

function UsualRow({ usual, place, n }: { usual: UsualFood; place: Place; n: number }) {
  const { food } = usual;
  return (
    <li>
      <button type="button" class="found-row" onClick={() => log([food], place)}>
        <span class="found-words">
          <span class="found-name">{food.name}</span>
          <span class="muted small">
            {food.quantity}
            {n > 0 && ` · ${t("add.here", { n })}`}
          </span>
        </span>
        <span class="found-kcal">{t("unit.kcal", { amount: kcal(food.calories) })}</span>
        <span class={`round plus ${n ? "is-here" : ""}`}>
          <Icon name={n ? "check" : "add"} />
        </span>
      </button>
    </li>
  );
}
