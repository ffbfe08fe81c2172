// Every version, the newest first. One may be taken back: then the one before it holds on.

import type { Energy, GoalVersion } from "../../api/types";
import { deleteGoal } from "../../data/goals";
import { today } from "../../data/session";
import { t } from "../../texts";
import { dayText, kcal } from "../../texts/format";
import { boundsText } from "../../ui/bounds";
import { attempt, say } from "../../ui/toast";
import { Confirm } from "../settings/section";
import { rateWords } from "./now";
import { totalOf, WEEK } from "./pattern";

export function Past({ versions }: { versions: GoalVersion[] }) {
  return (
    <section class="card stack" aria-labelledby="targets-past">
      <h2 id="targets-past" tabIndex={-1}>
        {t("targets.past")}
      </h2>
      {versions.length ? (
        <ul class="rows">
          {versions.map((version) => (
            <Version key={version._id} version={version} />
          ))}
        </ul>
      ) : (
        <p class="muted">{t("targets.pastNone")}</p>
      )}
    </section>
  );
}

function Version({ version }: { version: GoalVersion }) {
  const { from, energy, rate } = version;
  const day = dayText(from, { dateStyle: "medium" });
  const takeBack = async () => {
    if (!(await attempt(() => deleteGoal(version)))) return;
    say(t("targets.takenBack", { day }));
    document.getElementById("targets-past")?.focus(); // the button is gone
  };
  return (
    <li>
      <div>
        <p>
          <b>{t(from > today.value ? "targets.fromLater" : "targets.from", { day })}</b>
        </p>
        <p class="muted small">
          {[energyWords(energy), rate != null && rateWords(rate)].filter(Boolean).join(" · ")}
        </p>
      </div>
      <Confirm
        label={t("targets.takeBack")}
        question={t("targets.takeBackQuestion", { day })}
        sure={t("targets.takeBack")}
        act={takeBack}
      />
    </li>
  );
}

function energyWords({ aim, min, max, week }: Energy): string {
  const mean = week && totalOf(week) / WEEK;
  if (mean) return t("targets.onAverage", { kcal: kcal(mean) });
  return aim == null ? boundsText(min, max, "kcal") : t("unit.kcal", { amount: kcal(aim) });
}
