// What the person may want to ask next, as the last reply proposes it.

import { ask, asking, messages } from "../../data/chat";
import { t } from "../../texts";
import { suggestionsOf } from "./metadata";

export function Suggestions({ asked }: { asked: () => void }) {
  const last = messages.value.at(-1);
  const texts = last && last.role !== "user" && !asking.value ? suggestionsOf(last) : [];
  if (!texts.length) return null;
  return (
    <ul class="coach-next" aria-label={t("coach.next")}>
      {texts.map((text) => (
        <li key={text}>
          <button
            type="button"
            onClick={() => {
              void ask(text);
              asked(); // the button is gone
            }}
          >
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}
