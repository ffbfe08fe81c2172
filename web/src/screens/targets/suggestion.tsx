// What the server suggests to eat in a day, with its arithmetic and its doubts; or why it does not.

import type { Cited, Said, Suggested } from "../../api/types";
import { locale, t } from "../../texts";
import { kcal } from "../../texts/format";
import { Icon } from "../../ui/icons";
import { NoAnswer } from "../../ui/no-answer";
import type { Answered } from "../../ui/use-answer";
import { changeText } from "../../ui/weights";
import { type Draft, dailyOf, type Edit, withEnergy } from "./draft";
import { saidText } from "./said";

interface Props {
  asked: Answered<Suggested>;
  draft: Draft;
  edit: Edit;
}

export function Suggestion({ asked, draft, edit }: Props) {
  const shown = asked.answer ?? asked.last;
  if (!shown) return asked.problem ? <NoAnswer of={asked} offline={t("targets.offline")} /> : null;
  const take = () => edit(withEnergy(draft, { ranged: false, aim: shown.kcal }));
  const isTaken = !draft.ranged && dailyOf(draft) === shown.kcal;
  return (
    <div class="suggested" aria-busy={!asked.answer}>
      <div role="status">
        {shown.kcal !== null && (
          <p>
            {t("targets.suggested")}{" "}
            <strong class="kcal-large">{t("unit.kcal", { amount: kcal(shown.kcal) })}</strong>
          </p>
        )}
        {shown.refusal && (
          <p class="warning">
            <Icon name="warning" />
            <Refusal said={shown.refusal} suggested={shown} />
          </p>
        )}
        {shown.limits.map((limit) => (
          <p key={limit.code}>{saidText(limit)}</p>
        ))}
      </div>
      {shown.kcal !== null && (
        <button type="button" disabled={isTaken} onClick={take}>
          {isTaken
            ? t("targets.taken")
            : t("targets.take", { kcal: t("unit.kcal", { amount: kcal(shown.kcal) }) })}
        </button>
      )}
      {shown.expenditure && <Arithmetic suggested={shown} />}
    </div>
  );
}

function Refusal({ said, suggested: { missing } }: { said: Said; suggested: Suggested }) {
  if (!missing.length) return <span>{saidText(said)}</span>;
  const facts = missing.map((fact) => t(`said.fact.${fact}`)).join(", ");
  return (
    <span>
      {t("said.incomplete", { facts })} <a href="/settings#profile">{t("targets.toProfile")}</a>
    </span>
  );
}

function Arithmetic({ suggested }: { suggested: Suggested }) {
  const { expenditure, equations, kcal: aim, rate, notes } = suggested;
  if (!expenditure) return null;
  const { resting, activityFactor, kcal: spent, uncertainty, low, high, source } = expenditure;
  const [, other] = equations;
  return (
    <details>
      <summary>{t("targets.how")}</summary>
      <ol class="worked-out">
        {resting !== null && activityFactor !== null ? (
          <>
            <li>
              {t("targets.resting", { kcal: kcal(resting) })} <From source={source} />
            </li>
            <li>
              {t("targets.times", { factor: exact(activityFactor), kcal: kcal(spent) })}{" "}
              <a href="/settings#profile">{t("targets.activity")}</a>
            </li>
          </>
        ) : (
          <li>
            {t("targets.whole", { kcal: kcal(spent) })} <From source={source} />
          </li>
        )}
        <li>
          {t("targets.uncertain", { apart: kcal(uncertainty), low: kcal(low), high: kcal(high) })}
        </li>
        {aim !== null && rate !== null && <li>{change(aim - spent, aim, rate)}</li>}
        {other && (
          <li>
            {t("targets.otherEquation", { kcal: kcal(other.kcal) })} <From source={other.source} />
          </li>
        )}
      </ol>
      <ul class="doubts muted small">
        {notes.map((note) => (
          <li key={note.code}>{saidText(note)}</li>
        ))}
      </ul>
    </details>
  );
}

function From({ source }: { source: Cited }) {
  return <span class="muted small">({source.citation})</span>;
}

/** With all its digits, so that the product is the one that is shown. */
function exact(factor: number): string {
  return new Intl.NumberFormat(locale.value).format(factor);
}

function change(apart: number, aim: number, rate: number): string {
  const said = {
    apart: kcal(Math.abs(apart)),
    kcal: kcal(aim),
    rate: changeText(rate),
  };
  if (Math.abs(apart) < 10) return t("targets.noChange", said);
  return apart < 0 ? t("targets.lessThanSpent", said) : t("targets.moreThanSpent", said);
}
