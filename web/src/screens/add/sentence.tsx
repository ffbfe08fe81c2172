// A sentence as it was read: lines to correct, then all of them are logged at once.

import { useRef, useState } from "preact/hooks";
import type { Draft } from "../../api/types";
import { MOST_GRAMS } from "../../data/amounts";
import { analyseWhenSent } from "../../data/analysis";
import { MACROS, mealTypeNow, totalOf } from "../../data/diary";
import { t } from "../../texts";
import { grams, kcal, readNumber } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { attempt, say } from "../../ui/toast";
import { amountOf, stepOf } from "../today/amounts";
import { alternativesOf, counted, isRight, type Line, lineOf, replaced } from "./draft";
import { log } from "./log";
import { MealChoice } from "./meal-choice";
import type { Place } from "./place";
import { Stepper } from "./stepper";

interface Props {
  draft: Draft;
  place: Place;
  added: () => void;
  search: () => void;
}
const SURE = 0.5; // below this confidence the person is asked

export default function Sentence({ draft, place, added, search }: Props) {
  const [lines, setLines] = useState(() => draft.items.map(lineOf));
  const [mealType, setMealType] = useState(place.mealType ?? mealTypeNow());
  const heading = useRef<HTMLHeadingElement>(null);
  const foods = lines.map(({ food }) => food);
  const total = totalOf(foods);
  const set = (next: Line) => setLines((all) => all.map((l) => (l.key === next.key ? next : l)));
  const submit = async (event: Event) => {
    event.preventDefault();
    const wrong = lines.some((line) => !isRight(line, readNumber(line.typed)));
    if (!lines.length || wrong) return;
    if (await log(foods, { ...place, mealType }, [], analyseWhenSent)) added();
  };
  return (
    <form class="draft stack" noValidate aria-label={t("add.readAs")} onSubmit={submit}>
      <div class="title-row">
        <h2 tabIndex={-1} ref={heading}>
          {t("add.readAs")}
        </h2>
        <button type="button" class="quiet small" onClick={search}>
          {t("add.searchInstead")}
        </button>
      </div>
      <ul>
        {lines.map((line) => (
          <DraftLine
            key={line.key}
            line={line}
            set={set}
            remove={() => {
              setLines(lines.filter((each) => each !== line));
              heading.current?.focus();
            }}
          />
        ))}
      </ul>
      {draft.unmatched.length > 0 && (
        <p class="check">
          <Icon name="warning" />
          {t("add.unmatched", { words: draft.unmatched.join("; ") })}
        </p>
      )}
      {draft.note && <p class="muted small">{t("add.onlyBeginning")}</p>}
      <div class="draft-total">
        <p>
          <strong>{kcal(total.totalCalories)}</strong> kcal
        </p>
        <p class="facts small muted">
          {MACROS.map((macro) => (
            <span key={macro}>
              <b class={macro}>{t(`macro.${macro}`)}</b> {grams(total[macro])}
            </span>
          ))}
        </p>
      </div>
      {!place.mealType && <MealChoice mealType={mealType} choose={setMealType} />}
      <button type="submit" class="primary" disabled={!lines.length}>
        {t("add.logTo", { n: lines.length, meal: t(`meal.in.${mealType}`) })}
      </button>
    </form>
  );
}

function DraftLine(props: { line: Line; set: (line: Line) => void; remove: () => void }) {
  const { line, set, remove } = props;
  const { item, food, typed } = line;
  const now = amountOf(food);
  const write = (typed: string) => set(counted(line, typed, readNumber(typed)));
  return (
    <li class="draft-line">
      <div class="draft-food">
        <FoodChoice line={line} set={set} />
        <button
          type="button"
          class="round"
          aria-label={t("add.removeFood", { name: food.name })}
          onClick={remove}
        >
          <Icon name="close" />
        </button>
      </div>
      <p class="small muted">
        “{item.text}”{" "}
        {item.confidence < SURE && !line.chosen && (
          <span class="check">
            <Icon name="warning" />
            {t("add.pleaseCheck")}
          </span>
        )}
      </p>
      <div class="draft-amount">
        <Stepper
          label={t("add.amountOf", { name: food.name })}
          unit={now.unit}
          typed={typed}
          write={write}
          start={1}
          step={(count) => stepOf({ count, unit: now.unit })}
          wrong={
            isRight(line, readNumber(typed))
              ? undefined
              : t("add.wrongAmount", { most: MOST_GRAMS })
          }
        />
        <p class="found-kcal">{t("unit.kcal", { amount: kcal(food.calories) })}</p>
      </div>
    </li>
  );
}

/** The food, and what else may have been meant. */
function FoodChoice({ line, set }: { line: Line; set: (line: Line) => void }) {
  const [busy, setBusy] = useState(false);
  const { item, food } = line;
  const others = alternativesOf(item);
  if (!others.length) return <strong>{food.name}</strong>;
  const choose = async (select: HTMLSelectElement) => {
    setBusy(true);
    const chosen = Number(select.value);
    await attempt(async () => {
      const next = await replaced(line, chosen);
      if (next) set(next);
      else say(t("add.cannotCount"));
    });
    select.value = String(line.chosen); // until the line says otherwise
    setBusy(false);
  };
  return (
    <select
      aria-label={t("add.foodFor", { text: item.text })}
      aria-busy={busy}
      value={String(line.chosen)}
      onChange={(event) => choose(event.currentTarget)}
    >
      <option value="0">{item.name}</option>
      {others.map((other, at) => (
        <option key={other.foodId ?? other.name} value={String(at + 1)}>
          {other.name}
        </option>
      ))}
    </select>
  );
}
