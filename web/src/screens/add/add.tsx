// Adding food: which meal, one field for everything, and what is usual at this time.

import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { MealType } from "../../api/types";
import { mealsOf, mealTypeNow, totalsOf } from "../../data/diary";
import { today } from "../../data/session";
import { back, url } from "../../lib/router";
import { t } from "../../texts";
import { dayName, dayText, kcal } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { AddField } from "./add-field";
import { MealChoice } from "./meal-choice";
import { type Place, pathTo, placeIn } from "./place";
import { QuickAdd } from "./quick-add";
import { UsualList } from "./usual-list";

export default function Add() {
  const { day, mealType: named } = placeIn(url.value.searchParams);
  const [mealType, setMealType] = useState(named ?? mealTypeNow());
  const text = useSignal(shared(url.peek().searchParams));
  const [quick, setQuick] = useState(false);
  const place = { day, mealType };
  useEffect(() => {
    document.title = `${t("nav.add")} – ${t("app.name")}`;
  }, []);
  useEffect(() => {
    if (named) setMealType(named);
  }, [named]);
  return (
    <div class="add-page stack">
      <div class="title-row">
        <div>
          <h1 tabIndex={-1}>{t("nav.add")}</h1>
          <OtherDay day={day} />
        </div>
        <button type="button" class="quiet" onClick={() => back()}>
          {t("add.done")}
        </button>
      </div>
      <MealChoice mealType={mealType} choose={setMealType} />
      <AddField day={day} mealType={mealType} autoFocus text={text} />
      <SoFar day={day} mealType={mealType} />
      {!text.value.trim() && (
        <>
          <div class="add-ways">
            <a href={pathTo("/scan", place)}>
              <Icon name="scan" />
              {t("add.scanShort")}
            </a>
            <button type="button" aria-expanded={quick} onClick={() => setQuick(!quick)}>
              <Icon name="add" />
              {t("add.quick")}
            </button>
            <a href={pathTo("/food/new", place)}>
              <Icon name="copy" />
              {t("add.newFood")}
            </a>
          </div>
          {quick && <QuickAdd place={place} />}
          <UsualList place={place} />
        </>
      )}
    </div>
  );
}

function OtherDay({ day }: Place) {
  if (day === today.value) return null;
  const name = dayName(day, today.value);
  return (
    <p class="other-day">
      {t("add.onDay", { day: `${name}, ${dayText(day, { day: "numeric", month: "long" })}` })}
    </p>
  );
}

/** What the meal has already: it stays open for the next food. */
function SoFar({ day, mealType }: { day: string; mealType: MealType }) {
  const meals = mealsOf(day).filter((meal) => meal.mealType === mealType);
  const n = meals.reduce((count, meal) => count + meal.foods.length, 0);
  if (!n)
    return <p class="muted small so-far">{t("add.nothingYet", { meal: t(`meal.${mealType}`) })}</p>;
  const amount = kcal(totalsOf(meals).totalCalories);
  return (
    <p class="muted small so-far">
      {t("add.soFar", { n, meal: t(`meal.${mealType}`), kcal: amount })} {t("add.staysOpen")}
    </p>
  );
}

/** What another app shares with us. */
function shared(params: URLSearchParams): string {
  const said = params.get("text") || params.get("title") || params.get("url") || "";
  return said.replace(/\s*\n\s*/g, ", ").trim();
}
