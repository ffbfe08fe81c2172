// Google as the source of what the body did: connecting, how it goes, and ending it.

import { useEffect, useState } from "preact/hooks";
import { Problem } from "../../api/client";
import type { Status } from "../../api/types";
import {
  connection,
  disconnect,
  followConnection,
  isReading,
  lookAtConnection,
  lookWhileReading,
  syncNow,
} from "../../data/connection";
import { has, t } from "../../texts";
import { dayText, instantText } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { say } from "../../ui/toast";
import { inWords } from "./form";
import { Connect, ConnectAgain, features, providerName } from "./google-connect";
import { GoogleReading } from "./google-reading";
import { Answer, useOutcome } from "./outcome";
import { Confirm } from "./section";
import { tryAtGoogle } from "./try-at-google";

export function GoogleData() {
  const status = connection.value;
  const outcome = useOutcome("fitness", "/settings#activity");
  const [problem, setProblem] = useState<Problem>();
  const look = async () => {
    try {
      await lookAtConnection();
      setProblem(undefined);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setProblem(problem);
    }
  };
  useEffect(() => {
    void look();
    return followConnection();
  }, []);
  useEffect(lookWhileReading, [status]);
  const ended = `fitness.ended.${outcome}`;
  return (
    <div class="source">
      <h3>{t("fitness.google")}</h3>
      {has(ended) && (
        <Answer well={outcome === "connected" || outcome === "partial"} text={t(ended)} />
      )}
      {status ? (
        <Shown status={status} />
      ) : (
        problem && (
          <div role="alert">
            <p>{inWords(problem)}</p>
            <button type="button" class="quiet" onClick={look}>
              {t("do.retry")}
            </button>
          </div>
        )
      )}
    </div>
  );
}

function Shown({ status }: { status: Status }) {
  const [left, setLeft] = useState(false); // the access, at Google
  if (!status.configured && status.status === "disconnected")
    return <NotConfigured redirectUri={status.redirectUri} />;
  const end = async () => {
    const done = await tryAtGoogle(async () => setLeft((await disconnect()) === false));
    if (done) say(t("fitness.disconnected"));
  };
  const isOn = status.fitDataEnabled;
  const busy = isReading(status.sync);
  return (
    <>
      {status.status === "disconnected" ? <What /> : <Account status={status} />}
      <Worries status={status} />
      {isOn && <GoogleReading status={status} />}
      {left && (
        <p class="warning">
          <Icon name="warning" />
          <span>
            {t("fitness.notRevoked")}{" "}
            <a href="https://myaccount.google.com/connections" target="_blank" rel="noreferrer">
              myaccount.google.com/connections
            </a>
          </span>
        </p>
      )}
      {status.status !== "connected" && <Connect status={status} />}
      {isOn && (
        <div class="actions">
          <button type="button" disabled={busy} onClick={() => tryAtGoogle(syncNow)}>
            {t("fitness.syncNow")}
          </button>
          {status.status === "connected" && status.missing.length > 0 && (
            <ConnectAgain status={status} />
          )}
          <Confirm
            label={t("fitness.disconnect")}
            question={t("fitness.disconnectQuestion")}
            sure={t("fitness.disconnect")}
            act={end}
          />
        </div>
      )}
    </>
  );
}

function NotConfigured({ redirectUri }: { redirectUri: string }) {
  return (
    <>
      <p>{t("fitness.notConfigured")}</p>
      <p class="muted small">
        {t("fitness.howTo", { file: "docs/fitness.md" })} <code>{redirectUri}</code>
      </p>
    </>
  );
}

function What() {
  return (
    <>
      <p>{t("fitness.reads")}</p>
      <p class="muted small">{t("fitness.readsHow")}</p>
    </>
  );
}

/** Whose data they are, and when they were read last. */
function Account({ status }: { status: Status }) {
  const { account, provider, lastSyncAt } = status;
  const last = lastSyncAt
    ? t("fitness.lastRead", { when: instantText(lastSyncAt) })
    : t("fitness.neverRead");
  return (
    <div>
      <p>
        <b>{providerName(provider ?? "")}</b>
        <span class="badge">{t(`fitness.status.${status.status}`)}</span>
      </p>
      {account && <p>{account}</p>}
      <p class="muted small">{last}</p>
      {status.features.length > 0 && (
        <p class="muted small">{t("fitness.may", { what: features(status.features) })}</p>
      )}
    </div>
  );
}

/** What is wrong, or will be. */
function Worries({ status }: { status: Status }) {
  const { lastError, missing, connectionEndsAt } = status;
  const key = `fitness.error.${lastError?.code}`;
  const worries = [
    lastError && !has(key) && <span lang="en">{lastError.message}</span>,
    lastError && has(key) && t(key),
    missing.length > 0 && t("fitness.missing", { what: features(missing) }),
    connectionEndsAt &&
      t("fitness.ends", {
        when: dayText(connectionEndsAt.slice(0, 10), { dateStyle: "long" }),
      }),
  ].filter(Boolean);
  return (
    <div role="status" class="stack">
      {worries.map((worry) => (
        <p key={String(worry)} class="warning">
          <Icon name="warning" />
          <span>{worry}</span>
        </p>
      ))}
    </div>
  );
}
