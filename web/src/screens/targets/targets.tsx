// What the person aims at: what holds, an editor with a suggestion that explains itself, and what
// held before.

import { useEffect } from "preact/hooks";
import { reachable } from "../../api/client";
import type { CurrentGoal, GoalVersion } from "../../api/types";
import { goalChanges, goalsPath } from "../../data/goals";
import { user } from "../../data/session";
import { locale, t } from "../../texts";
import { kcal } from "../../texts/format";
import { NoAnswer } from "../../ui/no-answer";
import { useAnswer } from "../../ui/use-answer";
import { Editor } from "./editor";
import { Now } from "./now";
import { Past } from "./past";

export default function Targets() {
  const path = goalsPath();
  const current = useAnswer<CurrentGoal>(`${path}/current`, goalChanges.value);
  const versions = useAnswer<GoalVersion[]>(path, goalChanges.value);
  useEffect(() => {
    document.title = `${t("targets.page")} – ${t("app.name")}`;
  }, [locale.value]);
  const here = current.answer && versions.answer;
  const missing = [current, versions].find((each) => !each.answer && each.problem);
  return (
    <div class="targets" aria-busy={!here && !missing}>
      <div>
        <h1 tabIndex={-1}>{t("targets.page")}</h1>
        <p class="muted">{t("targets.what")}</p>
      </div>
      {here && !reachable.value && (
        <p class="notice" role="status">
          {t("targets.offline")}
        </p>
      )}
      {current.answer && versions.answer ? (
        <div class="targets-parts">
          <Now current={current.answer} />
          <Editor current={current.answer} versions={versions.answer} />
          <Past versions={versions.answer} />
        </div>
      ) : missing ? (
        <>
          <NoAnswer of={missing} offline={t("targets.offline")} />
          <p class="card">
            {t("targets.goalToday", { kcal: kcal(user.value?.dailyCalorieGoal ?? 0) })}
          </p>
        </>
      ) : (
        <p class="muted loading">{t("app.loading")}</p>
      )}
    </div>
  );
}
