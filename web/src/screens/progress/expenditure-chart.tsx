// What the body spends as far as diary and scale can tell, beside what was eaten.

import type { ProgressDay } from "../../api/types";
import { Chart } from "../../charts/chart";
import { Band, Line, Points } from "../../charts/marks";
import { nothingWords } from "../../charts/words";
import type { DayPoint } from "../../data/points";
import { today } from "../../data/session";
import { t } from "../../texts";
import { kcal } from "../../texts/format";

interface Props {
  points: readonly DayPoint[];
  /** What the server says of them. */
  of: ReadonlyMap<string, ProgressDay>;
  latest: ProgressDay;
}

export function ExpenditureChart({ points, of, latest }: Props) {
  const days = points.map(({ date }) => of.get(date));
  const eaten = points.map((point, at) => (isWhole(point, days[at]) ? point.totalCalories : null));
  const spent = days.map((day) => day?.expenditure ?? null);
  const low = days.map((day) => day?.expenditureLow ?? null);
  const high = days.map((day) => day?.expenditureHigh ?? null);
  const known = [...eaten, ...low, ...high].filter((each) => each !== null);
  return (
    <Chart
      title={t("progress.expenditure")}
      said={said(latest)}
      days={points.map(({ date }) => date)}
      range={known.length ? [Math.min(...known), Math.max(...known)] : [0, 3000]}
      words={(at) => words(points[at] as DayPoint, days[at])}
      columns={[
        { name: t("progress.spentKcal"), cells: spent },
        { name: t("progress.spentLow"), cells: low },
        { name: t("progress.spentHigh"), cells: high },
        { name: t("progress.eatenKcal"), cells: eaten },
      ]}
      file="nutritrack-expenditure"
      legend={[
        ["line", t("progress.legendSpent")],
        ["band", t("progress.legendBand")],
        ["points", t("progress.legendEaten")],
      ]}
    >
      {(scale) => (
        <>
          <Band scale={scale} low={low} high={high} />
          <Points scale={scale} values={eaten} />
          <Line scale={scale} values={spent} />
        </>
      )}
    </Chart>
  );
}

/** Today still grows: half a day beside whole ones would look like little. */
function isWhole({ date }: DayPoint, day: ProgressDay | undefined): boolean {
  return date < today.value || day?.mark === "complete" || day?.mark === "fasting";
}

function range({ expenditure, expenditureLow, expenditureHigh }: ProgressDay) {
  return {
    kcal: kcal(expenditure ?? 0),
    low: kcal(expenditureLow ?? 0),
    high: kcal(expenditureHigh ?? 0),
  };
}

function said(latest: ProgressDay): string {
  const text = t("progress.spentSaid", range(latest));
  return latest.state === "estimated" || !latest.state
    ? text
    : `${text} ${t(`progress.state.${latest.state}`)}`;
}

function words(point: DayPoint, day: ProgressDay | undefined): string {
  const eaten = point.totalCalories;
  const key = isWhole(point, day) ? "progress.ate" : "progress.ateSoFar";
  const ate = eaten === null ? nothingWords(point) : t(key, { kcal: kcal(eaten) });
  if (!day?.state) return `${t("progress.notEstimated")}; ${ate}`;
  const spent = t("progress.spentWords", range(day));
  const state = day.state === "estimated" ? "" : `, ${t(`progress.short.${day.state}`)}`;
  return `${spent}${state}; ${ate}`;
}
