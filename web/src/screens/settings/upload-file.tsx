// A file of a phone or a watch: sending it, how far it is, and what was found in it.

import { useEffect, useId, useRef } from "preact/hooks";
import type { Problem } from "../../api/client";
import type { Upload } from "../../api/types";
import {
  cancelUpload,
  isUnderWay,
  lookAtUpload,
  lookWhileReading,
  refused,
  sendFile,
  sending,
  upload,
} from "../../data/upload";
import { has, t } from "../../texts";
import { amount, instantText, percent } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { inWords } from "./form";
import { providerName } from "./google-connect";
import { tryAtGoogle } from "./try-at-google";

const KINDS = ["apple_health", "health_connect", "takeout"] as const;

export function UploadFile() {
  const file = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void lookAtUpload();
    return lookWhileReading();
  }, []);
  const choose = (input: HTMLInputElement) => {
    const chosen = input.files?.[0];
    if (chosen) sendFile(chosen);
    input.value = ""; // the same file may be chosen again
  };
  const latest = upload.value;
  const busy = Boolean(sending.value) || Boolean(latest && isUnderWay(latest));
  return (
    <div class="source">
      <h3>{t("fitness.file")}</h3>
      <p>{t("fitness.fileWhat")}</p>
      <details>
        <summary>{t("fitness.fileKinds")}</summary>
        <dl class="kinds">
          {KINDS.map((kind) => (
            <div key={kind}>
              <dt>{providerName(kind)}</dt>
              <dd>{t(`fitness.get.${kind}`)}</dd>
              <dd class="muted small">{t(`fitness.holds.${kind}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
      {busy && <UnderWay latest={latest} />}
      <div role="status">
        {!sending.value && refused.value && <Refused problem={refused.value} />}
        {!busy && !refused.value && latest && <Became latest={latest} />}
      </div>
      {busy ? (
        <button type="button" onClick={() => tryAtGoogle(cancelUpload)}>
          {t("do.cancel")}
        </button>
      ) : (
        <button type="button" onClick={() => file.current?.click()}>
          <Icon name="upload" />
          {t("fitness.choose")}
        </button>
      )}
      <input
        ref={file}
        type="file"
        hidden
        aria-label={t("fitness.choose")}
        onChange={(event) => choose(event.currentTarget)}
      />
    </div>
  );
}

/** Sending is measured here, reading by the server. */
function UnderWay({ latest }: { latest: Upload | undefined }) {
  const id = useId();
  const mine = sending.value;
  const part = mine ? mine.part : latest?.state === "reading" ? (latest.progress ?? 0) : undefined;
  const state = mine ? (mine.part < 1 ? "sending" : "arriving") : stateOf(latest);
  const known = part !== undefined && !(mine && part === 1);
  return (
    <div>
      <p id={id} role="status">
        {mine && <b>{mine.name} </b>}
        {t(`fitness.file.${state}`)}
      </p>
      <progress aria-labelledby={id} max={1} {...(known ? { value: part } : {})} />
      <p class="muted small">
        {known && percent(Math.floor(part * 100) / 100)}
        {!mine && latest?.state === "receiving" && megabytes(latest)}
      </p>
    </div>
  );
}

function stateOf(latest: Upload | undefined) {
  const state = latest?.state;
  return state === "receiving" || state === "reading" || state === "storing" ? state : "waiting";
}

function megabytes({ received }: Upload): string {
  return t("fitness.received", { amount: amount((received ?? 0) / 1e6) });
}

function Refused({ problem }: { problem: Problem }) {
  const key = `fitness.problem.${problem.code}`;
  return (
    <p class="warning">
      <Icon name="warning" />
      <span>{has(key) ? t(key) : inWords(problem)}</span>
    </p>
  );
}

/** What became of the latest file. */
function Became({ latest }: { latest: Upload }) {
  const { state, problem, days = 0, weights = 0, skipped = 0, source, updatedAt } = latest;
  if (state === "cancelled") return <p class="muted">{t("fitness.cancelled")}</p>;
  if (state === "failed") {
    const key = `fitness.problem.${problem?.code}`;
    return (
      <p class="warning">
        <Icon name="warning" />
        {has(key) ? <span>{t(key)}</span> : <span lang="en">{problem?.detail}</span>}
      </p>
    );
  }
  return (
    <div>
      <p>
        <b>{providerName(source ?? "")}</b>{" "}
        {updatedAt && <span class="muted small">{instantText(updatedAt)}</span>}
      </p>
      <p>
        {t("fitness.daysFound", { n: days })} {t("fitness.weightsFound", { n: weights })}
      </p>
      {skipped > 0 && <p class="muted small">{t("fitness.skipped", { n: skipped })}</p>}
    </div>
  );
}
