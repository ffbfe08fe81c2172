// When somebody was weighed: now, unless they say otherwise.

import { calendar } from "../../data/session";
import { now } from "../../lib/clock";
import { Calendar } from "../../lib/days";
import { t } from "../../texts";

interface Props {
  at: string | undefined;
  when: string;
  write: (when: string) => void;
}

export function WeighTime({ at, when, write }: Props) {
  return (
    <details open={Boolean(at)}>
      <summary>{t(at ? "weigh.when" : "weigh.otherTime")}</summary>
      <input
        type="datetime-local"
        aria-label={t("weigh.when")}
        value={when || wallTime(at ? Date.parse(at) : now())}
        max={wallTime(now())}
        onInput={(event) => write(event.currentTarget.value)}
      />
    </details>
  );
}

/** The instant of a time by the wall clock of the person; null where that lies ahead. */
export function instantOf(when: string): string | null {
  const [day = "", time = ""] = when.split("T");
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const instant = calendar.value.at(day, hours * 60 + minutes);
  return instant <= now() ? new Date(instant).toISOString() : null;
}

function wallTime(instant: number): string {
  const minutes = calendar.value.minutes(instant);
  const day = new Calendar(calendar.value.zone, 0).dayOf(instant);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
