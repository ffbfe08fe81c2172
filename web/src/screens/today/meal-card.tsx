// One meal: its foods, what they add up to, and what can be done with it.

import { useState } from "preact/hooks";
import { reachable } from "../../api/client";
import type { Meal } from "../../api/types";
import { analyse } from "../../data/analysis";
import { change, MEAL_TYPES, remove, repeat } from "../../data/diary";
import { dayOf } from "../../data/meals";
import { type MealWrite, mealWrites } from "../../data/outbox";
import { today } from "../../data/session";
import { navigate } from "../../lib/router";
import { t } from "../../texts";
import { kcal, timeText } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { Lazy } from "../../ui/lazy";
import { type Choice, Menu } from "../../ui/menu";
import { attempt, sayUndo } from "../../ui/toast";
import { Conflict } from "./conflict";
import { FoodRow } from "./food-row";

const judgement = () => import("./judgement");

export function MealCard({ meal }: { meal: Meal }) {
  const [looked, setLooked] = useState<"busy" | "done">();
  const name = t(`meal.${meal.mealType}`);
  const time = timeText(meal.date);
  const write = mealWrites.value.find(({ key }) => key === meal._id);
  const locked = write?.state === "conflict";
  const look = async () => {
    setLooked("busy");
    setLooked((await attempt(() => analyse(meal._id))) ? "done" : undefined);
  };
  const canLook = reachable.value && !write && looked !== "busy";
  return (
    <article class="card meal" aria-label={`${name}, ${time}`}>
      <header>
        <span class="chip">
          <Icon name={meal.mealType} />
        </span>
        <div>
          <h3>{name}</h3>
          <p class="muted small">
            {time}
            <Waiting write={write} />
          </p>
        </div>
        <p class="subtotal">
          <strong>{kcal(meal.totalCalories)}</strong> kcal
        </p>
        {!locked && (
          <Menu
            label={t("today.mealMenu", { name, time })}
            choices={choices(meal, canLook && look)}
          />
        )}
      </header>
      {locked && <Conflict write={write} />}
      {write?.state === "refused" && (
        <p class="problem small">
          <Icon name="warning" />
          {t("today.refused", { problem: write.problem ?? "" })}
        </p>
      )}
      <ul class="foods">
        {meal.foods.map((food, at) => (
          <FoodRow key={at} meal={meal} at={at} food={food} locked={locked} />
        ))}
      </ul>
      {looked === "busy" && <p class="muted small judgement">{t("today.looking")}</p>}
      {meal.analysis && <Lazy load={judgement} meal={meal} />}
      <p class="hide" role="status">
        {looked === "busy" ? t("today.looking") : looked && meal.analysis}
      </p>
    </article>
  );
}

function Waiting({ write }: { write: MealWrite | undefined }) {
  if (write?.state !== "waiting") return null;
  return (
    <span class="waits">
      {" "}
      · <Icon name="waiting" />
      {t("today.waits")}
    </span>
  );
}

function choices(meal: Meal, look: false | (() => unknown)): Choice[] {
  const day = today.value;
  const others = MEAL_TYPES.filter((type) => type !== meal.mealType);
  return [
    {
      icon: "add",
      label: t("today.addMore"),
      choose: () => navigate(`/add?day=${dayOf(meal)}&meal=${meal.mealType}`),
    },
    ...others.map(
      (type): Choice => ({
        icon: type,
        label: t("today.moveTo", { meal: t(`meal.in.${type}`) }),
        choose: () => move(meal, type),
      }),
    ),
    ...(look ? [{ icon: "coach", label: t("today.look"), choose: look } satisfies Choice] : []),
    { icon: "copy", label: t("today.copyToday"), choose: () => copy(meal, day) },
    { icon: "delete", label: t("do.delete"), choose: () => removeMeal(meal) },
  ];
}

function move(meal: Meal, mealType: Meal["mealType"]): Promise<boolean> {
  return attempt(async () => {
    const undo = await change(meal, { mealType });
    sayUndo(t("today.moved", { meal: t(`meal.in.${mealType}`) }), undo);
  });
}

export function copy(meal: Meal, day: string): Promise<boolean> {
  return attempt(async () => {
    const undo = await repeat(meal, day);
    sayUndo(t("today.copied", { meal: t(`meal.${meal.mealType}`) }), undo);
  });
}

function removeMeal(meal: Meal): Promise<boolean> {
  return attempt(async () => {
    const undo = await remove(meal);
    sayUndo(t("today.deleted", { name: t(`meal.${meal.mealType}`) }), undo);
  });
}
