// Targets for single nutrients: at least, at most or between, beside what is suggested and why.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Suggested } from "../../api/types";
import { t } from "../../texts";
import { boundsText, neat, referenceBounds } from "../../ui/bounds";
import { Icon } from "../../ui/icons";
import { nutrientName } from "../../ui/nutrient-name";
import { NUTRIENTS } from "../add/nutrients";
import { NumberField } from "../settings/measures";
import type { Draft, Edit, Span } from "./draft";
import { referenceText, targetWhy } from "./said";

const OTHERS = NUTRIENTS.filter(([id]) => id !== "calories");

interface Props {
  draft: Draft;
  edit: Edit;
  wrong: Record<string, string>;
  suggested: Suggested | undefined;
}

export function NutrientTargets({ draft: { nutrients }, edit, wrong, suggested }: Props) {
  const [wanted, setWanted] = useState("");
  const [open, setOpen] = useState(Object.keys(nutrients).length > 0);
  const list = useRef<HTMLDivElement>(null);
  const added = useRef<string>(undefined);
  const named = OTHERS.filter(([id]) => id in nutrients);
  const others = OTHERS.filter(([id]) => !(id in nutrients));
  const chosen = (others.find(([id]) => id === wanted) ?? others[0])?.[0];
  useEffect(() => {
    if (!added.current) return;
    list.current?.querySelector<HTMLElement>(`[data-nutrient=${added.current}] input`)?.focus();
    added.current = undefined;
  });
  const set = (id: string, span: Span) => edit({ nutrients: { ...nutrients, [id]: span } });
  const add = () => {
    const id = chosen;
    if (!id) return;
    added.current = id;
    setWanted("");
    set(id, suggestionFor(id, suggested) ?? { min: null, max: null });
  };
  const remove = (id: string) => {
    const { [id]: _, ...rest } = nutrients;
    edit({ nutrients: rest });
    list.current?.querySelector("select")?.focus();
  };
  const hasWrong = Object.keys(wrong).some((path) => path.startsWith("nutrients"));
  return (
    <details open={open || hasWrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("targets.nutrients")}</summary>
      <div class="stack" ref={list}>
        <p class="muted small">{t("targets.nutrientsHint")}</p>
        {named.map(([id, unit]) => (
          <fieldset key={id} class="nutrient-target" data-nutrient={id}>
            <legend>{nutrientName(id)}</legend>
            <Ends id={id} unit={unit} span={nutrients[id] as Span} set={set} wrong={wrong} />
            <Why id={id} unit={unit} suggested={suggested} take={(span) => set(id, span)} />
            <button type="button" class="quiet" onClick={() => remove(id)}>
              <Icon name="close" />
              {t("targets.removeNutrient", { nutrient: nutrientName(id) })}
            </button>
          </fieldset>
        ))}
        <div class="add-nutrient">
          <label class="field">
            {t("targets.addNutrient")}
            <select value={chosen} onChange={(event) => setWanted(event.currentTarget.value)}>
              {others.map(([id]) => (
                <option key={id} value={id}>
                  {nutrientName(id)}
                </option>
              ))}
            </select>
          </label>
          <button type="button" onClick={add}>
            <Icon name="add" />
            {t("targets.add")}
          </button>
        </div>
      </div>
    </details>
  );
}

interface EndsProps {
  id: string;
  unit: string;
  span: Span;
  set: (id: string, span: Span) => void;
  wrong: Record<string, string>;
}

function Ends({ id, unit, span, set, wrong }: EndsProps) {
  return (
    <div class="measures">
      {(["min", "max"] as const).map((end) => (
        <NumberField
          key={end}
          label={t(`targets.${end}`)}
          unit={unit}
          value={span[end]}
          change={(typed) => set(id, { ...span, [end]: typed })}
          error={end === "min" ? wrong[`nutrients.${id}`] : undefined}
        />
      ))}
    </div>
  );
}

interface WhyProps {
  id: string;
  unit: string;
  suggested: Suggested | undefined;
  take: (span: Span) => void;
}

/** What is suggested, what is recommended, and where both are from. */
function Why({ id, unit, suggested, take }: WhyProps) {
  const target = suggested?.nutrients.find(({ nutrient }) => nutrient === id);
  const reference = suggested?.references.find(({ nutrient }) => nutrient === id);
  const span = suggestionFor(id, suggested);
  return (
    <div class="muted small why">
      {target && (
        <p>
          {t("targets.suggestedFor", { bounds: boundsText(target.min, target.max, unit) })}{" "}
          {target.aim !== null && t("targets.aimFor", { amount: neat(target.aim), unit })}{" "}
          {targetWhy(target)}
        </p>
      )}
      {reference && <p>{referenceText(reference)}</p>}
      {!target && !reference && <p>{t("targets.noReference")}</p>}
      {span && (
        <button type="button" class="quiet" onClick={() => take(span)}>
          {t("targets.takeBounds", { bounds: boundsText(span.min, span.max, unit) })}
        </button>
      )}
    </div>
  );
}

/** In numbers that people write down. */
function suggestionFor(id: string, suggested: Suggested | undefined): Span | undefined {
  const target = suggested?.nutrients.find(({ nutrient }) => nutrient === id);
  const reference = suggested?.references.find(({ nutrient }) => nutrient === id);
  const found = target ?? (reference && referenceBounds(reference));
  return found && { min: short(found.min), max: short(found.max) };
}

function short(amount: number | null): number | null {
  if (amount === null) return null;
  return Number(amount.toFixed(amount >= 100 ? 0 : 1));
}
