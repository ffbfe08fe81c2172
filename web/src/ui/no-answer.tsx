// In the place of what could not be read: why, and a way to try again.

import { reachable } from "../api/client";
import { t } from "../texts";
import type { Answered } from "./use-answer";

/** `offline` says what is missing without the network. */
export function NoAnswer({ of, offline }: { of: Answered<unknown>; offline: string }) {
  return (
    <div class="notice" role="status">
      <p>{reachable.value ? of.problem : offline}</p>
      <button type="button" class="quiet" onClick={of.retry}>
        {t("do.retry")}
      </button>
    </div>
  );
}
