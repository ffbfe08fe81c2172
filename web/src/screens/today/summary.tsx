// What the day adds up to: energy as a ring against the goal, macronutrients as bars.

import { MACROS, type Macro, type Totals } from "../../data/diary";
import { t } from "../../texts";
import { grams, kcal, percent } from "../../texts/format";
import { type Activity, Arithmetic, Moved } from "./moved";

const ENERGY = { protein: 4, carbs: 4, fat: 9 }; // kcal per gram, the general Atwater factors

interface Props {
  totals: Totals;
  goal: number;
  activity: Activity | undefined;
}

export function Summary({ totals, goal, activity }: Props) {
  const eaten = totals.totalCalories;
  return (
    <section class="card summary" aria-label={t("today.summary")}>
      <div class="energy">
        <p class="side">
          <strong>{kcal(eaten)}</strong> {t("today.eaten")}
        </p>
        <Ring eaten={eaten} goal={goal + (activity?.added ?? 0)} />
        <p class="side">
          <strong>{kcal(goal)}</strong> {t("today.goal")}
        </p>
      </div>
      {activity && <Arithmetic {...{ activity, goal, eaten }} />}
      <div class="macros">
        {MACROS.map((macro) => (
          <MacroBar key={macro} macro={macro} totals={totals} />
        ))}
      </div>
      {activity && <Moved activity={activity} />}
    </section>
  );
}

/** The arc is what was eaten; a second one, what is over the goal. */
function Ring({ eaten, goal }: { eaten: number; goal: number }) {
  const part = (eaten / goal) * 100;
  const over = Math.min(part - 100, 100);
  const left = goal - eaten;
  return (
    <div class="ring">
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle class="track" cx="60" cy="60" r="52" />
        {part > 0 && <Arc kind="eaten" part={part} />}
        {over > 0 && <Arc kind="gap" part={over + 1.5} />}
        {over > 0 && <Arc kind="over" part={over} />}
      </svg>
      <p class="ring-text">
        <strong>{kcal(Math.abs(left))}</strong>{" "}
        <span>{left < 0 ? t("today.over") : t("today.left")}</span>
      </p>
    </div>
  );
}

function Arc({ kind, part }: { kind: string; part: number }) {
  const roundEnds = 0.97; // they add to what is drawn
  const length = part < 100 ? part * roundEnds : 100;
  return (
    <circle
      class={kind}
      cx="60"
      cy="60"
      r="52"
      pathLength={100}
      stroke-dasharray={`${length} 100`}
    />
  );
}

function MacroBar({ macro, totals }: { macro: Macro; totals: Totals }) {
  const energy = (name: Macro) => totals[name] * ENERGY[name];
  const whole = MACROS.reduce((sum, name) => sum + energy(name), 0) || 1;
  const share = energy(macro) / whole;
  const id = `macro-${macro}`;
  return (
    <div class={macro}>
      <p id={id} class="macro">
        {t(`macro.${macro}`)}
      </p>
      <p class="grams">{grams(totals[macro])}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: a <meter> cannot be styled in every browser */}
      <div
        class="meter"
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={t("today.macroShare", {
          grams: grams(totals[macro]),
          share: percent(share),
        })}
        style={{ "--part": share }}
      />
      <p class="muted small">{t("today.ofEnergy", { share: percent(share) })}</p>
    </div>
  );
}
