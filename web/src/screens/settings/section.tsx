// What the parts of the settings are made of.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../texts";

export function Section({
  id,
  title,
  children,
}: {
  id: string;
  title: string;
  children: ComponentChildren;
}) {
  return (
    <section id={id} class="card stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}

interface Question {
  label: string;
  question: string;
  sure: string;
  act: () => unknown;
}

/** A button that asks once more before it does what cannot be undone. */
export function Confirm({ label, question, sure, act }: Question) {
  const [asked, setAsked] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    if (asked || wasAsked.current) first.current?.focus();
    wasAsked.current = asked;
  }, [asked]);
  if (!asked)
    return (
      <button type="button" ref={first} onClick={() => setAsked(true)}>
        {label}
      </button>
    );
  const go = () => {
    setAsked(false);
    act();
  };
  return (
    <fieldset class="confirm">
      <legend>{question}</legend>
      <button type="button" ref={first} onClick={go}>
        {sure}
      </button>
      <button type="button" class="quiet" onClick={() => setAsked(false)}>
        {t("do.cancel")}
      </button>
    </fieldset>
  );
}
