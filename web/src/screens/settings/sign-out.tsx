// Leaving this device, or all of them. What waits here would be lost, so it is sent first.

import { useState } from "preact/hooks";
import { Problem, send } from "../../api/client";
import { flush, outbox } from "../../data/outbox";
import { end, signedOut, signOut } from "../../data/session";
import { t } from "../../texts";
import { attempt, say } from "../../ui/toast";
import { inWords } from "./form";
import { Confirm } from "./section";

export function SignOut() {
  const [problem, setProblem] = useState("");
  const n = outbox.value.length;

  const leave = async (everywhere: boolean) => {
    setProblem("");
    try {
      if (everywhere) {
        await send("DELETE", "auth/sessions");
        end(); // here too
      }
      await signOut();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setProblem(problem.status ? inWords(problem) : t("settings.signOutOffline"));
    }
  };
  const sendFirst = async () => {
    await attempt(flush);
    if (outbox.value.length) say(t("settings.stillWaiting", { n: outbox.value.length }));
  };
  const ways = signedOut.value ? [false] : [false, true];
  return (
    <>
      <p class="muted">{t("settings.signOutWhat")}</p>
      {n > 0 && (
        <div class="stack">
          <p class="warning">{t("settings.signOutWaiting", { n })}</p>
          {!signedOut.value && (
            <button type="button" class="primary" onClick={sendFirst}>
              {t("settings.sendFirst")}
            </button>
          )}
        </div>
      )}
      <p class="form-error" role="alert">
        {problem}
      </p>
      <div class="actions">
        {ways.map((everywhere) => {
          const label = everywhere ? t("settings.signOutEverywhere") : t("settings.signOut");
          return n || everywhere ? (
            <Confirm
              key={everywhere}
              label={label}
              question={n ? t("settings.loseThem", { n }) : t("settings.everywhereQuestion")}
              sure={label}
              act={() => leave(everywhere)}
            />
          ) : (
            <button key={everywhere} type="button" onClick={() => leave(false)}>
              {label}
            </button>
          );
        })}
      </div>
    </>
  );
}
