// Fields of a form, with what is wrong said at each.

import { useId } from "preact/hooks";

interface Props {
  name: string;
  label: string;
  value: string;
  write: (value: string) => void;
  wrong?: string | undefined;
  unit?: string;
  hint?: string;
  maxLength?: number;
  digits?: boolean;
}

export function TextField(props: Props) {
  return <Field {...props} inputMode={props.digits ? "numeric" : "text"} />;
}

export function NumberField(props: Props) {
  return <Field {...props} inputMode="decimal" />;
}

function Field(props: Props & { inputMode: "text" | "decimal" | "numeric" }) {
  const { name, label, value, write, wrong, unit, hint, maxLength, inputMode } = props;
  const id = useId();
  const about = [wrong && `${id}-wrong`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>
        {label} {unit && <span class="unit">{unit}</span>}
      </label>
      <input
        id={id}
        name={name}
        inputMode={inputMode}
        autocomplete="off"
        maxLength={maxLength}
        value={value}
        aria-invalid={Boolean(wrong)}
        aria-describedby={about || undefined}
        onInput={(event) => write(event.currentTarget.value)}
      />
      {hint && (
        <p class="unit" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p class="error" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  );
}
