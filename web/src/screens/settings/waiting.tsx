// What is on this device and not on the server yet, and what can be done about each.

import { useState } from "preact/hooks";
import { reachable } from "../../api/client";
import {
  drop,
  flush,
  insist,
  outbox,
  type WeightWrite,
  type Write,
  waiting,
} from "../../data/outbox";
import { weightUnit } from "../../data/weighing";
import { t } from "../../texts";
import { dayText, timeText } from "../../texts/format";
import { massText } from "../../texts/mass";
import { Icon } from "../../ui/icons";
import { attempt, say } from "../../ui/toast";
import { Conflict } from "../today/conflict";
import { WeighConflict } from "../today/weigh-conflicts";
import { Confirm } from "./section";

export function Waiting() {
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    await attempt(flush);
    setBusy(false);
    if (waiting.value.length && !reachable.value) say(t("problem.unreachable"));
  };
  if (!outbox.value.length) return <p class="muted">{t("settings.nothingWaits")}</p>;
  return (
    <>
      <p class="muted">{t("settings.waitingWhy")}</p>
      <ul class="rows">
        {outbox.value.map((write) => (
          <li key={write.key}>
            <Row write={write} />
          </li>
        ))}
      </ul>
      {waiting.value.length > 0 && (
        <button type="button" disabled={busy} onClick={send}>
          <Icon name="send" />
          {t("settings.sendNow")}
        </button>
      )}
    </>
  );
}

function Row({ write }: { write: Write }) {
  const kind = !write.entry ? "deleted" : write.before ? "changed" : "new";
  return (
    <div class="stack">
      <div>
        <What write={write} />
        <p class="muted small">
          {whenOf(write)} · {t(`settings.kind.${kind}`)} · {t(`settings.state.${write.state}`)}
        </p>
      </div>
      {write.state === "conflict" && write.kind === "meal" && <Conflict write={write} />}
      {write.state === "conflict" && write.kind === "weight" && <WeighConflict write={write} />}
      {write.state === "refused" && (
        <p class="warning">
          <Icon name="warning" />
          <span>{t("settings.refused", { problem: write.problem ?? "" })}</span>
        </p>
      )}
      {write.state !== "conflict" && (
        <div class="actions">
          {write.state === "refused" && (
            <button type="button" class="quiet" onClick={() => attempt(() => insist(write.key))}>
              {t("do.retry")}
            </button>
          )}
          <Confirm
            label={t("settings.discard")}
            question={t(write.before ? "settings.discardChange" : "settings.discardNew")}
            sure={t("settings.discard")}
            act={() => attempt(() => drop(write.key))}
          />
        </div>
      )}
    </div>
  );
}

function What({ write }: { write: Write }) {
  const { kind } = write;
  if (kind === "meal") {
    const meal = write.entry ?? write.before;
    const foods = meal?.foods.map((food) => food.name).join(", ");
    return (
      <p>
        <b>{meal && t(`meal.${meal.mealType}`)}</b>: {foods}
      </p>
    );
  }
  const [name, said] =
    kind === "weight"
      ? [t("weigh.entry"), weightOf(write)]
      : [t("weigh.markEntry"), write.entry && t(`today.mark.${write.entry.mark}`)];
  return (
    <p>
      <b>{name}</b>
      {said && `: ${said}`}
    </p>
  );
}

function weightOf({ entry, before }: WeightWrite): string {
  return massText((entry ?? before)?.kilograms ?? 0, weightUnit.value);
}

function whenOf({ kind, key, entry, before }: Write): string {
  if (kind === "mark") return dayText(key, { dateStyle: "medium" });
  const shown = entry ?? before;
  if (!shown) return "";
  const at = "date" in shown ? shown.date : "at" in shown ? shown.at : "";
  return `${dayText(shown.day ?? at.slice(0, 10), { dateStyle: "medium" })}, ${timeText(at)}`;
}
