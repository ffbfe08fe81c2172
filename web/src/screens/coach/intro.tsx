// An empty conversation: what the coach can do, and how to begin.

import { ask } from "../../data/chat";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";

const SUGGESTIONS = [
  "coach.suggest.day",
  "coach.suggest.dinner",
  "coach.suggest.plan",
  "coach.suggest.workout",
] as const;

export function Intro({ suggest }: { suggest: boolean }) {
  return (
    <div class="card coach-intro">
      <span class="chip">
        <Icon name="coach" />
      </span>
      <h2>{t("coach.introTitle")}</h2>
      <p>{t("coach.intro")}</p>
      <p class="muted small">{t("coach.introNumbers")}</p>
      {suggest && (
        <ul class="coach-suggestions" aria-label={t("coach.suggestions")}>
          {SUGGESTIONS.map((key) => (
            <li key={key}>
              <button type="button" onClick={() => ask(t(key))}>
                {t(key)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
