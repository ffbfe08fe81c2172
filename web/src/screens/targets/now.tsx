// What holds today.

import type { CurrentGoal, Energy } from "../../api/types";
import { t } from "../../texts";
import { dayText, kcal } from "../../texts/format";
import { boundsText } from "../../ui/bounds";
import { Icon } from "../../ui/icons";
import { nutrientName } from "../../ui/nutrient-name";
import { weekdays } from "../../ui/weekdays";
import { changeText, weightText } from "../../ui/weights";
import { NUTRIENTS } from "../add/nutrients";
import { Translated } from "../settings/translated";

const UNIT = new Map<string, string>(NUTRIENTS);

export function Now({ current: { version, calorieGoal } }: { current: CurrentGoal }) {
  const week = version?.energy.week;
  return (
    <section class="card stack" aria-labelledby="targets-now">
      <h2 id="targets-now">{t("targets.now")}</h2>
      <div>
        <p class="average">
          <strong>{kcal(calorieGoal)}</strong> {t("targets.kcalToday")}
        </p>
        <p class="muted small">
          {version
            ? t("targets.since", { day: dayText(version.from, { dateStyle: "long" }) })
            : t("targets.ofProfile")}
        </p>
      </div>
      {week && <Week week={week} />}
      {version && (
        <dl class="fact-list">
          {rangeText(version.energy) && (
            <Fact name={t("targets.range")} value={rangeText(version.energy)} />
          )}
          {version.rate != null && (
            <Fact name={t("targets.goal")} value={rateWords(version.rate)} />
          )}
          {version.targetWeight != null && (
            <Fact name={t("targets.targetWeight")} value={weightText(version.targetWeight)} />
          )}
          {Object.entries(version.nutrients ?? {}).map(([id, { min, max }]) => (
            <Fact
              key={id}
              name={nutrientName(id)}
              value={boundsText(min, max, UNIT.get(id) ?? "")}
            />
          ))}
        </dl>
      )}
      {version?.warnings?.map((warning) => (
        <p key={warning} class="warning">
          <Icon name="warning" />
          <Translated warning={warning} />
        </p>
      ))}
    </section>
  );
}

function Week({ week }: { week: number[] }) {
  return (
    <table class="week-goals">
      <caption class="hide">{t("targets.pattern")}</caption>
      <tbody>
        {weekdays("long").map((name, at) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{t("unit.kcal", { amount: kcal(week[at] ?? 0) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** "Lose 0.4 kg a week". */
export function rateWords(rate: number): string {
  if (!rate) return t("settings.aim.keep");
  const size = changeText(rate);
  return rate < 0 ? t("targets.loses", { rate: size }) : t("targets.gains", { rate: size });
}

function rangeText({ min, max }: Energy): string {
  return min == null && max == null ? "" : boundsText(min, max, "kcal");
}
