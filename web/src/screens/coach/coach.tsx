// The coach: a conversation about what is in the diary.

import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { reachable } from "../../api/client";
import { asking, known, messages, open, readLatest, unread } from "../../data/chat";
import { locale, t } from "../../texts";
import { Clear } from "./clear";
import { Composer } from "./composer";
import { Conversation } from "./conversation";
import { Intro } from "./intro";
import { isAbsent, Trouble } from "./trouble";

export default function Coach() {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${t("coach.title")} – ${t("app.name")}`;
  }, [locale.value]);
  useEffect(() => {
    void open();
    return readWhenBack();
  }, []);
  const empty = !messages.value.length && !asking.value;
  return (
    <div class="coach">
      <div class="title-row">
        <h1 ref={title} tabIndex={-1}>
          {t("coach.title")}
        </h1>
        {messages.value.length > 0 && <Clear cleared={() => title.current?.focus()} />}
      </div>
      <div class="coach-body">
        {empty ? <Empty /> : <Conversation />}
        <Trouble />
      </div>
      <Composer />
    </div>
  );
}

function Empty() {
  if (!known.value && !unread.value) return <p class="muted loading">{t("app.loading")}</p>;
  if (isAbsent(unread.value)) return null; // the trouble says it
  return <Intro suggest={known.value} />;
}

/** The network is back: what could not be read is read. */
function readWhenBack(): () => void {
  return effect(() => {
    if (reachable.value && unread.peek()?.status === 0) void readLatest();
  });
}
