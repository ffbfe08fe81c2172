// The energy of each day against its goal, and where it goes over seven days.

import { Chart } from "../../charts/chart";
import { energyColumns, energyRange } from "../../charts/energy";
import { Band, Goal, Line, Points, Unknown } from "../../charts/marks";
import { aroundGoal, ENOUGH, isOnGoal, logged, sevenDayAverage } from "../../charts/summary";
import { energySaid, energyWords } from "../../charts/words";
import type { DayPoint } from "../../data/points";
import { t } from "../../texts";
import { kcal } from "../../texts/format";

export function CaloriesChart({ points }: { points: readonly DayPoint[] }) {
  const values = points.map((point) => point.totalCalories);
  const averages = sevenDayAverage(points);
  const words = (at: number) => {
    const [said, average] = [energyWords(points[at] as DayPoint), averages[at] ?? null];
    if (average === null) return said;
    return t("progress.averageWords", { words: said, average: kcal(average) });
  };
  return (
    <section class="card">
      <Chart
        title={t("progress.calories")}
        said={`${energySaid(points)} ${logDensity(points)}`}
        days={points.map((point) => point.date)}
        range={energyRange(points)}
        words={words}
        columns={[...energyColumns(points), { name: t("progress.averageKcal"), cells: averages }]}
        file="nutritrack-calories"
        legend={[
          ["points", t("charts.legendDay")],
          ["line", t("charts.legendAverage")],
          ["goal", t("charts.legendGoal")],
          ["band", t("charts.legendAround")],
          ["unknown", t("charts.legendNothing")],
        ]}
      >
        {(scale) => (
          <>
            <Unknown scale={scale} values={values} />
            <Band
              scale={scale}
              low={points.map((point) => aroundGoal(point)[0])}
              high={points.map((point) => aroundGoal(point)[1])}
            />
            <Points scale={scale} values={values} />
            <Line scale={scale} values={averages} />
            <Goal scale={scale} values={points.map((point) => point.calorieGoal)} />
          </>
        )}
      </Chart>
    </section>
  );
}

function logDensity(points: readonly DayPoint[]): string {
  const days = logged(points);
  if (days.length < ENOUGH) return "";
  const near = days.filter(isOnGoal).length;
  return t("progress.loggedOnGoal", { n: days.length, all: points.length, near });
}
