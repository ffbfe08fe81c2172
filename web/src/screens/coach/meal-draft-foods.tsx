// The foods of a draft, to read and to correct.

import type { MealFood } from "../../api/types";
import { fitting, MOST_GRAMS } from "../../data/amounts";
import { t } from "../../texts";
import { grams, kcal, readNumber } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { Stepper } from "../add/stepper";
import { amountOf, stepOf, withCount } from "../today/amounts";
import { Kcal } from "./amounts";

/** A food in the amount that was read, and in the one that the person has given. */
export interface Line {
  read: MealFood;
  food: MealFood;
  typed: string;
  wrong: boolean;
}

export function lineOf(read: MealFood): Line {
  return { read, food: read, typed: String(amountOf(read).count), wrong: false };
}

export function Foods({ foods }: { foods: readonly MealFood[] }) {
  return (
    <ul class="coach-rows">
      {foods.map((food, at) => (
        <li key={at}>
          <div>
            <p class="coach-name">{food.name}</p>
            <p class="muted small">{quantityOf(food)}</p>
          </div>
          <p>
            <Kcal value={food.calories} />
          </p>
        </li>
      ))}
    </ul>
  );
}

interface All {
  lines: Line[];
  set: (lines: Line[]) => void;
  removed: () => void;
}

export function Lines({ lines, set, removed }: All) {
  const without = (at: number) => () => {
    set(lines.filter((_, each) => each !== at));
    removed();
  };
  return (
    <ul class="draft">
      {lines.map((line, at) => (
        <li key={at} class="draft-line">
          <Counted
            line={line}
            set={(next) => set(lines.with(at, next))}
            remove={lines.length > 1 ? without(at) : undefined}
          />
        </li>
      ))}
    </ul>
  );
}

interface Props {
  line: Line;
  set: (line: Line) => void;
  remove: (() => void) | undefined; // of a meal of one food nothing would be left
}

function Counted({ line, set, remove }: Props) {
  const { read, food, typed, wrong } = line;
  const { name } = read;
  const { unit } = amountOf(read);
  return (
    <>
      <div class="draft-food">
        <strong>{name}</strong>
        {remove && (
          <button
            type="button"
            class="round"
            aria-label={t("add.removeFood", { name })}
            onClick={remove}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <div class="draft-amount">
        <Stepper
          label={t("add.amountOf", { name })}
          unit={unit || (food.grams ? `(${grams(food.grams)})` : "")}
          typed={typed}
          write={(next) => set(counted(line, next))}
          start={1}
          step={(count) => stepOf({ count, unit })}
          wrong={wrong ? t("add.wrongAmount", { most: MOST_GRAMS }) : undefined}
        />
        <p class="found-kcal">{t("unit.kcal", { amount: kcal(food.calories) })}</p>
      </div>
    </>
  );
}

/** The line with another count. What is no amount changes nothing, and cannot be logged. */
function counted(line: Line, typed: string): Line {
  const { read } = line;
  const count = readNumber(typed);
  const same = count === amountOf(read).count;
  const food = count > 0 ? (same ? read : fitting(withCount(read, count))) : undefined;
  return { ...line, typed, food: food ?? line.food, wrong: !food };
}

/** "2 (100 g)": a number alone does not say of what. */
function quantityOf({ quantity, grams: weight }: MealFood): string {
  return /^[\d.,]+$/.test(quantity) && weight ? `${quantity} (${grams(weight)})` : quantity;
}
