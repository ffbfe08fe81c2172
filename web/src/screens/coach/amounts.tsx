// Numbers of a card with their units. What is unknown is said to be, and is never a zero.

import type { Macro } from "../../data/diary";
import { has, t } from "../../texts";
import { grams, kcal, percent, precise } from "../../texts/format";

export type Summed = "calories" | Macro;

export function Kcal({ value }: { value: number | null }) {
  return value === null ? <Unknown unit="kcal" /> : t("unit.kcal", { amount: kcal(value) });
}

export function Grams({ value }: { value: number | null }) {
  return value === null ? <Unknown unit="g" /> : grams(value);
}

export function Minutes({ value }: { value: number | null }) {
  return value === null ? <Unknown unit="min" /> : t("coach.minutes", { n: value });
}

/** What a card adds up to, in one line. */
export function TotalLine({ calories, protein, carbs, fat }: Record<Summed, number | null>) {
  return (
    <p class="coach-total">
      <strong>
        <Kcal value={calories} />
      </strong>
      <span class="protein">
        {t("macro.protein")} <Grams value={protein} />
      </span>
      <span class="carbs">
        {t("macro.carbs")} <Grams value={carbs} />
      </span>
      <span class="fat">
        {t("macro.fat")} <Grams value={fat} />
      </span>
    </p>
  );
}

export function Unknown({ unit }: { unit: string }) {
  return (
    <>
      <span aria-hidden="true">– {symbol(unit)}</span>
      <span class="hide">{t("coach.unknown")}</span>
    </>
  );
}

/** An amount in a unit that the server names. */
export function measured(value: number | string, unit: string): string {
  if (typeof value === "string") return [value, unit].filter(Boolean).join(" ");
  const named = `coach.unit.${unit}`;
  if (has(named)) return t(named, { n: value });
  if (unit === "g") return grams(value);
  if (unit === "kcal") return t("unit.kcal", { amount: kcal(value) });
  if (unit === "%") return percent(value / 100);
  return [precise(value), symbol(unit)].filter(Boolean).join(" ");
}

function symbol(unit: string): string {
  return unit === "ug" ? "µg" : unit;
}
