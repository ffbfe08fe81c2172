// Weighings as dots, and what the weight really does behind them as a line with its band.

import type { ProgressDay } from "../../api/types";
import { Chart } from "../../charts/chart";
import { Band, Line, Points } from "../../charts/marks";
import { weightOfDays, weightUnit } from "../../data/weighing";
import { KILOGRAMS, tidy } from "../../lib/mass";
import { t } from "../../texts";
import { massChange, massText, massTick, smallUnit } from "../../texts/mass";

type Amount = number | null;
interface WeightDay {
  weight: Amount; // kg, the mean of what was weighed
  day: ProgressDay | undefined;
}

const STEADY = 0.05; // kg a week: less is no direction
const ROOM = 0.5; // kg above and below

export function WeightChart({ days, of }: Props) {
  const unit = weightUnit.value;
  const small = smallUnit(unit);
  const rows = days.map((date) => ({
    weight: weightOfDays.value.get(date) ?? null,
    day: of.get(date),
  }));
  const inUnit = (kg: Amount | undefined) => (kg == null ? null : tidy(kg / KILOGRAMS[small], 4));
  const column = (pick: (row: WeightDay) => Amount | undefined) =>
    rows.map((row) => inUnit(pick(row)));
  const weights = column(({ weight }) => weight);
  const trend = column(({ day }) => day?.trend);
  const low = column(({ day }) => day?.trendLow);
  const high = column(({ day }) => day?.trendHigh);
  const known = [...weights, ...low, ...high].filter((each) => each !== null);
  const room = ROOM / KILOGRAMS[small];
  const named = (name: string) => t("progress.inUnit", { name, unit: t(`weigh.short.${small}`) });
  return (
    <Chart
      title={t("progress.weight")}
      said={weightSaid(of.values())}
      days={days}
      range={[Math.min(...known) - room, Math.max(...known) + room]}
      axis={(amount) => massTick(amount, unit)}
      words={(at) => weightWords(rows[at] as WeightDay)}
      columns={[
        { name: named(t("progress.weighed")), cells: weights },
        { name: named(t("progress.trend")), cells: trend },
        { name: named(t("progress.trendLow")), cells: low },
        { name: named(t("progress.trendHigh")), cells: high },
      ]}
      file="nutritrack-weight"
      legend={[
        ["points", t("progress.legendWeighed")],
        ["line", t("progress.legendTrend")],
        ["band", t("progress.legendBand")],
      ]}
    >
      {(scale) => (
        <>
          <Band scale={scale} low={low} high={high} />
          <Points scale={scale} values={weights} />
          <Line scale={scale} values={trend} />
        </>
      )}
    </Chart>
  );
}

interface Props {
  days: readonly string[];
  /** What the server says of them. */
  of: ReadonlyMap<string, ProgressDay>;
}

function weightWords({ weight, day }: WeightDay): string {
  const text = (kg: number) => massText(kg, weightUnit.value);
  const said = weight === null ? t("progress.notWeighed") : text(weight);
  if (day?.trend == null || day.trendLow === null || day.trendHigh === null) return said;
  const [trend, low, high] = [text(day.trend), text(day.trendLow), text(day.trendHigh)];
  return t("progress.trendWords", { said, trend, low, high });
}

/** Where the weight is, and where it goes. */
function weightSaid(days: Iterable<ProgressDay>): string {
  const unit = weightUnit.value;
  const last = [...days].filter(({ trend }) => trend !== null).at(-1);
  if (last?.trend == null || last.trendLow === null || last.trendHigh === null)
    return t("progress.noTrend");
  const said = t("progress.trendSaid", {
    trend: massText(last.trend, unit),
    low: massText(last.trendLow, unit),
    high: massText(last.trendHigh, unit),
  });
  if (last.rate === null) return said;
  const rate = massChange(last.rate, unit);
  if (Math.abs(last.rate) < STEADY) return `${said} ${t("progress.steady")}`;
  return `${said} ${t(last.rate < 0 ? "progress.falling" : "progress.rising", { rate })}`;
}
