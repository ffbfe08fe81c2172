// The numbers of a label, for 100 g or for a serving.

import { useId } from "preact/hooks";
import { t } from "../../texts";
import { NumberField } from "./fields";
import { NEEDED_VALUES, OTHER_VALUES, type Typed, type ValueName, type Wrong } from "./label";

interface Props {
  typed: Typed;
  set: (change: Partial<Typed>) => void;
  wrong: Wrong;
  per100gOnly?: boolean;
}

export function LabelValues({ typed, set, wrong, per100gOnly }: Props) {
  const id = useId();
  const value = (name: ValueName) => (
    <NumberField
      key={name}
      name={name}
      label={name === "salt" ? t("add.salt") : t(`macro.${name}`)}
      unit="g"
      value={typed[name]}
      wrong={wrong[name]}
      write={(text) => set({ [name]: text })}
    />
  );
  return (
    <>
      {!per100gOnly && <Per typed={typed} set={set} wrong={wrong} />}
      <div class="energy-field">
        <NumberField
          name="energy"
          label={t("add.energy")}
          value={typed.energy}
          wrong={wrong.energy}
          write={(energy) => set({ energy })}
        />
        <div class="field">
          <label class="hide" for={id}>
            {t("add.energyUnit")}
          </label>
          <select
            id={id}
            value={typed.energyUnit}
            onChange={(event) =>
              set({ energyUnit: event.currentTarget.value === "kJ" ? "kJ" : "kcal" })
            }
          >
            <option>kcal</option>
            <option>kJ</option>
          </select>
        </div>
      </div>
      <div class="value-fields">{NEEDED_VALUES.map(value)}</div>
      {!per100gOnly && (
        <fieldset>
          <legend>{t("add.optional")}</legend>
          <div class="value-fields">{OTHER_VALUES.map(value)}</div>
        </fieldset>
      )}
    </>
  );
}

function Per({ typed, set, wrong }: Props) {
  const name = useId();
  return (
    <fieldset class="stack">
      <legend>{t("add.valuesFor")}</legend>
      <div class="segments">
        {[false, true].map((perServing) => (
          <label key={String(perServing)}>
            <input
              type="radio"
              name={name}
              checked={typed.perServing === perServing}
              onChange={() => set({ perServing })}
            />
            <span>{perServing ? t("add.oneServing") : t("add.per100g")}</span>
          </label>
        ))}
      </div>
      {typed.perServing && (
        <NumberField
          name="perGrams"
          label={t("add.servingWeight")}
          unit="g"
          value={typed.serving}
          wrong={wrong.perGrams}
          write={(serving) => set({ serving })}
        />
      )}
    </fieldset>
  );
}
