// Seven days: their average against the goal, each day, and where the energy came from.

import { useEffect } from "preact/hooks";
import { EnergyBars } from "../../charts/energy-bars";
import { Missing } from "../../charts/missing";
import { logged } from "../../charts/summary";
import { usePoints } from "../../charts/use-points";
import { today } from "../../data/session";
import { addDays, type Day, isDay } from "../../lib/days";
import { navigate, url } from "../../lib/router";
import { t } from "../../texts";
import { dayText } from "../../texts/format";
import { Pager, Views } from "../history/pager";
import { Facts } from "./facts";
import { MacroShares } from "./macro-shares";
import { Nutrients } from "./nutrients";

export default function Week() {
  const to = shownEnd();
  const from = addDays(to, -6);
  const shown = usePoints(from, to);
  const days = logged(shown.points);
  const isLast = to === today.value;
  useEffect(() => {
    document.title = `${t("nav.week")} – ${t("app.name")}`;
  }, []);
  const range = t("week.range", {
    from: dayText(from, { day: "numeric", month: "short" }),
    to: dayText(to, { day: "numeric", month: "short", year: "numeric" }),
  });
  const go = (by: number) => () => showEnd(addDays(to, by));
  return (
    <div class="week" aria-busy={shown.busy}>
      <Views at="week" />
      <Pager
        title={isLast ? t("week.last") : range}
        said={isLast ? range : ""}
        previous={{ label: t("week.previous"), go: go(-7) }}
        next={{ label: t("week.next"), go: isLast ? undefined : go(7) }}
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
              <Facts points={shown.points} />
              <MacroShares points={shown.points} />
              <Nutrients from={from} to={to} days={days.length} />
            </>
          )}
        </div>
      )}
    </div>
  );
}

function shownEnd(): Day {
  const named = url.value.searchParams.get("to") ?? "";
  return isDay(named) && named < today.value ? named : today.value;
}

function showEnd(day: Day): void {
  const query = day < today.value ? `?to=${day}` : "";
  navigate(`/week${query}`, { replace: true });
}
