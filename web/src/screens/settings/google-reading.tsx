// How far the reading of days is.

import { useId } from "preact/hooks";
import type { Status } from "../../api/types";
import { isReading } from "../../data/connection";
import { t } from "../../texts";
import { timeText } from "../../texts/format";

export function GoogleReading({ status: { sync, lastError } }: { status: Status }) {
  const id = useId();
  const { daysWanted, daysRead, nextAt } = sync;
  if (!isReading(sync)) {
    if (!nextAt) return null;
    const key = lastError ? "fitness.nextTry" : "fitness.nextRead";
    return <p class="muted small">{t(key, { time: timeText(nextAt) })}</p>;
  }
  return (
    <div>
      <p id={id} role="status">
        {t("fitness.reading")}
      </p>
      <progress
        aria-labelledby={id}
        max={daysWanted ?? 1}
        {...(daysWanted ? { value: daysRead ?? 0 } : {})}
      />
      {daysWanted && (
        <p class="muted small">{t("fitness.daysRead", { read: daysRead ?? 0, n: daysWanted })}</p>
      )}
    </div>
  );
}
