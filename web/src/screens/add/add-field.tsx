// One field for everything: a food, a sentence, the digits of a barcode. What fits is a list below
// it, which the keys move through while the focus stays here, as the ARIA practices have it.

import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { FoundFood, MealType } from "../../api/types";
import { usualAmount } from "../../data/amounts";
import { keyOf } from "../../data/kept-foods";
import type { Day } from "../../lib/days";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";
import { Lazy } from "../../ui/lazy";
import { AmountPanel } from "./amount-panel";
import { useFinding, type Wish } from "./finding";
import type { Way } from "./found-row";
import { log } from "./log";
import { Note, noteOf } from "./note";
import { pathTo } from "./place";
import { Results, rowsOf } from "./results";
import { useLeaving, useShortcut } from "./use-field";

interface Props {
  day: Day;
  mealType?: MealType;
  /** On a screen of its own: it has the focus, and what was found stays open. */
  autoFocus?: boolean;
  text?: Signal<string>;
}
const ROOM = 440; // px that results need below the field
const sentence = () => import("./sentence");

export function AddField({ day, mealType, autoFocus = false, text: given }: Props) {
  const own = useSignal("");
  const text = given ?? own;
  const [wish, setWish] = useState<Wish>();
  const [open, setOpen] = useState(autoFocus);
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<FoundFood>();
  const hurry = useRef(false); // Enter was pressed before anything was found
  const whole = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const place = { day, mealType };
  const typed = text.value;
  const shown = open && typed.trim() !== "";
  const finding = useFinding(shown ? typed : "", wish);
  const rows = rowsOf(finding, typed, place, () => setWish("sentence"));
  const list = shown && !chosen && !finding.draft;
  const active = list ? rows[Math.min(at, rows.length - 1)] : undefined;

  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, []);
  useEffect(() => {
    const { bottom = 0 } = whole.current?.getBoundingClientRect() ?? {};
    const room = innerHeight - bottom;
    if (shown && !autoFocus && room < ROOM) whole.current?.scrollIntoView({ block: "start" });
  }, [shown]);
  useEffect(() => {
    if (at) document.getElementById(`${id}-${active?.key}`)?.scrollIntoView({ block: "nearest" });
  }, [at]);
  useShortcut(input);
  useLeaving(whole, () => autoFocus || setOpen(false));
  useEffect(() => {
    if (!finding.done || !hurry.current) return;
    hurry.current = false;
    if (rows[0]?.food && finding.kind !== "sentence") choose(rows[0].food, "add");
  }, [finding.done]);

  const write = (next: string) => {
    text.value = next;
    hurry.current = false;
    setWish(undefined);
    setChosen(undefined);
    setAt(0);
    setOpen(true);
  };
  const added = () => {
    write("");
    input.current?.focus();
  };
  const choose = async (food: FoundFood, way: Way) => {
    const planned = usualAmount(food);
    if (way === "open" || !planned) return setChosen(food);
    added(); // at once: what is typed next is the next food
    if (!(await log([planned], place, [food])) && !text.peek()) write(typed);
  };
  const enter = (way: Way) => {
    if (finding.draft) return whole.current?.querySelector("form")?.requestSubmit();
    if (active?.food) return choose(active.food, way);
    if (active) return active.act?.();
    hurry.current = shown;
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (event.key === "Enter") enter(event.shiftKey ? "open" : "add");
    else if (event.key === "Escape") leave();
    else if (by && rows.length)
      setAt((Math.min(at, rows.length - 1) + by + rows.length) % rows.length);
    else return;
    event.preventDefault();
  };
  const leave = () => {
    if (chosen) setChosen(undefined);
    else if (shown && !autoFocus) setOpen(false);
    else write("");
  };
  const back = () => {
    setChosen(undefined);
    input.current?.focus();
  };
  const note = noteOf(finding, typed, rows.length);
  return (
    <div class={`add-field ${autoFocus ? "alone" : ""}`} ref={whole}>
      <label class="hide" for={id}>
        {t("add.label")}
      </label>
      <div class="add-line">
        <Icon name="search" />
        <input
          id={id}
          ref={input}
          type="text"
          role="combobox"
          class="add-input"
          autocomplete="off"
          autocapitalize="none"
          enterkeyhint="done"
          maxLength={4000}
          placeholder={t("add.placeholder")}
          aria-autocomplete="list"
          aria-expanded={list && rows.length > 0}
          aria-controls={list && rows.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant={active && `${id}-${active.key}`}
          aria-describedby={`${id}-keys`}
          value={typed}
          onInput={(event) => write(event.currentTarget.value)}
          onFocus={() => setOpen(true)}
          onKeyDown={press}
        />
        {typed && (
          <button type="button" class="round" aria-label={t("add.clear")} onClick={added}>
            <Icon name="close" />
          </button>
        )}
        <a class="round" href={pathTo("/scan", place)} aria-label={t("add.scan")}>
          <Icon name="scan" />
        </a>
      </div>
      <p class="hide" id={`${id}-keys`}>
        {t("add.keys")}
      </p>
      <p class="hide" role="status">
        {shown && !chosen ? note.said : ""}
      </p>
      {shown && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape leads back from all that is in it
        <div class="found" onKeyDown={(event) => event.key === "Escape" && back()}>
          {chosen && (
            <AmountPanel
              key={keyOf(chosen)}
              food={chosen}
              place={place}
              autoFocus
              back={back}
              added={added}
            />
          )}
          {!chosen && finding.draft && (
            <Lazy
              load={sentence}
              key={typed}
              draft={finding.draft}
              place={place}
              added={added}
              search={() => {
                setWish("name");
                back();
              }}
            />
          )}
          {list && (
            <>
              <Note
                note={note}
                again={() => {
                  finding.again();
                  back();
                }}
              />
              <Results id={id} rows={rows} active={active} choose={choose} />
            </>
          )}
        </div>
      )}
    </div>
  );
}
