// The first run: what an energy goal depends on. Every step can be skipped; Settings ask it again.

import { useEffect, useRef, useState } from "preact/hooks";
import { user } from "../../data/session";
import { navigate } from "../../lib/router";
import { locale, t } from "../../texts";
import { FormError, useForm } from "../settings/form";
import {
  ActivityField,
  AimField,
  BodyFields,
  CalorieField,
  UnitsChoice,
  useDraft,
  Warnings,
} from "../settings/person";

const STEPS = ["body", "goal"] as const;

export default function Welcome() {
  const [at, setAt] = useState(0);
  const head = useRef<HTMLHeadingElement>(null);
  const step = STEPS[at];
  useEffect(() => {
    document.title = `${t("welcome.page")} – ${t("app.name")}`;
  }, [locale.value]);
  useEffect(() => {
    if (at) head.current?.focus();
    scrollTo(0, 0);
  }, [at]);
  const next = () => (at + 1 < STEPS.length ? setAt(at + 1) : navigate("/", { replace: true }));
  return (
    <div class="welcome stack">
      <div>
        <p class="muted small">{t("welcome.step", { at: at + 1, of: STEPS.length })}</p>
        <h1 ref={head} tabIndex={-1}>
          {step === "body"
            ? t("welcome.hello", { name: user.value?.name ?? "" })
            : t("welcome.goal")}
        </h1>
        <p class="muted">{step === "body" ? t("welcome.why") : t("welcome.goalWhy")}</p>
      </div>
      {step === "body" ? <Body next={next} /> : <Goal next={next} />}
      <button type="button" class="quiet" onClick={next}>
        {t("welcome.skip")}
      </button>
    </div>
  );
}

function Body({ next }: { next: () => void }) {
  const draft = useDraft();
  const { form, wrong } = useForm(async () => {
    await draft.save();
    next();
  });
  return (
    <form {...form} class="card stack">
      <UnitsChoice
        value={draft.now.units ?? "metric"}
        choose={(units) => draft.change({ units })}
      />
      <BodyFields draft={draft} wrong={wrong.fields} />
      <ActivityField draft={draft} />
      <FormError wrong={wrong} />
      <button type="submit" class="primary">
        {t("welcome.next")}
      </button>
    </form>
  );
}

function Goal({ next }: { next: () => void }) {
  const draft = useDraft();
  const [told, setTold] = useState(false);
  const { form, wrong } = useForm(async () => {
    await draft.save();
    // A warning is read before one goes on.
    if (user.value?.warnings?.length && !told) setTold(true);
    else next();
  });
  return (
    <form {...form} class="card stack">
      <AimField draft={draft} />
      <CalorieField draft={draft} wrong={wrong.fields} />
      <p class="muted small hint">{t("welcome.goalLater")}</p>
      <Warnings />
      <FormError wrong={wrong} />
      <button type="submit" class="primary">
        {told ? t("welcome.continue") : t("welcome.done")}
      </button>
    </form>
  );
}
