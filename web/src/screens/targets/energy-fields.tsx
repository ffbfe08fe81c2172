// The energy of a day: one aim, or a range.

import { t } from "../../texts";
import { Choice } from "../settings/form";
import { NumberField } from "../settings/measures";
import { type Draft, type Edit, withEnergy } from "./draft";

interface Props {
  draft: Draft;
  edit: Edit;
  wrong: Record<string, string>;
}

export function EnergyFields({ draft, edit, wrong }: Props) {
  const { ranged, aim, range } = draft;
  const change = (change: Partial<Draft>) => edit(withEnergy(draft, change));
  return (
    <div class="stack">
      <Choice
        legend={t("targets.energy")}
        value={ranged ? "range" : "aim"}
        options={[
          ["aim", t("targets.asAim")],
          ["range", t("targets.asRange")],
        ]}
        choose={(kind) => change({ ranged: kind === "range" })}
      />
      <div class="measures">
        {ranged ? (
          (["min", "max"] as const).map((end) => (
            <NumberField
              key={end}
              label={t(`targets.${end}`)}
              unit="kcal"
              value={range[end]}
              change={(kcal) => change({ range: { ...range, [end]: kcal } })}
              error={wrong[`energy.${end}`] ?? (end === "min" ? wrong.energy : undefined)}
            />
          ))
        ) : (
          <NumberField
            label={t("targets.aim")}
            unit="kcal"
            value={aim}
            change={(aim) => change({ aim })}
            error={wrong["energy.aim"] ?? wrong.energy}
          />
        )}
      </div>
    </div>
  );
}
