// The same weighing was changed here and on another device: the person decides.

import { drop, insist, type WeightWrite } from "../../data/outbox";
import { weigh, weightUnit, weightWrites } from "../../data/weighing";
import { t } from "../../texts";
import { instantText } from "../../texts/format";
import { massText } from "../../texts/mass";
import { attempt } from "../../ui/toast";

export default function WeighConflicts() {
  return (
    <>
      {weightWrites.value
        .filter(({ state }) => state === "conflict")
        .map((write) => (
          <WeighConflict key={write.key} write={write} />
        ))}
    </>
  );
}

export function WeighConflict({ write }: { write: WeightWrite }) {
  const { key, entry, theirs } = write;
  const mine = () =>
    attempt(async () => {
      if (theirs || !entry) return insist(key);
      await drop(key); // it was deleted there: it comes back under a new id
      await weigh({ weight: entry.weight, unit: entry.unit ?? "kg", at: entry.at });
    });
  return (
    <div class="conflict stack" role="alert">
      <p>
        <strong>{t(theirs ? "weigh.conflict" : "weigh.conflictDeleted")}</strong>
      </p>
      {[["today.mine", entry] as const, ["today.theirs", theirs] as const].map(
        ([title, version]) => (
          <p key={title} class="small">
            <b>{t(title)}:</b>{" "}
            {version
              ? `${massText(version.kilograms, weightUnit.value)}, ${instantText(version.at)}`
              : t("today.isDeleted")}
          </p>
        ),
      )}
      <div class="pair">
        <button type="button" onClick={mine}>
          {t("today.keepMine")}
        </button>
        <button type="button" onClick={() => attempt(() => drop(key))}>
          {t("today.keepTheirs")}
        </button>
      </div>
    </div>
  );
}
