// Whether what was logged has reached the server, in words; and what needs the person.

import { reachable } from "../api/client";
import { outbox, saving, stuck, waiting } from "../data/outbox";
import { signedOut } from "../data/session";
import { skew } from "../lib/clock";
import { t } from "../texts";
import { Icon, type IconName } from "./icons";

export function SyncState() {
  const [text, icon] = state();
  return (
    <>
      <p class="sync" role="status">
        <Icon name={icon} />
        {text}
      </p>
      <a class="round" href="/settings" aria-label={t("nav.settings")}>
        <Icon name="settings" />
      </a>
    </>
  );
}

function state(): [string, IconName] {
  const n = waiting.value.length;
  if (!reachable.value) return [n ? t("sync.offlineWaiting", { n }) : t("sync.offline"), "cloud"];
  if (stuck.value.length) return [t("sync.stuck", { n: stuck.value.length }), "warning"];
  if (n || saving.value) return [t("sync.sending", { n: n || saving.value }), "waiting"];
  return [t("sync.saved"), "check"];
}

export function Notices() {
  return (
    <>
      {signedOut.value && (
        <div class="notice" role="alert">
          <p>{t("sync.signedOut")}</p>
          <a href="/sign-in">{t("sync.signIn")}</a>
        </div>
      )}
      {skew.value !== 0 && (
        <div class="notice">
          <p>{t("sync.clock", { apart: apart(Math.abs(skew.value)) })}</p>
        </div>
      )}
      {stuck.value.length > 0 && outbox.value.some((write) => write.state === "refused") && (
        <div class="notice" role="alert">
          <p>{t("sync.stuck", { n: stuck.value.length })}</p>
          <a href="/settings#waiting">{t("nav.settings")}</a>
        </div>
      )}
    </>
  );
}

function apart(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 90) return t("sync.minutes", { n: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 36 ? t("sync.hours", { n: hours }) : t("sync.days", { n: Math.round(hours / 24) });
}
