// A screen that is loaded when somebody goes there.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadTexts, t } from "../texts";

// biome-ignore lint/suspicious/noExplicitAny: each screen has its own properties
export type Load = () => Promise<{ default: ComponentType<any> }>;
const loaded = new Map<Load, ComponentType>();

export function Lazy({ load, ...props }: { load: Load; [property: string]: unknown }) {
  const [, setReady] = useState<Load>();
  const [failed, setFailed] = useState(false);
  const Found = loaded.get(load);
  useEffect(() => {
    if (Found) return;
    Promise.all([load(), loadTexts("later")]).then(
      ([module]) => {
        loaded.set(load, module.default);
        setReady(() => load);
      },
      () => setFailed(true),
    );
  }, [load, Found]);
  if (Found) return <Found {...props} />;
  if (!failed) return <p class="muted loading">{t("app.loading")}</p>;
  // After an update the old files may be gone from the server; offline they may never have come.
  return (
    <div class="card stack">
      <h1>{t("app.notLoaded")}</h1>
      <button type="button" class="primary" onClick={() => location.reload()}>
        {t("app.reload")}
      </button>
    </div>
  );
}
