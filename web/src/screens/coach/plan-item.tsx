// One food of a meal plan, which can be logged alone.

import { useId } from "preact/hooks";
import type { PlanItem } from "../../data/replies";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";
import { Grams, Kcal } from "./amounts";
import { asFood, quantityOf } from "./plan-log";

export function Item({ item, log }: { item: PlanItem; log: () => unknown }) {
  const reason = useId();
  const can = asFood(item);
  return (
    <li>
      <div>
        <p class="coach-name">{item.name}</p>
        <p class="muted small coach-facts">
          {quantityOf(item) && <span>{quantityOf(item)}</span>}
          <span>
            <Kcal value={item.calories} />
          </span>
          <span>
            {t("macro.protein")} <Grams value={item.protein} />
          </span>
        </p>
        {!can && (
          <p id={reason} class="muted small">
            {t("coach.cannotLog", { names: missingIn(item) })}
          </p>
        )}
      </div>
      <button
        type="button"
        class="round"
        aria-label={t("coach.log", { name: item.name })}
        aria-disabled={!can}
        aria-describedby={can ? undefined : reason}
        onClick={() => can && log()}
      >
        <Icon name="add" />
      </button>
    </li>
  );
}

/** The names of the values that nobody told. */
function missingIn(item: PlanItem): string {
  const names = ["calories", "protein", "carbs", "fat"] as const;
  const missing = names.filter((name) => item[name] === null);
  return missing.map((name) => t(`macro.${name}`)).join(", ");
}
