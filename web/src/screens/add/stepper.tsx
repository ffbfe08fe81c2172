// A number with - and +, and what it counts.

import { useId } from "preact/hooks";
import { t } from "../../texts";
import { readNumber } from "../../texts/format";
import { Icon } from "../../ui/icons";

interface Props {
  label: string;
  unit: string;
  typed: string;
  write: (typed: string) => void;
  start: number; // where a press begins when no number is there
  step: (count: number) => number;
  wrong?: string | undefined;
}

export function Stepper({ label, unit, typed, write, start, step, wrong }: Props) {
  const id = useId();
  const count = readNumber(typed);
  const press = (by: 1 | -1) => {
    // Going down, a step is as large as below this number.
    const next = count > 0 ? count + by * step(by < 0 ? count - 0.01 : count) : start;
    if (next > 0) write(String(Number(next.toFixed(2))));
  };
  return (
    <div>
      <div class="stepper">
        <button type="button" class="round" aria-label={t("add.less")} onClick={() => press(-1)}>
          <Icon name="minus" />
        </button>
        <label class="hide" for={id}>
          {label}
        </label>
        <input
          id={id}
          inputMode="decimal"
          autocomplete="off"
          value={typed}
          aria-invalid={Boolean(wrong)}
          aria-describedby={wrong && `${id}-wrong`}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <button type="button" class="round" aria-label={t("add.more")} onClick={() => press(1)}>
          <Icon name="add" />
        </button>
        <span class="stepper-unit">{unit}</span>
      </div>
      {wrong && (
        <p class="error" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
