// Scanning a barcode: with the camera, from a photo, or typed.

import { useEffect, useRef, useState } from "preact/hooks";
import { mealTypeNow } from "../../data/diary";
import { back, url } from "../../lib/router";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";
import { placeIn } from "../add/place";
import { type CameraState, type Torch, useCamera } from "./camera";
import { watch } from "./decode";
import { OtherWays } from "./other-ways";
import { Product } from "./product";

export default function Scan() {
  const [code, setCode] = useState<string>();
  const [failed, setFailed] = useState(false); // the reader could not be loaded
  const video = useRef<HTMLVideoElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { state, torch, again } = useCamera(video);
  const { day, mealType = mealTypeNow() } = placeIn(url.value.searchParams);
  useEffect(() => {
    document.title = `${t("scan.title")} – ${t("app.name")}`;
  }, []);
  useEffect(() => {
    if (state !== "on" || code || !video.current) return;
    const stop = new AbortController();
    watch(video.current, stop.signal).then(take, () => setFailed(!stop.signal.aborted));
    return () => stop.abort();
  }, [state, code]);

  const take = (found: string) => {
    navigator.vibrate?.(60);
    setFailed(false);
    setCode(found);
  };
  const next = () => {
    setCode(undefined);
    heading.current?.focus();
  };
  const askAgain = () => {
    again();
    heading.current?.focus();
  };
  return (
    <div class="scan">
      <div class={`scan-view ${state === "on" ? "is-on" : ""}`}>
        <video ref={video} playsInline muted aria-label={t("scan.view")} hidden={state !== "on"} />
        {state === "on" && !code && <div class="scan-frame" />}
        <div class="scan-top">
          <button type="button" class="round" aria-label={t("do.back")} onClick={() => back()}>
            <Icon name="previous" />
          </button>
          <h1 tabIndex={-1} ref={heading}>
            {t("scan.title")}
          </h1>
          {torch && <TorchButton torch={torch} />}
        </div>
        <p class="scan-state" role="status">
          {failed ? t("scan.noReader") : !code && t(`scan.camera.${state}`)}
        </p>
        {!code && canAskAgain(state) && (
          <button type="button" class="scan-again" onClick={askAgain}>
            {t("do.retry")}
          </button>
        )}
      </div>
      <div class="scan-sheet stack">
        {code ? (
          <Product key={code} code={code} place={{ day, mealType }} next={next} />
        ) : (
          <OtherWays found={take} />
        )}
      </div>
    </div>
  );
}

function TorchButton({ torch }: { torch: NonNullable<Torch> }) {
  const [on, setOn] = useState(false);
  const press = () =>
    torch(!on).then(
      () => setOn(!on),
      () => undefined,
    );
  return (
    <button
      type="button"
      class="round"
      aria-label={t("scan.torch")}
      aria-pressed={on}
      onClick={press}
    >
      <Icon name="torch" />
    </button>
  );
}

function canAskAgain(state: CameraState): boolean {
  return state === "denied" || state === "busy" || state === "absent";
}
