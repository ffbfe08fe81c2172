// Signing in and up: what is sent, and what the server asks for.

import { Problem, send } from "../../api/client";
import type { Login, SignedIn } from "../../api/types";
import { locale } from "../../texts";

/** Those that are typed here. An account may take Google too, whose button is always there. */
export type Method = "password" | "recovery_code" | "email_code";
/** Remembered while somebody is at Google: who comes back may be new here. */
export const VIA_GOOGLE = "viaGoogle";
const POUNDS_AND_FEET = /-(US|LR|MM)\b|^my\b/i; // the regions that go by them

export async function logIn(said: Login): Promise<SignedIn> {
  return send<SignedIn>("POST", "auth/login", { body: said });
}

/** What this device tells of its person. */
export function device() {
  return {
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    locale: locale.value,
    units: POUNDS_AND_FEET.test(navigator.language) ? "imperial" : "metric",
  } as const;
}

/** Makes an account. What we say of this device must not keep anybody out. */
export async function signUp(said: Login): Promise<SignedIn> {
  const here = device();
  try {
    return await logIn({ ...here, ...said });
  } catch (problem) {
    const refused = problem instanceof Problem ? problem.fields.map(({ path }) => path) : [];
    const known = Object.entries(here).filter(([name]) => !refused.includes(name));
    if (known.length === Object.keys(here).length) throw problem;
    return logIn({ ...Object.fromEntries(known), ...said });
  }
}

/** The proofs that an account has, when the server asks for one. */
export function proofs(problem: unknown): (Method | "google")[] | undefined {
  if (!(problem instanceof Problem) || problem.code !== "ProofRequired") return undefined;
  return problem.methods as (Method | "google")[];
}

/** Whether the e-mail is new here: then the server misses a name. */
export function asksForName(problem: unknown): boolean {
  return problem instanceof Problem && problem.fields.some(({ path }) => path === "name");
}
