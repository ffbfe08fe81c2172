// The report of a calendar week, or of the month, as a file to keep or to share.

import { useState } from "preact/hooks";
import { reachable } from "../../api/client";
import { type Form, readReport, shareFile } from "../../data/reports";
import { addDays, type Day } from "../../lib/days";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";
import { rangeText, type Span, spanText } from "./span";

const FORMS = ["pdf", "csv"] as const;

export function Report({ span }: { span: Span }) {
  const [busy, setBusy] = useState<Form>();
  const [said, setSaid] = useState("");
  const period = span.kind === "month" ? "month" : "week";
  const first = period === "month" ? span.from : mondayOf(addDays(span.to, -3));
  const words = period === "month" ? spanText(span) : rangeText(first, addDays(first, 6));
  const make = async (form: Form) => {
    setBusy(form);
    setSaid("");
    try {
      const done = await shareFile(await readReport(period, form, first));
      setSaid(done === "cancelled" ? "" : t(`review.${done}`));
    } catch (problem) {
      if (!(problem instanceof Error)) throw problem;
      setSaid(reachable.value ? problem.message : t("review.offlineReport"));
    }
    setBusy(undefined);
  };
  return (
    <section class="card report" aria-labelledby="report">
      <div>
        <h2 id="report">{t("review.report")}</h2>
        <p class="muted">{words}</p>
      </div>
      <div class="actions">
        {FORMS.map((form) => (
          <button key={form} type="button" disabled={Boolean(busy)} onClick={() => make(form)}>
            <Icon name="download" />
            {t(`review.as.${form}`)}
          </button>
        ))}
      </div>
      <p class="muted small said" role="status">
        {busy ? t("review.making") : said}
      </p>
    </section>
  );
}

/** The Monday of the week that most of the seven days lie in: a report is of a calendar week. */
function mondayOf(middle: Day): Day {
  return addDays(middle, -((new Date(middle).getUTCDay() + 6) % 7));
}
