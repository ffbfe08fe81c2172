// Only numbers: for a food that is nowhere to be found and will not be eaten again.

import { useRef, useState } from "preact/hooks";
import type { LogFood } from "../../api/types";
import { MACROS } from "../../data/diary";
import { t } from "../../texts";
import { readNumber } from "../../texts/format";
import { NumberField, TextField } from "./fields";
import { log } from "./log";
import type { Place } from "./place";

const EMPTY = { name: "", calories: "", protein: "", carbs: "", fat: "" };
const MOST = { calories: 20_000, protein: 5_000, carbs: 5_000, fat: 5_000 };
type Name = keyof typeof MOST;

export function QuickAdd({ place }: { place: Place }) {
  const [typed, setTyped] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const set = (change: Partial<typeof EMPTY>) => setTyped({ ...typed, ...change });
  const wrong = (name: Name): string | undefined => {
    const text = typed[name].trim();
    if (!text) return name === "calories" ? t("add.needed") : undefined;
    const value = readNumber(text);
    if (Number.isNaN(value)) return t("add.noNumber");
    return value > MOST[name] ? t("add.tooMuch", { most: MOST[name] }) : undefined;
  };
  const names = Object.keys(MOST) as Name[];
  const submit = async (event: Event) => {
    event.preventDefault();
    const first = names.find((name) => wrong(name));
    setTried(true);
    if (first) return form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
    if (!(await log([foodOf(typed)], place))) return;
    setTyped(EMPTY);
    setTried(false);
    form.current?.querySelector("input")?.focus();
  };
  const field = (name: Name, unit: string) => (
    <NumberField
      name={name}
      label={t(`macro.${name}`)}
      unit={unit}
      value={typed[name]}
      wrong={tried ? wrong(name) : undefined}
      write={(value) => set({ [name]: value })}
    />
  );
  const left = MACROS.filter((macro) => !typed[macro].trim());
  return (
    <form class="card stack" ref={form} noValidate onSubmit={submit}>
      <h2>{t("add.quick")}</h2>
      <TextField
        name="name"
        label={t("add.name")}
        unit={t("add.ifWanted")}
        value={typed.name}
        maxLength={200}
        write={(name) => set({ name })}
      />
      <div class="value-fields">
        {field("calories", "kcal")}
        {MACROS.map((macro) => field(macro, "g"))}
      </div>
      {left.length > 0 && (
        <p class="muted small">
          {t("add.emptyIsZero", { names: left.map((macro) => t(`macro.${macro}`)).join(", ") })}
        </p>
      )}
      <button type="submit" class="primary">
        {t("add.addTo", { meal: t(`meal.in.${place.mealType ?? "snack"}`) })}
      </button>
    </form>
  );
}

function foodOf(typed: typeof EMPTY): LogFood {
  const amount = (name: Name) => (typed[name].trim() ? readNumber(typed[name]) : 0);
  return {
    name: typed.name.trim() || t("add.quick"),
    calories: amount("calories"),
    protein: amount("protein"),
    carbs: amount("carbs"),
    fat: amount("fat"),
    quantity: t("add.serving"),
  };
}
