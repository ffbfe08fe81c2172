// Where the person is signed in.

import { useEffect, useState } from "preact/hooks";
import { Problem, send } from "../../api/client";
import type { SignIn } from "../../api/types";
import { t } from "../../texts";
import { instantText } from "../../texts/format";
import { attempt, say } from "../../ui/toast";
import { browserOf } from "./browsers";
import { inWords } from "./form";
import { GoogleSignIn } from "./google-sign-in";
import { Confirm } from "./section";

export function Devices() {
  const [signIns, setSignIns] = useState<SignIn[]>();
  const [problem, setProblem] = useState<Problem>();
  const look = async () => {
    try {
      setSignIns(await send<SignIn[]>("GET", "auth/sessions"));
      setProblem(undefined);
    } catch (problem) {
      if (problem instanceof Problem) setProblem(problem);
      else throw problem;
    }
  };
  useEffect(() => void look(), []);

  const end = async ({ _id, userAgent }: SignIn) => {
    const done = await attempt(() => send("DELETE", `auth/sessions/${_id}`));
    if (done) say(t("settings.ended", { device: browserOf(userAgent ?? "") }));
    await look();
  };
  if (problem)
    return (
      <div class="stack">
        <p role="alert">{inWords(problem)}</p>
        <button type="button" class="quiet" onClick={look}>
          {t("do.retry")}
        </button>
      </div>
    );
  return (
    <>
      <p class="muted">{t("settings.devicesWhy")}</p>
      <ul class="rows devices">
        {signIns?.map((each) => (
          <li key={each._id}>
            <div>
              <p>
                <b>{browserOf(each.userAgent ?? "")}</b>
                {each.current && <span class="badge">{t("settings.thisDevice")}</span>}
              </p>
              <p class="muted small">
                {t("settings.lastUsed", { when: instantText(each.lastUsedAt) })}
              </p>
            </div>
            {!each.current && (
              <Confirm
                label={t("settings.endDevice")}
                question={t("settings.endQuestion", { device: browserOf(each.userAgent ?? "") })}
                sure={t("settings.endDevice")}
                act={() => end(each)}
              />
            )}
          </li>
        ))}
      </ul>
      <GoogleSignIn />
    </>
  );
}
