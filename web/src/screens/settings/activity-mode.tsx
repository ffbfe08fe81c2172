// What energy out means for what is left to eat: nothing, something to see, or more to eat.

import { useState } from "preact/hooks";
import type { ActivityMode } from "../../api/types";
import { changeProfile, user } from "../../data/session";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";
import { attempt } from "../../ui/toast";
import { Choice } from "./form";

const MODES: ActivityMode[] = ["ignore", "show", "add"];

export function ActivityModeChoice() {
  const [wanted, setWanted] = useState<ActivityMode>();
  const chosen = wanted ?? user.value?.activityMode ?? "show";
  const choose = async (activityMode: ActivityMode) => {
    setWanted(activityMode);
    await attempt(() => changeProfile({ activityMode }));
    setWanted(undefined); // when it failed, the old one is shown again
  };
  const twice = chosen === "add" && user.value?.activityLevel !== "sedentary";
  return (
    <div class="source">
      <Choice
        list="long"
        legend={t("fitness.mode")}
        value={chosen}
        options={MODES.map(
          (mode) => [mode, t(`fitness.mode.${mode}`), t(`fitness.means.${mode}`)] as const,
        )}
        choose={choose}
      />
      <div role="status">
        {twice && (
          <p class="warning">
            <Icon name="warning" />
            <span>{t("fitness.twice")}</span>
          </p>
        )}
      </div>
    </div>
  );
}
