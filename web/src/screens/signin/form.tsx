// One form for signing in and up: it asks for more as the server does.

import { useEffect, useRef, useState } from "preact/hooks";
import { Problem, reachable, send } from "../../api/client";
import type { SignedIn } from "../../api/types";
import { outbox } from "../../data/outbox";
import { url } from "../../lib/router";
import { t } from "../../texts";
import { FormError, PasswordField, refuse, TextField, useForm } from "../settings/form";
import { asksForName, logIn, type Method, proofs, signUp } from "./enter";
import { GoogleAnswer, GoogleWay } from "./google-way";

type Step = "email" | "new" | Method;
interface Props {
  known: string | undefined; // the e-mail of the person who was signed in here
  enter: (signedIn: SignedIn, isNew: boolean) => void;
}

export function EnterForm({ known, enter }: Props) {
  const [step, setStep] = useState<Step>("email");
  const [methods, setMethods] = useState<Method[]>([]);
  const [email, setEmail] = useState(known ?? "");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { form, wrong, forgive } = useForm(submit);
  const fields = useRef<HTMLDivElement>(null);
  const back = useRef(url.value.searchParams.has("google")); // then the answer has the focus
  useEffect(() => {
    if (back.current) {
      back.current = false;
      return;
    }
    const inputs = fields.current?.querySelectorAll("input");
    (inputs?.[1] ?? inputs?.[0])?.focus(); // what the step asks for, else the e-mail
  }, [step]);

  async function submit(): Promise<void> {
    const said = { email: email.trim() };
    try {
      if (step === "new") enter(await signUp({ ...said, name, password: password || null }), true);
      else if (step === "password") enter(await logIn({ ...said, password }), false);
      else enter(await logIn(step === "email" ? said : { ...said, code: code.trim() }), false);
    } catch (problem) {
      const asked = proofs(problem);
      if (asked) ask(asked);
      else if (step === "email" && asksForName(problem)) setStep("new");
      else throw problem;
    }
  }

  /** The account exists: which proof it takes, or that the one given is none. */
  function ask(asked: (Method | "google")[]): void {
    setMethods(asked.filter((method) => method !== "google"));
    if (step === "password") refuse("password");
    if (step !== "email" && step !== "new") refuse("code");
    const first = (["password", "recovery_code", "email_code"] as const).find((each) =>
      asked.includes(each),
    );
    const none = asked.includes("google") ? "signin.googleOnly" : "signin.noWayIn";
    if (!first) throw new Problem(401, { detail: t(none) });
    setStep(first);
    if (first === "email_code") void mail();
  }

  async function mail(): Promise<void> {
    // The answer does not tell whether there is such an account; nor do we.
    await send("POST", "auth/code", { body: { email: email.trim() } }).catch(() => undefined);
  }

  function turn(method: Method): void {
    forgive();
    setStep(method);
    if (method === "email_code") void mail();
  }

  function typeEmail(text: string): void {
    setEmail(text);
    if (step !== "email") {
      forgive();
      setPassword("");
      setCode("");
      setStep("email");
    }
  }

  const isBack = Boolean(known) && step === "email";
  return (
    <form {...form} class="card stack">
      <div class="stack head">
        <h1 tabIndex={-1}>{isBack ? t("signin.again") : t(`signin.title.${step}`)}</h1>
        <p class="muted" role="status">
          {isBack ? t("signin.againHint") : t(`signin.hint.${step}`)}
        </p>
        <GoogleAnswer />
        <Waiting known={known} email={email} />
        {!reachable.value && <p class="muted">{t("signin.offline")}</p>}
      </div>
      <div class="stack" ref={fields}>
        <TextField
          label={t("signin.email")}
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          value={email}
          change={typeEmail}
          error={wrong.fields.email}
        />
        {step === "new" && (
          <>
            <TextField
              label={t("signin.name")}
              name="name"
              autoComplete="name"
              value={name}
              change={setName}
              error={wrong.fields.name}
            />
            <PasswordField
              label={t("signin.password")}
              unit={t("signin.optional")}
              hint={t("signin.passwordHint")}
              name="password"
              autoComplete="new-password"
              value={password}
              change={setPassword}
              error={wrong.fields.password && t("settings.wrong.newPassword")}
            />
          </>
        )}
        {step === "password" && (
          <PasswordField
            label={t("signin.password")}
            name="password"
            autoComplete="current-password"
            value={password}
            change={setPassword}
            error={wrong.fields.password}
          />
        )}
        {step.endsWith("_code") && (
          <TextField
            key={step}
            label={t("signin.code")}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellcheck={false}
            value={code}
            change={setCode}
            error={wrong.fields.code}
          />
        )}
      </div>
      <FormError wrong={wrong} />
      <button type="submit" class="primary">
        {t(`signin.go.${step}`)}
      </button>
      {step !== "email" && step !== "new" && (
        <div class="ways">
          {methods
            .filter((method) => method !== step)
            .map((method) => (
              <button key={method} type="button" class="quiet" onClick={() => turn(method)}>
                {t(`signin.use.${method}`)}
              </button>
            ))}
        </div>
      )}
      <GoogleWay />
      {known && (
        <a class="later" href="/">
          {t("signin.later")}
        </a>
      )}
    </form>
  );
}

/** What waits on this device is sent for the person who logged it, and for nobody else. */
function Waiting({ known, email }: { known: string | undefined; email: string }) {
  const n = outbox.value.length;
  if (!known || !n) return null;
  const same = email.trim().toLowerCase() === known;
  return (
    <p class="warning" role="status">
      {same ? t("signin.waiting", { n }) : t("signin.waitingOther", { n, email: known })}
    </p>
  );
}
