// Forms: sending them once at a time, and saying at the fields what was wrong with them.

import type { ComponentChildren, InputHTMLAttributes, SubmitEventHandler } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Problem } from "../../api/client";
import { end } from "../../data/session";
import { type Key, t } from "../../texts";

/** What was wrong: by field of the API, and with the whole. */
export interface Wrong {
  fields: Record<string, string>;
  whole: string;
}

const FINE: Wrong = { fields: {}, whole: "" };
/** The server explains its fields to programs, in English. These words are for people. */
const WORDS: Record<string, Key> = {
  email: "settings.wrong.email",
  name: "settings.wrong.name",
  password: "settings.wrong.password",
  currentPassword: "settings.wrong.currentPassword",
  code: "settings.wrong.code",
  age: "settings.wrong.age",
  height: "settings.wrong.height",
  weight: "settings.wrong.weight",
  dailyCalorieGoal: "settings.wrong.dailyCalorieGoal",
  goals: "settings.wrong.goals",
  timezone: "settings.wrong.timezone",
};

/** A form that does some work when it is sent. What was wrong gets the focus; `inFields` says it. */
export function useForm(work: () => Promise<unknown>, inFields = read) {
  const [wrong, setWrong] = useState(FINE);
  const [busy, setBusy] = useState(false);
  const ref = useRef<HTMLFormElement>(null);
  useEffect(() => {
    ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [wrong]);
  const onSubmit: SubmitEventHandler<HTMLFormElement> = async (event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setWrong(FINE);
    try {
      await work();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setWrong(inFields(problem));
    } finally {
      setBusy(false);
    }
  };
  const form = { ref, onSubmit, noValidate: true, "aria-busy": busy };
  return { form, wrong, forgive: () => setWrong(FINE) };
}

/** What somebody typed cannot be sent at all. */
export function refuse(...paths: string[]): never {
  throw new Problem(422, { fields: paths.map((path) => ({ path, message: "" })) });
}

/** A problem in words for a person. */
export function inWords(problem: Problem): string {
  if (problem.code === "Unauthenticated") end();
  if (problem.status === 429) return t("settings.wait", { n: problem.retryAfter || 60 });
  if (problem.status >= 500) return t("problem.status", { status: String(problem.status) });
  return problem.message;
}

function read(problem: Problem): Wrong {
  const fields: Record<string, string> = {};
  const whole = problem.fields.length ? [] : [inWords(problem)];
  for (const { path, message } of problem.fields) {
    const name = path.split(".")[0] ?? "";
    const known = WORDS[name];
    if (known) fields[name] = t(known);
    else whole.push(`${path}: ${message}`);
  }
  return { fields, whole: whole.join(" ") };
}

export function FormError({ wrong }: { wrong: Wrong }) {
  return (
    <p class="form-error" role="alert">
      {wrong.whole}
    </p>
  );
}

interface Labelled {
  label: string;
  group?: boolean; // of several controls
  unit?: string | undefined;
  hint?: string | undefined;
  error?: string | undefined;
}
interface Described {
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
}

/** A control with its label, and below it what it is for and what is wrong with it. */
export function Field({
  label,
  group = false,
  unit,
  hint,
  error,
  children,
}: Labelled & { children: (described: Described) => ComponentChildren }) {
  const id = useId();
  const [Whole, Label] = group ? (["fieldset", "legend"] as const) : (["label", "span"] as const);
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div>
      <Whole class="field">
        <Label>
          {label} {unit && <span class="unit">{unit}</span>}
        </Label>
        {children({
          "aria-describedby": ids || undefined,
          "aria-invalid": error ? "true" : undefined,
        })}
      </Whole>
      {hint && (
        <p class="muted small hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

export interface TextProps extends Labelled {
  value: string | undefined;
  change: (text: string) => void;
  name?: string;
  type?: "text" | "email" | "password";
  autoComplete?: string;
  autoCapitalize?: "none";
  inputMode?: "decimal";
  spellcheck?: boolean;
}

export function TextField({ label, unit, hint, error, value, change, ...input }: TextProps) {
  return (
    <Field label={label} unit={unit} hint={hint} error={error}>
      {(described) => (
        <input
          {...(input as InputHTMLAttributes)} // each type has properties of its own
          {...described}
          value={value}
          onInput={(event) => change(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** A password that may be looked at while it is typed. */
export function PasswordField(props: TextProps) {
  const [shown, setShown] = useState(false);
  return (
    <div class="password">
      <TextField {...props} type={shown ? "text" : "password"} autoCapitalize="none" />
      <button
        type="button"
        class="quiet"
        aria-label={t("settings.showField", { field: props.label })}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        {t("settings.show")}
      </button>
    </div>
  );
}

interface OneOf<Value extends string> {
  legend: string;
  value: Value | undefined;
  options: readonly (readonly [value: Value, label: string, explanation?: string])[];
  choose: (value: Value) => void;
  hint?: string | undefined;
  list?: "long" | "short"; // below each other, not side by side
}

/** One of a few. */
export function Choice<Value extends string>(props: OneOf<Value>) {
  const { legend, value, options, choose, hint, list } = props;
  const name = useId();
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      <div class={list ? `options ${list}` : "segments"}>
        {options.map(([option, label, explanation]) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              checked={option === value}
              onChange={() => choose(option)}
            />
            <span>
              {label}
              {explanation && <span class="muted small">{explanation}</span>}
            </span>
          </label>
        ))}
      </div>
      {hint && <p class="muted small hint">{hint}</p>}
    </fieldset>
  );
}
