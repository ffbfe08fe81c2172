// Stepping on a scale: one tap opens it, one saves.

import { useState } from "preact/hooks";
import { useCopies } from "../../charts/use-copies";
import { today } from "../../data/session";
import { lastKilograms, weighings, weightUnit, weightWrites } from "../../data/weighing";
import { weights } from "../../data/weights";
import { addDays, type Day } from "../../lib/days";
import { t } from "../../texts";
import { dayName, dayText } from "../../texts/format";
import { massText } from "../../texts/mass";
import { Icon } from "../../ui/icons";
import { Lazy, type Load } from "../../ui/lazy";

const LATELY = 30; // days
const later = () => import("./weigh-later");
const sheet: Load = () => later().then(({ WeighSheet }) => ({ default: WeighSheet }));
const conflicts: Load = () => later().then(({ WeighConflicts }) => ({ default: WeighConflicts }));

export function Weigh() {
  const [open, setOpen] = useState(false);
  useCopies(weights, addDays(today.value, 1 - LATELY), today.value, { patient: true });
  const kilograms = lastKilograms();
  const last = weighings.value[0];
  return (
    <section class="weigh" aria-label={t("today.weigh")}>
      {weightWrites.value.some(({ state }) => state === "conflict") && <Lazy load={conflicts} />}
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="scale" />
        <b>{t("today.weigh")}</b>
        <span class="muted small">
          {kilograms ? massText(kilograms, weightUnit.value) : t("today.weighFirst")}
          {last && ` · ${whenOf(last.day)}`}
        </span>
      </button>
      {open && <Lazy load={sheet} close={() => setOpen(false)} />}
    </section>
  );
}

function whenOf(day: Day): string {
  const isNear = day > addDays(today.value, -7);
  return isNear ? dayName(day, today.value) : dayText(day, { day: "numeric", month: "short" });
}
