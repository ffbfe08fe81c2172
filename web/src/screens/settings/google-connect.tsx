// The way to Google's page of consent.

import type { Feature, ProviderId, Status } from "../../api/types";
import { connect } from "../../data/connection";
import { has, locale, t } from "../../texts";
import { dayText } from "../../texts/format";
import { tryAtGoogle } from "./try-at-google";

export function Connect({ status }: { status: Status }) {
  const { providers, redirectUri } = status;
  if (!status.configured) return <p>{t("fitness.notConfigured")}</p>;
  const there = new URL(redirectUri).origin;
  if (there !== location.origin)
    return (
      <p>
        {t("fitness.elsewhere")} <a href={`${there}/settings#activity`}>{there}</a>
      </p>
    );
  const [first, ...others] = status.status === "disconnected" ? providers : providers.slice(0, 1);
  return (
    <>
      {first && (
        <button type="button" class="primary" onClick={() => go(first.id)}>
          {status.status === "disconnected"
            ? t("fitness.connect", { name: providerName(first.id) })
            : t("fitness.connectAgain", { name: providerName(first.id) })}
        </button>
      )}
      {others.map(({ id, availableUntil }) => (
        <details key={id}>
          <summary>{t("fitness.instead", { name: providerName(id) })}</summary>
          <div class="source">
            <p class="muted small">
              {t("fitness.legacy", {
                name: providerName(id),
                until: availableUntil ? dayText(availableUntil, { dateStyle: "long" }) : "",
              })}
            </p>
            <button type="button" onClick={() => go(id)}>
              {t("fitness.connect", { name: providerName(id) })}
            </button>
          </div>
        </details>
      ))}
    </>
  );
}

/** For who wants to allow more than the first time. */
export function ConnectAgain({ status: { provider, redirectUri } }: { status: Status }) {
  if (!provider || new URL(redirectUri).origin !== location.origin) return null;
  return (
    <button type="button" onClick={() => go(provider as ProviderId)}>
      {t("fitness.connectAgain", { name: providerName(provider) })}
    </button>
  );
}

function go(provider: ProviderId): Promise<boolean> {
  return tryAtGoogle(() => connect(provider));
}

export function providerName(id: string): string {
  const key = `fitness.name.${id}`;
  return has(key) ? t(key) : id;
}

/** "Steps, energy and workouts, distance and weight". */
export function features(which: readonly Feature[]): string {
  const names = which.map((each) => t(`fitness.feature.${each}`));
  return new Intl.ListFormat(locale.value).format(names);
}
