// Deletes the conversation, after a question.

import { useId, useRef } from "preact/hooks";
import { asking, clear } from "../../data/chat";
import { t } from "../../texts";
import { attempt, say } from "../../ui/toast";

export function Clear({ cleared }: { cleared: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const text = useId();
  const confirm = async () => {
    dialog.current?.close();
    const done = await attempt(clear);
    if (!done) return;
    cleared();
    say(t("coach.cleared"));
  };
  return (
    <>
      <button
        type="button"
        class="quiet"
        disabled={Boolean(asking.value)}
        onClick={() => dialog.current?.showModal()}
      >
        {t("coach.clear")}
      </button>
      <dialog ref={dialog} class="coach-confirm" aria-labelledby={title} aria-describedby={text}>
        <h2 id={title}>{t("coach.clearTitle")}</h2>
        <p id={text}>{t("coach.clearText")}</p>
        <div class="pair">
          <button type="button" onClick={() => dialog.current?.close()}>
            {t("do.cancel")}
          </button>
          <button type="button" class="primary" onClick={confirm}>
            {t("coach.clear")}
          </button>
        </div>
      </dialog>
    </>
  );
}
