// A proposal to move: how long, and about how much energy.

import type { Workout } from "../../data/chat";
import { t } from "../../texts";
import { Kcal, Minutes } from "./amounts";

export function WorkoutCard({ workout }: { workout: Workout }) {
  const { name, activities, totalMinutes, totalCalories } = workout;
  return (
    <div class="card coach-card">
      <h2>{name || t("coach.workout")}</h2>
      <ul class="coach-rows below">
        {activities.map(({ name, minutes, calories }, at) => (
          <li key={at}>
            <p class="coach-name">{name}</p>
            <p class="muted small coach-facts">
              <span>
                <Minutes value={minutes} />
              </span>
              <span>
                <Kcal value={calories} />
              </span>
            </p>
          </li>
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
    </div>
  );
}
