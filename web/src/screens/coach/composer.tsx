// Where a message is typed. Enter sends it, Shift+Enter begins a new line.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { asking, MOST_CHARACTERS, stop } from "../../data/chat";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";
import { draft, isSending, sendDraft, tooLong, type } from "./draft";

const NEARLY = 2_000; // characters: how many are left is said from here on

export function Composer() {
  const area = useRef<HTMLTextAreaElement>(null);
  const [wasEmpty, setWasEmpty] = useState(false);
  const sending = isSending();
  const text = sending ? "" : draft.value.text;
  const over = tooLong();
  useLayoutEffect(() => fit(area.current), [text]);

  const send = () => {
    area.current?.focus();
    setWasEmpty(!draft.value.text.trim());
    if (draft.value.text.trim() && over <= 0 && !asking.value) void sendDraft();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="composer-field">
        <label class="hide" for="message">
          {t("coach.label")}
        </label>
        <textarea
          ref={area}
          id="message"
          rows={1}
          enterkeyhint="send"
          placeholder={t("coach.placeholder")}
          aria-describedby="message-hint"
          aria-invalid={over > 0}
          readOnly={sending}
          value={text}
          onInput={(event) => {
            setWasEmpty(false);
            type(event.currentTarget.value);
          }}
          onKeyDown={press}
        />
        {asking.value ? (
          <button type="button" class="round" aria-label={t("coach.stop")} onClick={stop}>
            <Icon name="stop" />
          </button>
        ) : (
          <button type="submit" class="round" aria-label={t("coach.send")}>
            <Icon name="send" />
          </button>
        )}
      </div>
      <p id="message-hint" class={over > 0 ? "error" : "muted small"} role="status">
        {hint(over, wasEmpty)}
      </p>
    </form>
  );
}

function hint(over: number, wasEmpty: boolean): string {
  if (over > 0) return t("coach.tooLong", { limit: MOST_CHARACTERS, n: over });
  if (over > -NEARLY) return t("coach.left", { n: -over });
  return wasEmpty ? t("coach.empty") : t("coach.keys");
}

/** As high as its text; CSS says how high at most. */
function fit(area: HTMLTextAreaElement | null): void {
  if (!area) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}
