// What is on this device and not on the server yet, and what can be done about each.

import { useState } from "preact/hooks";
import { reachable } from "../../api/client";
import { dayOf } from "../../data/meals";
import { drop, flush, insist, outbox, type Write, waiting } from "../../data/outbox";
import { t } from "../../texts";
import { dayText, timeText } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { attempt, say } from "../../ui/toast";
import { Conflict } from "../today/conflict";
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
  const meal = write.meal ?? write.before;
  if (!meal) return null;
  const foods = meal.foods.map((food) => food.name).join(", ");
  const kind = !write.meal ? "deleted" : write.before ? "changed" : "new";
  return (
    <div class="stack">
      <div>
        <p>
          <b>{t(`meal.${meal.mealType}`)}</b>: {foods}
        </p>
        <p class="muted small">
          {dayText(dayOf(meal), { dateStyle: "medium" })}, {timeText(meal.date)} ·{" "}
          {t(`settings.kind.${kind}`)} · {t(`settings.state.${write.state}`)}
        </p>
      </div>
      {write.state === "conflict" && <Conflict write={write} />}
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
