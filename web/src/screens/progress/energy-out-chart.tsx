// Energy out, with the part that moving took, beside what was eaten.

import { Chart } from "../../charts/chart";
import { Line, Stack, Unknown } from "../../charts/marks";
import { ENOUGH, sevenDayAverage } from "../../charts/summary";
import { t } from "../../texts";
import { kcal } from "../../texts/format";
import { type InAndOut, isOver, meanOf } from "./activity-charts";

export function EnergyOutChart({ days }: { days: readonly InAndOut[] }) {
  const total = days.map(({ moved }) => moved?.totalEnergy ?? null);
  const active = days.map(({ moved }) => moved?.activeEnergy ?? null);
  const eaten = days.map(({ point }) => point.totalCalories);
  const averages = sevenDayAverage(days.map(({ point }) => point));
  const parts = [
    { kind: "moved-bars", values: active },
    {
      kind: "rest",
      values: total.map((whole, at) => whole && Math.max(whole - (active[at] ?? 0), 0)),
    },
  ];
  const tops = days.map((_, at) => Math.max(total[at] ?? 0, active[at] ?? 0));
  const knowsTotal = total.some((each) => each !== null);
  const knowsActive = active.some((each) => each !== null);
  return (
    <section class="card">
      <Chart
        title={t("moved.energyTitle")}
        said={said(days)}
        days={days.map(({ point }) => point.date)}
        range={[0, Math.max(500, ...tops, ...averages.map((each) => each ?? 0))]}
        words={(at) => words(total[at] ?? null, active[at] ?? null, eaten[at] ?? null)}
        columns={[
          { name: t("moved.totalKcal"), cells: total },
          { name: t("moved.activeKcal"), cells: active },
          { name: t("moved.eatenKcal"), cells: eaten },
        ]}
        file="nutritrack-energy-out"
        legend={[
          ...(knowsActive ? [["bar", t("moved.legendActive")] as const] : []),
          ...(knowsTotal ? [["rest", t("moved.legendRest")] as const] : []),
          ["line over", t("moved.legendEaten")],
          ["unknown", t("charts.unknown")],
        ]}
      >
        {(scale) => (
          <>
            <Unknown scale={scale} values={total.map((each, at) => each ?? active[at] ?? null)} />
            <Stack scale={scale} parts={parts} />
            <Line scale={scale} values={averages} class="over" />
          </>
        )}
      </Chart>
    </section>
  );
}

function words(total: number | null, active: number | null, eaten: number | null): string {
  const said = [
    total !== null && t("moved.out", { kcal: kcal(total) }),
    active !== null && t("moved.active", { kcal: kcal(active) }),
    eaten !== null && t("moved.eaten", { kcal: kcal(eaten) }),
  ].filter(Boolean);
  if (total === null && active === null) said.unshift(t("moved.outUnknown"));
  return said.join(", ");
}

/** Averages, and the difference over the days of which both sides are known. */
function said(days: readonly InAndOut[]): string {
  const over = days.filter(isOver);
  const whole = over.filter(({ moved }) => typeof moved?.totalEnergy === "number");
  if (whole.length < ENOUGH) {
    const active = over.filter(({ moved }) => typeof moved?.activeEnergy === "number");
    const mean = meanOf(active.map(({ moved }) => moved?.activeEnergy));
    if (active.length < ENOUGH || mean === undefined)
      return t("moved.few", { n: Math.max(whole.length, active.length) });
    return t("moved.saidActive", { n: active.length, kcal: kcal(mean) });
  }
  const mean = meanOf(whole.map(({ moved }) => moved?.totalEnergy)) ?? 0;
  const text = t("moved.saidOut", { n: whole.length, kcal: kcal(mean) });
  const both = whole.filter(({ point }) => point.totalCalories !== null);
  if (both.length < ENOUGH) return text;
  const eaten = meanOf(both.map(({ point }) => point.totalCalories)) ?? 0;
  const apart = eaten - (meanOf(both.map(({ moved }) => moved?.totalEnergy)) ?? 0);
  const values = { n: both.length, kcal: kcal(Math.abs(apart)) };
  return `${text} ${t(apart < 0 ? "moved.saidLess" : "moved.saidMore", values)}`;
}
