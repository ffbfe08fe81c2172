// A week or a month looked back on: against the goal, against the time before, what was low or high,
// and where it came from.

import { useEffect } from "preact/hooks";
import { EnergyBars } from "../../charts/energy-bars";
import { Missing } from "../../charts/missing";
import { logged } from "../../charts/summary";
import { usePoints } from "../../charts/use-points";
import { today } from "../../data/session";
import { navigate, url } from "../../lib/router";
import { t } from "../../texts";
import { firstOf, isMonth, monthOf } from "../history/month";
import { Pager, Views } from "../history/pager";
import { CameFrom } from "./came-from";
import { Compared } from "./compared";
import { Facts } from "./facts";
import { MacroShares } from "./macro-shares";
import { Nutrients } from "./nutrients";
import { Report } from "./report";
import { beside, type Span, spanOf, spanText } from "./span";

export default function Week() {
  const span = shownSpan();
  const { kind, from, to } = span;
  const shown = usePoints(from, to);
  const days = logged(shown.points);
  const isLastWeek = kind === "week" && to === today.value;
  const words = spanText(span);
  useEffect(() => {
    document.title = `${kind === "week" ? t("nav.week") : words} – ${t("app.name")}`;
  }, [kind, words]);
  const [before, after] = [beside(span, -1), beside(span, 1)];
  return (
    <div class="week" aria-busy={shown.busy}>
      <Views at={kind === "week" ? "week" : undefined} />
      <Pager
        title={isLastWeek ? t("week.last") : words}
        said={isLastWeek ? words : ""}
        previous={{
          label: t(kind === "week" ? "week.previous" : "history.previous"),
          go: before && (() => show(before)),
        }}
        next={{
          label: t(kind === "week" ? "week.next" : "history.next"),
          go: after && (() => show(after)),
        }}
      />
      <Missing {...shown} />
      {shown.busy ? (
        <p class="muted loading">{t("app.loading")}</p>
      ) : (
        <div class="week-parts">
          <section class="card">
            <EnergyBars points={shown.points} title={t("week.energy")} />
          </section>
          {days.length > 0 && (
            <>
              <Facts points={shown.points} span={span} />
              <Compared span={span} />
              <Nutrients span={span} days={days.length} />
              <MacroShares points={shown.points} />
              <CameFrom span={span} />
            </>
          )}
          <Report span={span} />
        </div>
      )}
      <p class="links">
        <a href={addressOf(spanOf(kind === "week" ? "month" : "week", to))}>
          {kind === "week"
            ? t("review.whole", { month: spanText(spanOf("month", to)) })
            : t("review.aWeek")}
        </a>
        <a href="/targets">{t("review.targets")}</a>
      </p>
    </div>
  );
}

function shownSpan(): Span {
  const named = url.value.searchParams;
  const month = named.get("month") ?? "";
  if (!isMonth(month)) return spanOf("week", named.get("to") ?? "");
  const shown = month < monthOf(today.value) ? month : monthOf(today.value);
  return spanOf("month", firstOf(shown));
}

function addressOf({ kind, to }: Span): string {
  if (kind === "month") return `/week?month=${monthOf(to)}`;
  return to < today.value ? `/week?to=${to}` : "/week";
}

function show(span: Span): void {
  navigate(addressOf(span), { replace: true });
}
