// The heading of a stretch of days, between the ways to the one before and after; and above it the
// choice between month and week.

import { t } from "../../texts";
import { Icon, type IconName } from "../../ui/icons";

export function Views({ at }: { at: "month" | "week" | undefined }) {
  return (
    <nav class="segments" aria-label={t("history.views")}>
      <a href="/history" aria-current={at === "month" ? "page" : undefined}>
        {t("history.month")}
      </a>
      <a href="/week" aria-current={at === "week" ? "page" : undefined}>
        {t("week.week")}
      </a>
    </nav>
  );
}

interface Way {
  label: string;
  go: (() => void) | undefined; // undefined where there is nothing more
}

interface Props {
  title: string;
  said: string;
  previous: Way;
  next: Way;
  heading?: "h1" | "h2";
}

export function Pager({ title, said, previous, next, heading: Heading = "h1" }: Props) {
  return (
    <>
      <div class="pager">
        <Go icon="previous" {...previous} />
        <Heading tabIndex={-1} aria-live="polite">
          {title}
        </Heading>
        <Go icon="next" {...next} />
      </div>
      <p class="pager-said muted small">{said}</p>
    </>
  );
}

function Go({ icon, label, go }: Way & { icon: IconName }) {
  return (
    <button
      type="button"
      class="round"
      aria-label={label}
      aria-disabled={!go} // not disabled: the focus stays where it is
      onClick={() => go?.()}
    >
      <Icon name={icon} />
    </button>
  );
}
