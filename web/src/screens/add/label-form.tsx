// The form of an own food, filled in from its label.

import { useRef, useState } from "preact/hooks";
import { Problem, reachable } from "../../api/client";
import type { Label, OwnFood } from "../../api/types";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";
import { NumberField, TextField } from "./fields";
import { labelOf, type Typed, typedOf, type Wrong, wrongFrom, wrongIn } from "./label";
import { LabelValues } from "./label-values";

interface Props {
  start: Partial<OwnFood>;
  food?: OwnFood; // the one that is changed
  save: (label: Label) => Promise<unknown>;
  cancel: () => void;
}

export function LabelForm({ start, food, save, cancel }: Props) {
  const [typed, setTyped] = useState(() => typedOf(start));
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const show = (found: Wrong) => {
    setWrong(found);
    // After the words are there, which the field is described by.
    setTimeout(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const found = wrongIn(typed);
    if (Object.keys(found).length) return show(found);
    setBusy(true);
    try {
      await save(labelOf(typed, food));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      show(problem.status ? wrongFrom(problem) : { "": t("add.saveOffline") });
    }
    setBusy(false);
  };
  return (
    <form class="card stack label-form" ref={form} noValidate aria-busy={busy} onSubmit={submit}>
      {!reachable.value && <p class="muted">{t("add.saveOffline")}</p>}
      <TextField
        name="name"
        label={t("add.name")}
        value={typed.name}
        maxLength={200}
        wrong={wrong.name}
        write={(name) => set({ name })}
      />
      <div class="pair">
        <TextField
          name="brand"
          label={t("add.brand")}
          unit={t("add.ifWanted")}
          value={typed.brand}
          maxLength={100}
          wrong={wrong.brand}
          write={(brand) => set({ brand })}
        />
        <TextField
          name="barcode"
          label={t("add.barcode")}
          unit={t("add.ifWanted")}
          value={typed.barcode}
          maxLength={20}
          digits
          wrong={wrong.barcode}
          write={(barcode) => set({ barcode })}
        />
      </div>
      <LabelValues typed={typed} set={set} wrong={wrong} />
      <Portions typed={typed} set={set} wrong={wrong} />
      <p class="form-error" role="alert">
        {wrong[""]}
      </p>
      <div class="pair">
        <button type="submit" class="primary">
          {t("do.save")}
        </button>
        <button type="button" onClick={cancel}>
          {t("do.cancel")}
        </button>
      </div>
    </form>
  );
}

interface PartProps {
  typed: Typed;
  set: (change: Partial<Typed>) => void;
  wrong: Wrong;
}
const MOST_PORTIONS = 19; // the serving may be one more

function Portions({ typed, set, wrong }: PartProps) {
  const { portions } = typed;
  const another = useRef<HTMLButtonElement>(null);
  const remove = (at: number) => {
    set({ portions: portions.filter((_, n) => n !== at) });
    another.current?.focus();
  };
  const change = (at: number, change: Partial<Typed["portions"][number]>) =>
    set({ portions: portions.map((each, n) => (n === at ? { ...each, ...change } : each)) });
  return (
    <fieldset class="stack">
      <legend>{t("add.portions")}</legend>
      {portions.map((portion, at) => (
        <div class="portion" key={at}>
          <TextField
            name={`portions.${at}.name`}
            label={t("add.portion")}
            unit={t("add.portionSuch")}
            value={portion.name}
            maxLength={100}
            wrong={wrong[`portions.${at}.name`]}
            write={(name) => change(at, { name })}
          />
          <NumberField
            name={`portions.${at}.grams`}
            label={t("add.weight")}
            unit="g"
            value={portion.grams}
            wrong={wrong[`portions.${at}.grams`]}
            write={(grams) => change(at, { grams })}
          />
          <button
            type="button"
            class="round"
            aria-label={t("add.removePortion", { name: portion.name || String(at + 1) })}
            onClick={() => remove(at)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <button
        ref={another}
        type="button"
        class="dashed"
        disabled={portions.length === MOST_PORTIONS}
        onClick={() => set({ portions: [...portions, { name: "", grams: "" }] })}
      >
        <Icon name="add" />
        {t("add.addPortion")}
      </button>
    </fieldset>
  );
}
