// Where a nutrient comes from: by food, by type of meal or by day, with how much of it is known.

import { useEffect } from "preact/hooks";
import type { Breakdown } from "../../api/types";
import { changes } from "../../data/points";
import { back, navigate, url } from "../../lib/router";
import { locale, t } from "../../texts";
import { percent } from "../../texts/format";
import { neat, UNITS } from "../../ui/bounds";
import { Icon } from "../../ui/icons";
import { NoAnswer } from "../../ui/no-answer";
import { nutrientName } from "../../ui/nutrient-name";
import { useAnswer } from "../../ui/use-answer";
import { NUTRIENTS } from "../add/nutrients";
import { Pager } from "../history/pager";
import { beside, SPAN_KINDS, spanOf, spanText } from "../week/span";
import { breakdownPath, GROUPS, type Question, questionOf, sourcesAddress } from "./ask";
import { Bars } from "./bars";

export default function Sources() {
  const question = questionOf(url.value.searchParams);
  const { nutrient, span, by } = question;
  const asked = useAnswer<Breakdown>(breakdownPath(question), changes.value);
  const title = t("review.sourcesOf", { nutrient: nutrientName(nutrient) });
  useEffect(() => {
    document.title = `${title} – ${t("app.name")}`;
  }, [title, locale.value]);
  const go = (change: Partial<Question>) =>
    navigate(sourcesAddress({ ...question, ...change }), { replace: true });
  const [before, after] = [beside(span, -1), beside(span, 1)];
  const groups = GROUPS.filter((each) => each !== "day" || span.kind !== "day");
  return (
    <div class="sources" aria-busy={!asked.answer && !asked.problem}>
      <div class="sources-title">
        <button type="button" class="round" aria-label={t("do.back")} onClick={() => back("/week")}>
          <Icon name="previous" />
        </button>
        <h1 tabIndex={-1}>{title}</h1>
      </div>
      <label class="field">
        {t("targets.addNutrient")}
        <select value={nutrient} onChange={(event) => go({ nutrient: event.currentTarget.value })}>
          {NUTRIENTS.map(([id]) => (
            <option key={id} value={id}>
              {nutrientName(id)}
            </option>
          ))}
        </select>
      </label>
      <nav class="segments" aria-label={t("review.span")}>
        {SPAN_KINDS.map((kind) => (
          <Other
            key={kind}
            to={{ ...question, span: spanOf(kind, span.to) }}
            isHere={kind === span.kind}
            name={t(`review.span.${kind}`)}
          />
        ))}
      </nav>
      <Pager
        heading="h2"
        title={spanText(span)}
        said=""
        previous={{ label: t("review.earlier"), go: before && (() => go({ span: before })) }}
        next={{ label: t("review.later"), go: after && (() => go({ span: after })) }}
      />
      <section class="card stack">
        <nav class="segments" aria-label={t("review.grouped")}>
          {groups.map((each) => (
            <Other
              key={each}
              to={{ ...question, by: each }}
              isHere={each === by}
              name={t(`review.by.${each}`)}
            />
          ))}
        </nav>
        {asked.answer ? (
          <Found of={asked.answer} nutrient={nutrient} />
        ) : asked.problem ? (
          <NoAnswer of={asked} offline={t("review.offline")} />
        ) : (
          <p class="muted loading">{t("app.loading")}</p>
        )}
      </section>
    </div>
  );
}

/** Another question in the place of this one, so that going back leaves the screen. */
function Other({ to, isHere, name }: { to: Question; isHere: boolean; name: string }) {
  const address = sourcesAddress(to);
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigate(address, { replace: true });
  };
  return (
    <a href={address} aria-current={isHere ? "true" : undefined} onClick={go}>
      {name}
    </a>
  );
}

function Found({ of, nutrient }: { of: Breakdown; nutrient: string }) {
  const { total, groups, groupCount, nutrients } = of;
  const { amount = null, coverage = 0 } = total.amounts[nutrient] ?? {};
  if (!groups.length) return <p>{t("charts.saidNothing")}</p>;
  if (amount === null) return <p>{t("review.noneTells", { nutrient: nutrientName(nutrient) })}</p>;
  const unit = UNITS[nutrients[0]?.unit ?? "g"];
  return (
    <>
      <div>
        <p class="average">
          <strong>{neat(amount)}</strong> {t("review.inAll", { unit })}
        </p>
        <p class="muted small">
          {coverage < 0.995
            ? t("review.lowerBound", { share: percent(coverage) })
            : t("review.wholeKnown")}
        </p>
      </div>
      <Bars of={of} nutrient={nutrient} />
      {groupCount > groups.length && (
        <p class="muted small">{t("review.moreFoods", { n: groupCount - groups.length })}</p>
      )}
    </>
  );
}
