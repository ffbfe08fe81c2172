// Steps and energy out over some days. Nothing where nothing is known of any of them.

import type { MergedDay } from "../../api/types";
import { useMoved } from "../../charts/use-moved";
import type { DayPoint } from "../../data/points";
import { today } from "../../data/session";
import { rounded, sum } from "../../lib/numbers";
import { EnergyOutChart } from "./energy-out-chart";
import { StepsChart } from "./steps-chart";

/** A day of a chart: what was eaten, and what is known of the body. */
export interface InAndOut {
  point: DayPoint;
  moved: MergedDay | undefined;
}

export function ActivityCharts({ points }: { points: readonly DayPoint[] }) {
  const [first, last] = [points[0] as DayPoint, points.at(-1) as DayPoint];
  const found = useMoved(first.date, last.date);
  const days = points.map((point, at) => ({ point, moved: found[at] }));
  const knows = (name: "steps" | "activeEnergy" | "totalEnergy") =>
    days.some(({ moved }) => moved && moved[name] !== null);
  return (
    <>
      {knows("steps") && <StepsChart days={days} />}
      {(knows("totalEnergy") || knows("activeEnergy")) && <EnergyOutChart days={days} />}
    </>
  );
}

/** Today still grows, so it is in no average. */
export function isOver({ point }: InAndOut): boolean {
  return point.date < today.value;
}

/** The mean of what is known; of nothing it is nothing. */
export function meanOf(values: readonly (number | null | undefined)[]): number | undefined {
  const found = values.filter((value): value is number => typeof value === "number");
  return found.length ? rounded(sum(found) / found.length) : undefined;
}
