import { t } from "../../texts";
import { kcal } from "../../texts/format";

/** A warning of the server in the language of the person. */
export function Translated({ warning }: { warning: string }) {
  const [, goal, floor] = /^(\d+) kcal a day is below (\d+) kcal/.exec(warning) ?? [];
  if (warning.startsWith("Active energy is added")) return <span>{t("fitness.twice")}</span>;
  if (!goal || !floor) return <span lang="en">{warning}</span>;
  return (
    <span>{t("settings.lowGoal", { goal: kcal(Number(goal)), floor: kcal(Number(floor)) })}</span>
  );
}
