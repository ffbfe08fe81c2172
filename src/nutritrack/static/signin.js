// Signing up and signing in: one form, which asks for more as the server does.

import { send } from "./api.js";
import { clearProblem, submit } from "./forms.js";
import { byId } from "./page.js";

const form = byId("signin");
const ways = form.querySelectorAll("[data-way]");
const STEPS = {
  email: ["Welcome", "Sign in, or make an account: start with your e-mail.", "Continue"],
  new: ["Create your account", "This e-mail is new here.", "Create account"],
  password: ["Welcome back", "", "Sign in"],
  code: ["Welcome back", "A code signs you in once.", "Sign in"],
};
let step;
let methods = []; // the proofs that this account has

/** Asks until somebody is signed in, and answers who. */
export function signIn() {
  byId("door").hidden = false;
  show("email");
  form.email.oninput = () => step !== "email" && show("email");
  for (const way of ways) way.onclick = () => prove(way.dataset.way);
  return new Promise((resolve) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      submit(form, () => enter(resolve), field);
    };
  });
}

const field = (path) => form.querySelector(`[name="${path}"]:enabled`);

/** Shows the fields of a step. */
function show(next) {
  step = next;
  clearProblem(form);
  const [title, hint, action] = STEPS[step];
  byId("signin-title").textContent = title;
  byId("signin-hint").textContent = hint;
  byId("signin-go").textContent = action;
  for (const way of ways) way.hidden = true;
  for (const set of form.querySelectorAll("fieldset")) {
    set.hidden = set.disabled = set.dataset.step !== step;
  }
  (form.querySelector("fieldset:enabled input") ?? form.email).focus();
}

/** Asks for a proof, and offers the other ones. */
async function prove(method) {
  show(method === "password" ? "password" : "code");
  for (const way of ways) {
    way.hidden = way.dataset.way === method || !methods.includes(way.dataset.way);
  }
  if (method !== "email_code") return;
  await submit(form, () => send("POST", "auth/code", { email: form.email.value }), field);
  byId("signin-hint").textContent = "If that account exists, a code is on its way by e-mail.";
}

async function enter(resolve) {
  const said = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
  try {
    const { user, recoveryCodes } = await logIn(said);
    if (recoveryCodes) await showCodes(recoveryCodes);
    byId("door").hidden = true;
    form.reset();
    resolve(user);
  } catch (problem) {
    if (!asksForMore(problem)) throw problem;
  }
}

async function logIn(said) {
  if (step !== "new") return send("POST", "auth/login", said);
  const { timeZone: timezone } = Intl.DateTimeFormat().resolvedOptions();
  try {
    return await send("POST", "auth/login", { ...said, timezone });
  } catch (problem) {
    if (problem.fields?.[0]?.path !== "timezone") throw problem;
    return send("POST", "auth/login", said); // the server does not know that zone
  }
}

/** Whether the answer was a question, which the form has now put. */
function asksForMore(problem) {
  if (step === "email" && problem.fields?.some(({ path }) => path === "name")) {
    show("new");
    return true;
  }
  if (problem.code !== "ProofRequired") return false;
  methods = problem.methods;
  if (step === "password" || step === "code") {
    problem.fields = [{ path: step, message: `This is not a ${step} of this account.` }];
  } else if (methods.length) {
    prove(methods.includes("password") ? "password" : "recovery_code");
    return true;
  } else {
    problem.message = "This account has no password and no codes. Ask who runs this server.";
  }
  return false;
}

/** Shows the codes of a new account, until they are said to be kept. */
function showCodes(codes) {
  const list = byId("codes-list");
  list.textContent = codes.join("\n");
  form.hidden = true;
  byId("codes").hidden = false;
  byId("codes-title").focus();
  byId("codes-copy").onclick = () => copy(list);
  onbeforeunload = (event) => event.preventDefault();
  return new Promise((resolve) => {
    byId("codes-kept").onclick = () => {
      onbeforeunload = null;
      byId("codes").remove();
      resolve();
    };
  });
}

/** In the old way, which works on plain http too. */
function copy(element) {
  getSelection().selectAllChildren(element);
  byId("codes-said").textContent = document.execCommand("copy") ? "Copied." : "Selected: copy them.";
}
