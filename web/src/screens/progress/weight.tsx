// The weight: its chart, the button to weigh in, and every weighing.

import { useState } from "preact/hooks";
import type { ProgressDay } from "../../api/types";
import { weighings, weightWrites } from "../../data/weighing";
import type { Day } from "../../lib/days";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";
import { WeighConflict } from "../today/weigh-conflicts";
import WeighSheet from "../today/weigh-sheet";
import { Weighings } from "./weighings";
import { WeightChart } from "./weight-chart";

interface Props {
  days: readonly Day[];
  of: ReadonlyMap<Day, ProgressDay>;
}

export function Weight({ days, of }: Props) {
  const [open, setOpen] = useState(false);
  const first = days[0] as Day;
  const shown = weighings.value.filter(({ day }) => day >= first);
  const hasChart = shown.length > 0 || days.some((day) => of.get(day)?.trend != null);
  return (
    <section class="card stack">
      {hasChart ? (
        <WeightChart days={days} of={of} />
      ) : (
        <div class="stack">
          <h2>{t("progress.weight")}</h2>
          <p>{t("progress.noWeight", { n: days.length })}</p>
        </div>
      )}
      {weightWrites.value
        .filter(({ state }) => state === "conflict")
        .map((write) => (
          <WeighConflict key={write.key} write={write} />
        ))}
      <button
        type="button"
        class={hasChart ? "fit" : "primary fit"}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="scale" />
        {t("today.weigh")}
      </button>
      {shown.length > 0 && <Weighings shown={shown} />}
      {open && <WeighSheet close={() => setOpen(false)} />}
    </section>
  );
}
