// What the estimate stands on: each number, and what it means.

import type { ProgressDrivers } from "../../api/types";
import { longDay } from "../../charts/words";
import { weightUnit } from "../../data/weighing";
import { t } from "../../texts";
import { amount, kcal, percent } from "../../texts/format";
import { massChange } from "../../texts/mass";

export function Drivers({ drivers }: { drivers: ProgressDrivers }) {
  const { prior, priorError, priorShare, eaten, stored, weightChange, jump } = drivers;
  const ofDays = (n: number) => t("progress.ofDays", { n, all: drivers.days });
  const unknown = t("charts.unknown");
  return (
    <details class="drivers">
      <summary>{t("progress.standsOn")}</summary>
      <dl>
        <Row
          name={t("progress.equation")}
          hint={t("progress.equationHint", { share: percent(priorShare) })}
        >
          {prior === null
            ? unknown
            : t("progress.aboutKcal", { kcal: kcal(prior), error: kcal(priorError) })}
        </Row>
        <Row name={t("progress.driverEaten")} hint={t("progress.driverEatenHint")}>
          {eaten === null ? unknown : t("progress.kcalADay", { kcal: kcal(eaten) })}
        </Row>
        <Row
          name={t((stored ?? 0) < 0 ? "progress.drawn" : "progress.stored")}
          hint={t("progress.storedHint")}
        >
          {stored === null ? unknown : t("progress.kcalADay", { kcal: kcal(Math.abs(stored)) })}
        </Row>
        <Row name={t("progress.weightChange")}>
          {weightChange === null
            ? unknown
            : `${weightChange < 0 ? "−" : "+"}${massChange(weightChange, weightUnit.value)}`}
        </Row>
        <Row name={t("progress.daysLogged")}>{ofDays(drivers.daysLogged)}</Row>
        <Row name={t("progress.daysInDoubt")} hint={t("progress.daysInDoubtHint")}>
          {amount(drivers.daysInDoubt)}
        </Row>
        <Row name={t("progress.daysWeighed")}>{ofDays(drivers.daysWeighed)}</Row>
        {drivers.weighingsDoubted > 0 && (
          <Row name={t("progress.doubted")} hint={t("progress.doubtedHint")}>
            {kcal(drivers.weighingsDoubted)}
          </Row>
        )}
        {jump && (
          <Row name={t("progress.jump")} hint={t("progress.jumpHint")}>
            {longDay(jump)}
          </Row>
        )}
      </dl>
    </details>
  );
}

function Row({ name, hint, children }: { name: string; hint?: string; children: string }) {
  return (
    <div>
      <dt>
        {name}
        {hint && <span class="muted small">{hint}</span>}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
