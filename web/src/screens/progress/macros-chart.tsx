// Where the energy of each day came from: the macronutrients on top of each other.

import { Chart } from "../../charts/chart";
import { Stack, Unknown } from "../../charts/marks";
import { average, ENOUGH, energyFrom, logged, shares } from "../../charts/summary";
import { noneSaid, nothingWords } from "../../charts/words";
import { MACROS, type Macro } from "../../data/diary";
import type { DayPoint } from "../../data/points";
import { sum } from "../../lib/numbers";
import { t } from "../../texts";
import { grams, percent } from "../../texts/format";

export function MacrosChart({ points }: { points: readonly DayPoint[] }) {
  const parts = MACROS.map((macro) => ({ kind: macro, values: points.map(energyOf(macro)) }));
  const most = Math.max(...points.map((point) => sum(MACROS.map((m) => energyOf(m)(point) ?? 0))));
  return (
    <section class="card">
      <Chart
        title={t("progress.macros")}
        said={said(points)}
        days={points.map((point) => point.date)}
        range={[0, most || 1]}
        words={(at) => words(points[at] as DayPoint)}
        columns={MACROS.map((macro) => ({
          name: t("charts.inGrams", { name: t(`macro.${macro}`) }),
          cells: points.map((point) => point[macro]),
        }))}
        file="nutritrack-macros"
        legend={[
          ...[...MACROS].reverse().map((macro) => [macro, t(`macro.${macro}`)] as const),
          ["unknown", t("charts.legendNothing")],
        ]}
      >
        {(scale) => (
          <>
            <Unknown scale={scale} values={points.map((point) => point.protein)} />
            <Stack scale={scale} parts={parts} />
          </>
        )}
      </Chart>
    </section>
  );
}

const energyOf = (macro: Macro) => (point: DayPoint) => {
  const amount = point[macro];
  return amount === null ? null : energyFrom(macro, amount);
};

function words(point: DayPoint): string {
  const { protein, carbs, fat } = point;
  if (protein === null || carbs === null || fat === null) return nothingWords(point);
  return t("progress.macroWords", {
    protein: grams(protein),
    carbs: grams(carbs),
    fat: grams(fat),
  });
}

function said(points: readonly DayPoint[]): string {
  const days = logged(points);
  if (!days.length) return noneSaid(points);
  if (days.length < ENOUGH) return t("charts.saidFew", { n: days.length });
  const part = shares(days);
  const share = {
    protein: percent(part.protein),
    carbs: percent(part.carbs),
    fat: percent(part.fat),
  };
  const mean = {
    protein: grams(average(days, "protein")),
    carbs: grams(average(days, "carbs")),
    fat: grams(average(days, "fat")),
  };
  return `${t("charts.saidShares", share)} ${t("progress.macroAverage", mean)}`;
}
