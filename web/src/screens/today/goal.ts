// The energy goal that held on a day. That of today is in the profile; the past is asked for.

import { useEffect, useState } from "preact/hooks";
import { send } from "../../api/client";
import type { Daily, Point } from "../../api/types";
import * as db from "../../data/db";
import { today, user } from "../../data/session";
import type { Day } from "../../lib/days";

/** kcal. Until the server has said otherwise it is the present goal. */
export function useGoal(day: Day): number {
  const present = user.value?.dailyCalorieGoal ?? 2000;
  const isPast = day < today.value;
  const [past, setPast] = useState<{ day: Day; goal: number }>();
  useEffect(() => {
    if (isPast) void goalOf(day).then((goal) => goal && setPast({ day, goal }));
  }, [day, isPast]);
  return isPast && past?.day === day ? past.goal : present;
}

async function goalOf(day: Day): Promise<number | undefined> {
  try {
    const path = `analytics/${user.value?._id}/daily?date=${day}`;
    return (await send<Daily>("GET", path)).calorieGoal;
  } catch {
    return (await db.get<Point>("points", day).catch(() => undefined))?.calorieGoal;
  }
}
