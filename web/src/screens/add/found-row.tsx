// One food in the list of results: its name opens the amounts, its "+" adds it at once.

import type { FoundFood } from "../../api/types";
import { usualAmount } from "../../data/amounts";
import { t } from "../../texts";
import { kcal } from "../../texts/format";
import { Icon, type IconName } from "../../ui/icons";

export type Way = "add" | "open";

interface Props {
  id: string;
  active: boolean;
  food: FoundFood;
  choose: (way: Way) => void;
}

export function FoundRow({ id, active, food, choose }: Props) {
  const planned = usualAmount(food);
  const press = (event: MouseEvent) => {
    const onPlus = (event.target as Element).closest(".plus");
    choose(onPlus ? "add" : "open");
  };
  const about = [planned?.quantity, origin(food)].filter(Boolean).join(" · ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox
    <div id={id} role="option" aria-selected={active} class="found-row" onClick={press}>
      <span class="found-words">
        <span class="found-name">{food.name}</span>
        <span class="muted small">{about}</span>
      </span>
      {planned ? (
        <>
          <span class="found-kcal">{t("unit.kcal", { amount: kcal(planned.calories) })}</span>
          <span class="round plus" aria-hidden="true">
            <Icon name="add" />
          </span>
        </>
      ) : (
        <span class="muted small">{t("add.incomplete")}</span>
      )}
    </div>
  );
}

interface ActionProps {
  id: string;
  active: boolean;
  icon: IconName;
  text: string;
  act: () => void;
}

/** What else can be done with the text. */
export function ActionRow({ id, active, icon, text, act }: ActionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox
    <div id={id} role="option" aria-selected={active} class="found-row action" onClick={act}>
      <Icon name={icon} />
      <span class="found-words">{text}</span>
    </div>
  );
}

/** Where a food is from, in a word or two. */
export function origin({ brand, kind, source, times }: FoundFood): string {
  if (kind === "own") return brand ?? t("add.own");
  if (times) return t("add.eaten", { n: times });
  if (kind === "logged") return t("add.eatenBefore");
  return brand ?? source?.name ?? "";
}
