// The energy of a few days as bars against the goal.

import type { DayPoint } from "../data/points";
import { t } from "../texts";
import { Chart } from "./chart";
import { energyColumns, energyRange } from "./energy";
import { Bars, Goal, Unknown } from "./marks";
import { energySaid, energyWords } from "./words";

export function EnergyBars({ points, title }: { points: readonly DayPoint[]; title: string }) {
  const values = points.map((point) => point.totalCalories);
  return (
    <Chart
      title={title}
      said={energySaid(points)}
      days={points.map((point) => point.date)}
      range={energyRange(points)}
      words={(at) => energyWords(points[at] as DayPoint)}
      columns={energyColumns(points)}
      file="nutritrack-energy"
      legend={[
        ["goal", t("charts.legendGoal")],
        ["unknown", t("charts.legendNothing")],
      ]}
    >
      {(scale) => (
        <>
          <Unknown scale={scale} values={values} />
          <Bars scale={scale} values={values} class="energy" />
          <Goal scale={scale} values={points.map((point) => point.calorieGoal)} />
        </>
      )}
    </Chart>
  );
}
