// Opens the app without a network: by a service worker, where the browser has one (HTTPS only).

import { t } from "../texts";
import { say } from "../ui/toast";

export const canOpenOffline = "serviceWorker" in navigator;

/** Installs the worker, and offers to reload when it has a new version. */
export async function serveOffline(): Promise<void> {
  if (!canOpenOffline) return;
  try {
    const registration = await navigator.serviceWorker.register("/sw.js");
    const offer = () => {
      const waiting = registration.waiting;
      if (!waiting || !navigator.serviceWorker.controller) return;
      say(t("app.newVersion"), t("app.reload"), () => takeOver(waiting));
    };
    offer();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", offer);
    });
  } catch (problem) {
    console.info("NutriTrack cannot open offline here:", problem);
  }
}

function takeOver(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
  worker.postMessage({ type: "take-over" });
}
