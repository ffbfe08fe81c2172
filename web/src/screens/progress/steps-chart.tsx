// The steps of each day, and where they go over seven days.

import { Chart } from "../../charts/chart";
import { Bars, Line, Unknown } from "../../charts/marks";
import { ENOUGH } from "../../charts/summary";
import { t } from "../../texts";
import { kcal as whole } from "../../texts/format";
import { type InAndOut, isOver, meanOf } from "./activity-charts";

export function StepsChart({ days }: { days: readonly InAndOut[] }) {
  const values = days.map(({ moved }) => moved?.steps ?? null);
  const averages = sevenDays(days, values);
  const words = (at: number) => {
    const steps = values[at] ?? null;
    return steps === null ? t("charts.unknown") : t("moved.steps", { n: steps });
  };
  return (
    <section class="card">
      <Chart
        title={t("moved.stepsTitle")}
        said={said(days)}
        days={days.map(({ point }) => point.date)}
        range={[0, Math.max(1000, ...values.map((value) => value ?? 0))]}
        words={words}
        columns={[
          { name: t("moved.stepsTitle"), cells: values },
          { name: t("moved.averageSteps"), cells: averages },
        ]}
        file="nutritrack-steps"
        legend={[
          ["bar", t("charts.legendDay")],
          ["line over", t("charts.legendAverage")],
          ["unknown", t("charts.unknown")],
        ]}
      >
        {(scale) => (
          <>
            <Unknown scale={scale} values={values} />
            <Bars scale={scale} values={values} class="moved-bars" />
            <Line scale={scale} values={averages} class="over" />
          </>
        )}
      </Chart>
    </section>
  );
}

function said(days: readonly InAndOut[]): string {
  const known = days.filter((day) => isOver(day) && typeof day.moved?.steps === "number");
  const mean = meanOf(known.map(({ moved }) => moved?.steps));
  if (known.length < ENOUGH || mean === undefined) return t("moved.few", { n: known.length });
  return t("moved.saidSteps", { n: known.length, steps: whole(mean) });
}

/** Of each day the mean of it and the six before, where enough of them are known. */
export function sevenDays(
  days: readonly InAndOut[],
  values: readonly (number | null)[],
): (number | null)[] {
  return days.map((_, at) => {
    const from = Math.max(0, at - 6);
    const found = values
      .slice(from, at + 1)
      .filter((value, n) => value !== null && isOver(days[from + n] as InAndOut));
    return found.length >= ENOUGH ? (meanOf(found) ?? null) : null;
  });
}
