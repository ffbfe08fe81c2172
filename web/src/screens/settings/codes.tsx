// Recovery codes: the server tells them once, so they stay until the person has kept them.

import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../texts";

interface Props {
  codes: string[];
  title: string;
  text: string;
  keep: () => void;
  heading: "h1" | "h3";
}

export function Codes({ codes, title, text, keep, heading: Heading }: Props) {
  const head = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLPreElement>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    head.current?.focus();
    const stay = (event: Event) => event.preventDefault();
    addEventListener("beforeunload", stay);
    return () => removeEventListener("beforeunload", stay);
  }, []);
  const copy = () => {
    // In the old way, which works on plain http too.
    if (list.current) getSelection()?.selectAllChildren(list.current);
    setSaid(document.execCommand("copy") ? t("settings.copied") : t("settings.selected"));
  };
  return (
    <div class="stack">
      <Heading ref={head} tabIndex={-1}>
        {title}
      </Heading>
      <p>{text}</p>
      <p>
        <strong>{t("settings.shownOnce")}</strong>
      </p>
      <pre class="codes" ref={list}>
        {codes.join("\n")}
      </pre>
      <div class="pair">
        <button type="button" onClick={copy}>
          {t("settings.copyCodes")}
        </button>
        <button type="button" class="primary" onClick={keep}>
          {t("settings.keptCodes")}
        </button>
      </div>
      <p class="muted small said" role="status">
        {said}
      </p>
    </div>
  );
}
