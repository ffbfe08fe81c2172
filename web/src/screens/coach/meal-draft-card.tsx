// A meal that the coach has read from a sentence. It is logged when the person says so, once.

import { useEffect, useRef, useState } from "preact/hooks";
import { reachable } from "../../api/client";
import type { ChatMessage, MealType } from "../../api/types";
import { analyseWhenSent } from "../../data/analysis";
import { ask, asking } from "../../data/chat";
import { add, remove, totalOf } from "../../data/diary";
import { complete, readDays } from "../../data/meals";
import { drop } from "../../data/outbox";
import type { MealDraft } from "../../data/replies";
import { today } from "../../data/session";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";
import { attempt } from "../../ui/toast";
import { MealChoice } from "../add/meal-choice";
import { TotalLine } from "./amounts";
import { DayLink } from "./facts";
import { type Fate, fateOf, isLast, isLatest } from "./meal-draft";
import { Foods, type Line, Lines, lineOf } from "./meal-draft-foods";

interface Props {
  draft: MealDraft;
  reply: ChatMessage;
}

export function DraftCard({ draft, reply }: Props) {
  const fate = fateOf(draft, reply);
  const { is, day, id, meal, deleted } = fate;
  const [lines, setLines] = useState<Line[]>(() => draft.foods.map(lineOf));
  const [mealType, choose] = useState(draft.mealType);
  const [editing, edit] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const open = is === "open";
  const foods = meal?.foods ?? (open ? lines.map(({ food }) => food) : draft.foods);
  const { totalCalories, ...macros } = totalOf(foods);
  const unknown = !complete.value.has(day) && reachable.value;
  useEffect(() => {
    if (unknown) readDays(day, day).catch(() => undefined); // it may be logged already
  }, [unknown]);

  /** What was pressed is gone after that. */
  const press = (work: () => Promise<unknown>) => () =>
    attempt(async () => {
      await work();
      title.current?.focus();
    });
  const log = async () => {
    if (deleted) await drop(deleted.key);
    await add({ foods, mealType, date: draft.date }, day, id);
    edit(false);
    void analyseWhenSent(id);
  };
  const discard = async () => void ask(t("coach.draftDiscard"));
  return (
    <div class={`card coach-card meal-draft ${is}`}>
      <div class="title-row">
        <h2 ref={title} tabIndex={-1}>
          {is === "logged" && <Icon name="check" />}
          {titleOf(fate, mealType)}
        </h2>
        {(day !== today.value || is === "logged") && (
          <p class="small">
            <DayLink day={day} />
          </p>
        )}
      </div>
      <Note fate={fate} />
      {open && editing ? (
        <Lines lines={lines} set={setLines} removed={() => title.current?.focus()} />
      ) : (
        <Foods foods={foods} />
      )}
      <TotalLine calories={totalCalories} {...macros} />
      {open && <MealChoice mealType={mealType} choose={choose} />}
      {open && (
        <div class="draft-buttons">
          <button
            type="button"
            class="primary"
            disabled={lines.some(({ wrong }) => wrong)}
            onClick={press(log)}
          >
            {t(deleted ? "coach.draftLogAgain" : "coach.draftLog")}
          </button>
          <button type="button" onClick={() => edit(!editing)}>
            {t(editing ? "today.usualDone" : "coach.draftEdit")}
          </button>
          {isLast(reply) && reachable.value && (
            <button
              type="button"
              class="quiet"
              disabled={Boolean(asking.value)}
              onClick={press(discard)}
            >
              {t("coach.draftDiscard")}
            </button>
          )}
        </div>
      )}
      {meal && isLatest(reply) && fate.write?.state !== "conflict" && (
        <button type="button" class="draft-undo" onClick={press(() => remove(meal))}>
          {t("do.undo")}
        </button>
      )}
    </div>
  );
}

function titleOf({ is, meal }: Fate, mealType: MealType): string {
  if (is === "open") return t("coach.draftOpen");
  if (is === "discarded") return t("coach.draftDiscarded");
  return t("coach.draftLogged", { meal: t(`meal.in.${meal?.mealType ?? mealType}`) });
}

/** What the person should know of it. */
function Note({ fate: { is, write, deleted } }: { fate: Fate }) {
  if (deleted) return <p class="small">{t("coach.draftDeleted")}</p>;
  if (is === "gone") return <p class="small">{t("coach.draftGone")}</p>;
  if (write?.state === "waiting" && write.entry) {
    return (
      <p class="muted small waits">
        <Icon name="waiting" /> {t("today.waits")}
      </p>
    );
  }
  if (write && write.state !== "waiting") {
    return (
      <p class="problem small">
        <Icon name="warning" />
        {write.state === "conflict"
          ? t("today.conflict")
          : t("today.refused", { problem: write.problem ?? "" })}
      </p>
    );
  }
  return null;
}
