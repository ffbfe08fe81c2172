// What to aim at in the week to come, and why. Nothing is set before the person says so.

import { useState } from "preact/hooks";
import { reachable } from "../../api/client";
import type { ProgressProposal } from "../../api/types";
import { accept, dismiss } from "../../data/progress";
import { weightUnit } from "../../data/weighing";
import { t } from "../../texts";
import { kcal } from "../../texts/format";
import { massChange } from "../../texts/mass";
import { Icon } from "../../ui/icons";
import { attempt, sayUndo } from "../../ui/toast";
import { saidOf } from "./proposal-words";

export function Proposal({ proposal }: { proposal: ProgressProposal }) {
  const { verdict, refusal, reasons, missing } = proposal;
  const isChange = verdict === "change" && proposal.kcal !== null;
  const why = [...(refusal ? [refusal] : []), ...reasons];
  return (
    <section class="card stack proposal" aria-labelledby="proposal-title">
      <h2 id="proposal-title">{t(isChange ? "progress.proposal" : "progress.target")}</h2>
      {isChange ? (
        <Change {...proposal} />
      ) : (
        <p>{t(`progress.verdict.${verdict as "keep"}`, { kcal: kcal(proposal.current) })}</p>
      )}
      <ul>
        {why.map((each) => (
          <li key={each.code}>{saidOf(each, missing, proposal.due)}</li>
        ))}
      </ul>
      {isChange && <Answer proposal={proposal} />}
      {!isChange && needsProfile(proposal) && <a href="/settings">{t("progress.toProfile")}</a>}
    </section>
  );
}

function Change({ current, kcal: aim, rate, rateLow, rateHigh }: ProgressProposal) {
  const change = (kg: number) => {
    const key = kg < 0 ? "progress.less" : "progress.more";
    return t(key, { mass: massChange(kg, weightUnit.value) });
  };
  return (
    <>
      <p class="step">
        <span class="muted">{kcal(current)}</span> <Icon name="next" />
        <span class="hide">{t("progress.becomes")}</span> <strong>{kcal(aim ?? 0)}</strong>{" "}
        {t("progress.kcalUnit")}
      </p>
      {rate !== null && (
        <p>
          {t("progress.shouldChange", { change: change(rate) })}
          {rateLow !== null &&
            rateHigh !== null &&
            ` ${t("progress.rateRange", { low: change(rateLow), high: change(rateHigh) })}`}
        </p>
      )}
    </>
  );
}

function Answer({ proposal }: { proposal: ProgressProposal }) {
  const [busy, setBusy] = useState(false);
  const aim = kcal(proposal.kcal ?? 0);
  const take = async () => {
    setBusy(true);
    await attempt(async () =>
      sayUndo(t("progress.accepted", { kcal: aim }), await accept(proposal)),
    );
    setBusy(false);
  };
  const refuse = () => attempt(async () => sayUndo(t("progress.dismissed"), await dismiss()));
  return (
    <>
      <div class="pair">
        <button type="button" class="primary" disabled={busy || !reachable.value} onClick={take}>
          {t("progress.accept", { kcal: aim })}
        </button>
        <button type="button" onClick={refuse}>
          {t("progress.dismiss")}
        </button>
      </div>
      {!reachable.value && <p class="muted small">{t("progress.acceptOffline")}</p>}
    </>
  );
}

/** Whether the profile or the goals in the settings lack something. */
function needsProfile({ refusal, reasons }: ProgressProposal): boolean {
  return refusal?.code === "incomplete" || reasons.some(({ code }) => code === "noAim");
}
