// A product that nobody knows: a few numbers from its label, kept for the next time and logged.

import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../../api/client";
import { gramsText, logged, MOST_GRAMS } from "../../data/amounts";
import { makeFood } from "../../data/foods";
import { t } from "../../texts";
import { readNumber } from "../../texts/format";
import { NumberField, TextField } from "../add/fields";
import { labelOf, typedOf, type Wrong, wrongFrom, wrongIn } from "../add/label";
import { LabelValues } from "../add/label-values";
import { log } from "../add/log";
import { type Place, pathTo } from "../add/place";

interface Props {
  code: string;
  place: Place;
  next: () => void;
  away: boolean; // who may know it could not be asked
}

export function UnknownProduct({ code, place, next, away }: Props) {
  const [typed, setTyped] = useState(() => typedOf({ barcode: code }));
  const [eaten, setEaten] = useState("100");
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const show = (found: Wrong) => {
    setWrong(found);
    setTimeout(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const grams = readNumber(eaten);
    const found = wrongIn(typed);
    if (!(grams > 0 && grams <= MOST_GRAMS))
      found.eaten = t("add.wrongAmount", { most: MOST_GRAMS });
    if (Object.keys(found).length) return show(found);
    setBusy(true);
    try {
      const food = await makeFood(labelOf(typed));
      await log([logged(food, grams, gramsText(grams))], place, [food]);
      next(); // the food is saved, even if logging it failed, which was said
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      show(problem.status ? wrongFrom(problem) : { "": t("add.saveOffline") });
    }
    setBusy(false);
  };
  const path = pathTo("/food/new", place, { barcode: code, name: typed.name });
  return (
    <form class="stack" ref={form} noValidate aria-busy={busy} onSubmit={submit}>
      <div>
        <h2 tabIndex={-1} ref={heading}>
          {t("scan.unknown")}
        </h2>
        <p class="muted">
          {t(away ? "add.barcodesAway" : "scan.fillIn")} <span class="nowrap">{code}</span>
        </p>
      </div>
      <TextField
        name="name"
        label={t("add.name")}
        value={typed.name}
        maxLength={200}
        wrong={wrong.name}
        write={(name) => setTyped({ ...typed, name })}
      />
      <h3>{t("add.valuesPer100g")}</h3>
      <LabelValues
        typed={typed}
        set={(change) => setTyped({ ...typed, ...change })}
        wrong={wrong}
        per100gOnly
      />
      <NumberField
        name="eaten"
        label={t("scan.eaten")}
        unit="g"
        value={eaten}
        wrong={wrong.eaten}
        write={setEaten}
      />
      <p class="form-error" role="alert">
        {wrong[""]}
      </p>
      <div class="pair">
        <button type="submit" class="primary">
          {t("scan.saveAndLog")}
        </button>
        <button type="button" onClick={next}>
          {t("scan.another")}
        </button>
      </div>
      <a href={path}>{t("scan.moreFields")}</a>
    </form>
  );
}
