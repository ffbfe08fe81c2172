// How much of a food: portions to choose from, a number, and what that adds up to.

import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import type { FoundFood } from "../../api/types";
import { MOST_GRAMS } from "../../data/amounts";
import { MACROS, mealTypeNow } from "../../data/diary";
import { foodById } from "../../data/foods";
import { t } from "../../texts";
import { grams, kcal, precise, readNumber } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { origin } from "./found-row";
import { log } from "./log";
import { MealChoice } from "./meal-choice";
import { type Place, pathTo } from "./place";
import { Stepper } from "./stepper";
import { startOf, type Unit, unitsOf } from "./units";

interface Props {
  food: FoundFood;
  place: Place;
  autoFocus?: boolean;
  back?: () => void;
  added: () => void;
}

export function AmountPanel({ food, place, autoFocus, back, added }: Props) {
  const whole = useWhole(food);
  const panel = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // On a phone the keyboard would cover the portions.
    const first = matchMedia("(pointer: fine)").matches ? "input[inputmode]" : "h2";
    const target =
      autoFocus && (panel.current?.querySelector<HTMLElement>(first) ?? heading.current);
    if (target) target.focus();
  }, []);
  const units = unitsOf(whole);
  return (
    <div class="amounts stack" ref={panel}>
      <div class="amounts-head">
        {back && (
          <button type="button" class="round" aria-label={t("add.backToResults")} onClick={back}>
            <Icon name="previous" />
          </button>
        )}
        <div>
          <h2 tabIndex={-1} ref={heading}>
            {back ? food.name : t("add.logIt")}
          </h2>
          {back && <p class="muted small">{origin(food)}</p>}
        </div>
        {food._id && back && (
          <a class="quiet small" href={pathTo(`/food/${food._id}`, place)}>
            {t("add.values")}
          </a>
        )}
      </div>
      {units.length ? (
        <Amounts food={whole} units={units} place={place} added={added} />
      ) : (
        <>
          <p>{t("add.cannotCount")}</p>
          <a class="primary" href={pathTo("/food/new", place, { name: food.name })}>
            {t("add.createNamed", { name: food.name })}
          </a>
        </>
      )}
    </div>
  );
}

function Amounts(props: { food: FoundFood; units: Unit[]; place: Place; added: () => void }) {
  const { food, units, place, added } = props;
  const start = useMemo(() => startOf(food, units), []);
  const [label, setLabel] = useState(start.unit.label);
  const [typed, setTyped] = useState(String(start.count));
  const [mealType, setMealType] = useState(place.mealType ?? mealTypeNow());
  const [tried, setTried] = useState(false);
  const now = units.find((unit) => unit.label === label) ?? start.unit;
  const count = readNumber(typed);
  const planned = count > 0 ? now.of(count) : undefined;
  const choose = (unit: Unit) => {
    setLabel(unit.label);
    setTyped(String(unit.start));
  };
  const add = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (planned && (await log([planned], { ...place, mealType }, [food]))) added();
  };
  return (
    <form class="stack" noValidate onSubmit={add}>
      <Units units={units} chosen={now} choose={choose} />
      <Stepper
        label={t("add.amount", { unit: now.label })}
        unit={now.grams ? t("add.times", { unit: now.label }) : now.label}
        typed={typed}
        write={setTyped}
        start={now.start}
        step={now.step}
        wrong={tried && !planned ? t("add.wrongAmount", { most: MOST_GRAMS }) : undefined}
      />
      <p class="amounts-sum">
        <strong>{planned ? kcal(planned.calories) : "–"}</strong> kcal
        {planned?.grams && now.grams && <span class="muted"> · {precise(planned.grams)} g</span>}
      </p>
      <p class="facts small muted">
        {MACROS.map((macro) => (
          <span key={macro}>
            <b class={macro}>{t(`macro.${macro}`)}</b> {planned ? grams(planned[macro]) : "–"}
          </span>
        ))}
      </p>
      {!place.mealType && <MealChoice mealType={mealType} choose={setMealType} />}
      <button type="submit" class="primary">
        {t("add.addTo", { meal: t(`meal.in.${mealType}`) })}
      </button>
    </form>
  );
}

const FEW = 5;

function Units(props: { units: Unit[]; chosen: Unit; choose: (unit: Unit) => void }) {
  const { units, chosen, choose } = props;
  const [all, setAll] = useState(units.length <= FEW || units.indexOf(chosen) >= FEW - 1);
  const name = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  if (units.length < 2) return null;
  // Grams, the last, are always there.
  const shown = all ? units : [...units.slice(0, FEW - 1), ...units.slice(-1)];
  const showAll = () => {
    setAll(true);
    group.current?.querySelector<HTMLElement>("input:checked")?.focus();
  };
  return (
    <fieldset ref={group}>
      <legend class="hide">{t("add.portion")}</legend>
      <div class="unit-chips">
        {shown.map((unit) => (
          <label key={unit.label}>
            <input
              type="radio"
              name={name}
              checked={unit.label === chosen.label}
              onChange={() => choose(unit)}
            />
            <span>
              {unit.label} {unit.grams && <span class="small">{unit.grams}</span>}
            </span>
          </label>
        ))}
        {!all && (
          <button type="button" class="quiet small" onClick={showAll}>
            {t("add.morePortions", { n: units.length - FEW })}
          </button>
        )}
      </div>
    </fieldset>
  );
}

/** A food known from the diary alone, with the portions that its table has. */
function useWhole(food: FoundFood): FoundFood {
  const [whole, setWhole] = useState(food);
  useEffect(() => {
    if (!food._id || food.kind !== "logged") return;
    foodById(food._id).then(
      (found) => setWhole({ ...found, last: food.last ?? null }),
      () => undefined, // then in grams
    );
  }, []);
  return whole;
}
