// Numbers that are typed, and weights and heights in the units of the person. What nobody touches
// keeps its exact value: only a field that was typed into says a new one.

import { useState } from "preact/hooks";
import type { Units } from "../../api/types";
import { locale, t } from "../../texts";
import { readNumber } from "../../texts/format";
import { Field, TextField, type TextProps } from "./form";
import { centimetres, feetAndInches, kilograms, pounds } from "./units";

/** null is nothing; NaN is something that is no number. */
export type Typed = number | null;
type NumberProps = Omit<TextProps, "value" | "change"> & {
  value: Typed | undefined;
  change: (value: Typed) => void;
};
interface Measure {
  units: Units;
  value: Typed | undefined;
  change: (value: Typed) => void;
  error?: string | undefined;
}

export function NumberField({ value, change, ...props }: NumberProps) {
  const [text, setText] = useState("");
  const shown = asTyped(asNumber(text)) === asTyped(value) ? text : asTyped(value);
  const type = (text: string) => {
    setText(text);
    change(asNumber(text));
  };
  return (
    <TextField inputMode="decimal" autoComplete="off" {...props} value={shown} change={type} />
  );
}

/** In kilograms, whatever is shown. */
export function WeightField({ units, value, change, error }: Measure) {
  const imperial = units === "imperial";
  return (
    <NumberField
      label={t("settings.weight")}
      unit={imperial ? t("settings.unit.lb") : t("settings.unit.kg")}
      value={imperial && value ? pounds(value) : value}
      change={(typed) => change(imperial && typed ? kilograms(typed) : typed)}
      error={error}
    />
  );
}

/** In centimetres, whatever is shown. */
export function HeightField({ units, value, change, error }: Measure) {
  const label = t("settings.height");
  if (units === "imperial") return <FeetAndInches {...{ label, value, change, error }} />;
  return <NumberField unit={t("settings.unit.cm")} {...{ label, value, change, error }} />;
}

function FeetAndInches({
  label,
  value,
  change,
  error,
}: Omit<Measure, "units"> & { label: string }) {
  const [texts, setTexts] = useState(["", ""]);
  const shown =
    asFeet(inCentimetres(texts)).join() === asFeet(value).join() ? texts : asFeet(value);
  const type = (at: number, text: string) => {
    const next = shown.map((old, index) => (index === at ? text : old));
    setTexts(next);
    change(inCentimetres(next));
  };
  const names = [t("settings.unit.ft"), t("settings.unit.in")];
  return (
    <Field group label={label} error={error}>
      {(described) => (
        <div class="feet">
          {names.map((name, at) => (
            <label key={name}>
              <input
                {...described}
                inputMode="decimal"
                autoComplete="off"
                value={shown[at]}
                onInput={(event) => type(at, event.currentTarget.value)}
              />
              <span class="unit">{name}</span>
            </label>
          ))}
        </div>
      )}
    </Field>
  );
}

function inCentimetres(texts: string[]): Typed {
  const [feet, inches] = texts.map(asNumber);
  return feet == null && inches == null ? null : centimetres(feet ?? 0, inches ?? 0);
}

function asFeet(cm: Typed | undefined): string[] {
  return (cm ? feetAndInches(cm) : [null, null]).map(asTyped);
}

/** Without thousands separators, so that it can be read again. */
function asTyped(value: Typed | undefined): string {
  if (value == null || Number.isNaN(value)) return "";
  const format = { maximumFractionDigits: 1, useGrouping: false };
  return new Intl.NumberFormat(locale.value, format).format(value);
}

function asNumber(text: string): Typed {
  return text.trim() ? readNumber(text) : null;
}
