// Says that some days could not be read, why, and what to do.

import { reachable } from "../api/client";
import { t } from "../texts";
import type { Shown } from "./use-points";

export function Missing({ points, problem, retry }: Shown) {
  if (!problem || points.every((point) => point.known)) return null;
  return (
    <div class="notice" role="status">
      <p>{reachable.value ? problem : t("charts.offline")}</p>
      <button type="button" class="quiet" onClick={retry}>
        {t("do.retry")}
      </button>
    </div>
  );
}
