// Starts the page: who is here, which day, and what there is to show.

import { openAdd } from "./add.js";
import { send } from "./api.js";
import { byId } from "./page.js";
import { signIn } from "./signin.js";
import { showDay } from "./today.js";
import { showWeek } from "./week.js";

let user, where;
let latest = 0;

async function start() {
  byId("private").hidden = isSecureContext;
  user = (await whoIsHere()) ?? (await signIn());
  byId("who").textContent = user.name;
  await load();
}

async function whoIsHere() {
  try {
    return await send("GET", "auth/session");
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    return null;
  }
}

/** Shows the day that the address names, today where it names none. */
async function load() {
  const turn = (latest += 1); // an answer that comes after a later one is not shown
  const analytics = `analytics/${user._id}`;
  const [week, macros] = await Promise.all([
    send("GET", `${analytics}/weekly`),
    send("GET", `${analytics}/macros?days=7`),
  ]);
  const today = week.to;
  const named = location.hash.slice(1);
  const day = /^\d{4}-\d\d-\d\d$/.test(named) && named < today ? named : today;
  const [daily, meals] = await Promise.all([
    send("GET", `${analytics}/daily?date=${day}`),
    send("GET", `meals/${user._id}?from=${day}&to=${day}&limit=200`),
  ]);
  if (turn !== latest) return;
  where = { user, daily, today, changed: tryTo(load) };
  showDay(where, meals.reverse());
  showWeek(week, macros, day);
  byId("diary").hidden = false;
}

/** The same work, but a problem is told on the page, with a button to try again. */
function tryTo(work) {
  return async function attempt() {
    const box = byId("trouble");
    try {
      await work();
      box.hidden = true;
    } catch (problem) {
      if (problem.status === 401) location.reload(); // signed out meanwhile
      box.querySelector("p").textContent = problem.message;
      box.querySelector("button").onclick = attempt;
      box.hidden = false;
    }
  };
}

async function logMeal() {
  // The page may have been open since yesterday.
  const isOver = where.daily.date === where.today && Date.now() >= Date.parse(where.daily.end);
  if (isOver) await load();
  openAdd(where);
}

async function signOut() {
  await send("POST", "auth/logout");
  history.replaceState(null, "", "/");
  location.reload(); // nothing stays in memory
}

byId("signout").onclick = tryTo(signOut);
byId("log").onclick = tryTo(logMeal);
addEventListener("hashchange", () => user && tryTo(load)());
document.addEventListener("visibilitychange", () => where && !document.hidden && tryTo(load)());
tryTo(start)();
