// A proposal to move: how long, and about how much energy, with the MET values that say so.

import type { Activity, Workout } from "../../data/replies";
import { t } from "../../texts";
import { precise } from "../../texts/format";
import { Kcal, Minutes } from "./amounts";

export function WorkoutCard({ workout }: { workout: Workout }) {
  const { name, activities, totalMinutes, totalCalories } = workout;
  return (
    <div class="card coach-card">
      <h2>{name || t("coach.workout")}</h2>
      <ul class="coach-rows below">
        {activities.map((activity, at) => (
          <Row key={at} activity={activity} />
        ))}
      </ul>
      {(totalMinutes !== null || totalCalories !== null) && (
        <p class="coach-total">
          <strong>
            <Minutes value={totalMinutes} />
          </strong>
          <span>
            <Kcal value={totalCalories} />
          </span>
        </p>
      )}
      <Sources activities={activities} />
    </div>
  );
}

function Row({ activity: { name, minutes, calories, met, source } }: { activity: Activity }) {
  const [, code] = parts(source);
  return (
    <li>
      <p class="coach-name">{name}</p>
      <p class="muted small coach-facts">
        <span>
          <Minutes value={minutes} />
        </span>
        <span>
          <Kcal value={calories} />
        </span>
        {met !== null && (
          <span>
            {t("coach.met", { met: precise(met) })}
            {code && ` (${code})`}
          </span>
        )}
      </p>
    </li>
  );
}

/** What a MET is, and the tables that the values are from. */
function Sources({ activities }: { activities: Activity[] }) {
  const all = activities.filter(({ met }) => met !== null).map(({ source }) => parts(source)[0]);
  const named = [...new Set(all)].filter(Boolean);
  if (!named.length) return null;
  return <p class="muted small">{t("coach.metFrom", { sources: named.join("; ") })}</p>;
}

/** "2024 Compendium of Physical Activities, 02105" as the table and the code in it. */
function parts(source: string): [table: string, code: string] {
  const [, table, code] = /^(.*), (\S+)$/.exec(source) ?? [];
  return [table ?? source, code ?? ""];
}
