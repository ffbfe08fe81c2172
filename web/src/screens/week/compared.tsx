// Beside the time before: facts, and no praise or blame.

import type { Averages, Comparison } from "../../api/types";
import { changes } from "../../data/points";
import { user } from "../../data/session";
import { type Key, t } from "../../texts";
import { amount, kcal, numberText } from "../../texts/format";
import { NoAnswer } from "../../ui/no-answer";
import { useAnswer } from "../../ui/use-answer";
import { inPounds, shownWeight } from "../../ui/weights";
import { beside, type Span, spanText } from "./span";

const NEAR = 0.02; // as a part of it: no difference that one would notice
const ROWS = ["totalCalories", "protein", "carbs", "fat", "weight"] as const;
type Row = (typeof ROWS)[number];
const MINUS = "−";

export function Compared({ span }: { span: Span }) {
  const before = beside(span, -1) as Span;
  const path =
    `analytics/${user.value?._id}/compare?from=${span.from}&to=${span.to}` +
    `&againstFrom=${before.from}&againstTo=${before.to}`;
  const asked = useAnswer<Comparison>(path, changes.value);
  return (
    <section class="card stack" aria-labelledby="compared">
      <h2 id="compared">{t("review.compared")}</h2>
      {asked.answer ? (
        <Table of={asked.answer} isWeek={span.kind === "week"} before={spanText(before)} />
      ) : asked.problem ? (
        <NoAnswer of={asked} offline={t("review.offline")} />
      ) : (
        <p class="muted">{t("app.loading")}</p>
      )}
    </section>
  );
}

interface Props {
  of: Comparison;
  isWeek: boolean;
  before: string;
}

function Table({ of: { period, against, change }, isWeek, before }: Props) {
  return (
    <>
      <p>{said(period.averages, against.averages, isWeek)}</p>
      <table class="compared">
        <caption class="muted small">{t("review.against", { before })}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("review.now")}</th>
            <th scope="col">{t("review.before")}</th>
            <th scope="col">{t("review.change")}</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <tr key={row}>
              <th scope="row">{nameOf(row)}</th>
              <td>{cell(period.averages[row], row)}</td>
              <td>{cell(against.averages[row], row)}</td>
              <td>{cell(change[row], row, true)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t("week.logged")}</th>
            <td>{period.daysLogged}</td>
            <td>{against.daysLogged}</td>
            <td />
          </tr>
        </tbody>
      </table>
    </>
  );
}

function said(now: Averages, before: Averages, isWeek: boolean): string {
  if (before.totalCalories === null || now.totalCalories === null)
    return t(isWeek ? "review.nothingBefore" : "review.nothingBeforeMonth");
  const apart = now.totalCalories - before.totalCalories;
  const much: Key =
    Math.abs(apart) < NEAR * before.totalCalories
      ? "review.same"
      : apart < 0
        ? "review.less"
        : "review.more";
  return t(much, { apart: kcal(Math.abs(apart)) });
}

function nameOf(row: Row): string {
  if (row === "totalCalories") return t("charts.energyKcal");
  if (row === "weight") return t(inPounds() ? "review.weightLb" : "review.weightKg");
  return t("charts.inGrams", { name: t(`macro.${row}`) });
}

function cell(value: number | null, row: Row, isChange = false) {
  if (value === null)
    return (
      <>
        <span aria-hidden="true">–</span>
        <span class="hide">{t("charts.unknown")}</span>
      </>
    );
  const text = textOf(Math.abs(value), row);
  if (!isChange || !/[1-9]/.test(text)) return text;
  return `${value < 0 ? MINUS : "+"}${text}`;
}

function textOf(value: number, row: Row): string {
  if (row === "totalCalories") return kcal(value);
  return row === "weight" ? numberText(shownWeight(value), 1) : amount(value);
}
