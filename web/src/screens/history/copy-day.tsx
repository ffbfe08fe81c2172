// A small form that copies every meal of one day to another.

import type { TargetedEvent } from "preact";
import { useState } from "preact/hooks";
import { today } from "../../data/session";
import { addDays, isDay } from "../../lib/days";
import { t } from "../../texts";
import { dayText } from "../../texts/format";
import { sayUndo } from "../../ui/toast";
import { copyDay } from "./copy";

export function CopyDay() {
  const [from, setFrom] = useState(addDays(today.value, -1));
  const [to, setTo] = useState(today.value);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  const submit = async (event: TargetedEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const field = event.currentTarget.querySelector("input");
    setBusy(true);
    try {
      if (!isDay(from) || !isDay(to)) throw new Error(t("history.copyNoDay"));
      if (from === to) throw new Error(t("history.copySame"));
      const { n, undo } = await copyDay(from, to);
      const day = dayText(to, { weekday: "long", day: "numeric", month: "long" });
      sayUndo(t("history.copied", { n, day }), undo);
      setProblem("");
    } catch (problem) {
      if (!(problem instanceof Error)) throw problem;
      setProblem(problem.message);
      field?.focus();
    }
    setBusy(false);
  };
  const wrong = { "aria-invalid": Boolean(problem), "aria-describedby": "copy-problem" };
  return (
    <details class="card copy-day">
      <summary>{t("history.copyDay")}</summary>
      <form class="stack" onSubmit={submit} aria-busy={busy} noValidate>
        <p class="muted small">{t("history.copyHint")}</p>
        <div class="pair">
          <label class="field">
            {t("history.copyFrom")}
            <input
              type="date"
              value={from}
              max={today.value}
              required
              {...wrong}
              onInput={(event) => setFrom(event.currentTarget.value)}
            />
          </label>
          <label class="field">
            {t("history.copyTo")}
            <input
              type="date"
              value={to}
              required
              {...wrong}
              onInput={(event) => setTo(event.currentTarget.value)}
            />
          </label>
        </div>
        <p class="form-error" id="copy-problem" role="alert">
          {problem}
        </p>
        <button type="submit" class="primary">
          {t("history.copy")}
        </button>
      </form>
    </details>
  );
}
