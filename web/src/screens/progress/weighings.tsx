// Every weighing of the days shown, the newest first, each to be changed or deleted.

import { useState } from "preact/hooks";
import type { Weight } from "../../api/types";
import { longDay } from "../../charts/words";
import { removeWeighing, weightUnit, weightWrites } from "../../data/weighing";
import { t } from "../../texts";
import { timeText } from "../../texts/format";
import { massText } from "../../texts/mass";
import { Icon } from "../../ui/icons";
import { Menu } from "../../ui/menu";
import { attempt, sayUndo } from "../../ui/toast";
import WeighSheet from "../today/weigh-sheet";

const AT_ONCE = 14;

export function Weighings({ shown }: { shown: readonly Weight[] }) {
  const [all, setAll] = useState(false);
  const [changing, setChanging] = useState<Weight>();
  return (
    <details class="weighings">
      <summary>{t("progress.weighings", { n: shown.length })}</summary>
      <ul>
        {shown.slice(0, all ? undefined : AT_ONCE).map((each) => (
          <Row key={each._id} weight={each} change={() => setChanging(each)} />
        ))}
      </ul>
      {!all && shown.length > AT_ONCE && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          {t("progress.showAll", { n: shown.length })}
        </button>
      )}
      {changing && <WeighSheet old={changing} close={() => setChanging(undefined)} />}
    </details>
  );
}

function Row({ weight, change }: { weight: Weight; change: () => void }) {
  const { _id, day, at, kilograms, source } = weight;
  const text = massText(kilograms, weightUnit.value);
  const write = weightWrites.value.find(({ key }) => key === _id);
  return (
    <li>
      <b>{text}</b>
      <span class="muted small">
        {longDay(day)}, {timeText(at)}
        {source && ` · ${source}`}
        {write?.state === "waiting" && (
          <span class="waits">
            {" "}
            · <Icon name="waiting" />
            {t("today.waits")}
          </span>
        )}
        {write?.state === "refused" && ` · ${t("today.refused", { problem: write.problem ?? "" })}`}
      </span>
      <Menu
        label={t("progress.weighingMenu", { weight: text, day: longDay(day) })}
        choices={[
          { icon: "edit", label: t("weigh.changeIt"), choose: change },
          { icon: "delete", label: t("do.delete"), choose: () => remove(weight, text) },
        ]}
      />
    </li>
  );
}

function remove(weight: Weight, text: string): Promise<boolean> {
  return attempt(async () =>
    sayUndo(t("weigh.deleted", { weight: text }), await removeWeighing(weight)),
  );
}
