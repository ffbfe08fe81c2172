// The sheet in which a weight is typed or nudged, with the last one in it.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Weight, WeightUnit } from "../../api/types";
import { user } from "../../data/session";
import { changeWeighing, lastKilograms, weigh, weightUnit } from "../../data/weighing";
import { HEAVIEST, LIGHTEST } from "../../lib/mass";
import { t } from "../../texts";
import { massText } from "../../texts/mass";
import { Icon } from "../../ui/icons";
import { attempt, sayUndo } from "../../ui/toast";
import { amountIn, kilogramsIn, nudged, typedOf } from "./weigh-number";
import { instantOf, WeighTime } from "./weigh-time";

interface Props {
  /** The weighing that is changed; without one a new one is logged. */
  old?: Weight;
  close: () => void;
}

const FAR = 0.1; // of the last weight: so far off it may be a slip

export default function WeighSheet({ old, close }: Props) {
  const units: readonly WeightUnit[] = user.value?.units === "imperial" ? ["lb", "st"] : ["kg"];
  const own = old?.unit && units.includes(old.unit) ? old.unit : weightUnit.value;
  const [unit, setUnit] = useState(own);
  const [start] = useState(() => old?.kilograms ?? lastKilograms());
  const [typed, setTyped] = useState(() => typedOf(start, own));
  const [when, setWhen] = useState("");
  const [wrong, setWrong] = useState("");
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);

  const kilograms = kilogramsIn(typed, unit);
  const fits = kilograms >= LIGHTEST && kilograms <= HEAVIEST;
  const isFar = fits && start !== undefined && Math.abs(kilograms - start) > FAR * start;
  const write = (next: string[]) => {
    setTyped(next);
    setWrong("");
  };
  const choose = (next: WeightUnit) => {
    write(typedOf(fits ? kilograms : start, next));
    setUnit(next);
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const at = when ? instantOf(when) : undefined;
    if (!fits) return setWrong(problem(unit));
    if (at === null) return setWrong(t("weigh.wrongTime"));
    // What nobody touched keeps its exact value.
    const same = old && unit === own && typed.join() === typedOf(start, own).join();
    const reading = same
      ? { weight: old.weight, unit: old.unit ?? "kg", at }
      : { weight: amountIn(typed, unit), unit, at };
    const done = await attempt(async () => {
      const undo = await (old ? changeWeighing(old, reading) : weigh(reading));
      sayUndo(t("weigh.saved", { weight: massText(kilograms, unit) }), undo);
    });
    if (done) dialog.current?.close();
  };
  const leave = (event: Event) => event.target === dialog.current && dialog.current?.close();

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: what a tap beside it does, Escape does too
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="weigh-title"
      onClose={close}
      onClick={leave}
      onTouchStart={(event) => event.stopPropagation()}
    >
      <form class="stack" noValidate onSubmit={save}>
        <div class="title-row">
          <h2 id="weigh-title">{t(old ? "weigh.change" : "weigh.title")}</h2>
          <button
            type="button"
            class="round"
            aria-label={t("weigh.close")}
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" />
          </button>
        </div>
        {units.length > 1 && (
          <div class="segments">
            {units.map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={each === unit}
                onClick={() => each !== unit && choose(each)}
              >
                {t(`weigh.unit.${each}`)}
              </button>
            ))}
          </div>
        )}
        <div class="weigh-number">
          <Nudge by={-1} {...{ typed, unit, write }} />
          {typed.map((text, at) => {
            const name = unit === "st" && at === 0 ? "stones" : unit === "st" ? "lb" : unit;
            return (
              <label key={name}>
                <span class="hide">{t("weigh.weight")}</span>
                <input
                  inputMode="decimal"
                  autocomplete="off"
                  value={text}
                  aria-invalid={Boolean(wrong)}
                  aria-describedby={wrong ? "weigh-wrong" : undefined}
                  onFocus={(event) => event.currentTarget.select()}
                  onInput={(event) => write(typed.with(at, event.currentTarget.value))}
                />
                <span class="unit">{t(`weigh.short.${name}`)}</span>
              </label>
            );
          })}
          <Nudge by={1} {...{ typed, unit, write }} />
        </div>
        {wrong && (
          <p class="error" id="weigh-wrong" role="alert">
            {wrong}
          </p>
        )}
        {isFar && <p class="muted small">{t("weigh.far", { last: massText(start, unit) })}</p>}
        <WeighTime at={old?.at} when={when} write={setWhen} />
        {/* biome-ignore lint/a11y/noAutofocus: in a dialog the focus goes to what is done next */}
        <button type="submit" class="primary" autoFocus>
          {fits ? t("weigh.save", { weight: massText(kilograms, unit) }) : t("do.save")}
        </button>
      </form>
    </dialog>
  );
}

interface NudgeProps {
  by: 1 | -1;
  typed: string[];
  unit: WeightUnit;
  write: (typed: string[]) => void;
}

function Nudge({ by, typed, unit, write }: NudgeProps) {
  const next = nudged(typed, unit, by);
  return (
    <button
      type="button"
      class="round"
      aria-label={t(by < 0 ? "weigh.less" : "weigh.more")}
      disabled={!next}
      onClick={() => next && write(next)}
    >
      <Icon name={by < 0 ? "minus" : "add"} />
    </button>
  );
}

function problem(unit: WeightUnit): string {
  return t("weigh.wrong", { least: massText(LIGHTEST, unit), most: massText(HEAVIEST, unit) });
}
