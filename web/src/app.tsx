// The frame around every screen, and which screen is shown.

import { useEffect, useRef } from "preact/hooks";
import { signedOut, user } from "./data/session";
import { url } from "./lib/router";
import { Today } from "./screens/today/today";
import { loadTexts, t } from "./texts";
import { Lazy, type Load } from "./ui/lazy";
import { Navigation } from "./ui/navigation";
import { Notices, SyncState } from "./ui/sync-state";
import { Toast } from "./ui/toast";

/** A screen with the texts of those that look back and plan. */
const planning =
  (load: Load): Load =>
  async () =>
    (await Promise.all([load(), loadTexts("plan")]))[0];
const LAZY: [RegExp, Load][] = [
  [/^\/add$/, () => import("./screens/add/add")],
  [/^\/food(\/|$)/, () => import("./screens/add/food")],
  [/^\/scan$/, () => import("./screens/scan/scan")],
  [/^\/history$/, () => import("./screens/history/history")],
  [/^\/week$/, planning(() => import("./screens/week/week"))],
  [/^\/sources$/, planning(() => import("./screens/sources/sources"))],
  [/^\/targets$/, planning(() => import("./screens/targets/targets"))],
  [/^\/progress$/, () => import("./screens/progress/progress")],
  [/^\/coach$/, () => import("./screens/coach/coach")],
  [/^\/settings$/, () => import("./screens/settings/settings")],
  [/^\/welcome$/, () => import("./screens/welcome/welcome")],
];
const signIn: Load = () => import("./screens/signin/signin");

export function App() {
  const path = url.value.pathname;
  if (!user.value || (signedOut.value && path === "/sign-in")) {
    return (
      <>
        <main class="door">
          <Lazy load={signIn} email={user.value?.email} />
        </main>
        <Toast />
      </>
    );
  }
  return (
    <div class="frame">
      <a class="skip" href="#screen">
        {t("app.skip")}
      </a>
      <Navigation path={path} />
      <div class="page">
        <header class="top">
          <SyncState />
        </header>
        <Notices />
        <Screen path={path} />
      </div>
      <Toast />
    </div>
  );
}

/** The screen of a path. Its heading takes the focus, so that a screen reader says where one is. */
function Screen({ path }: { path: string }) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else if (!main.current?.querySelector("input:focus")) main.current?.focus();
    scrollTo(0, 0);
  }, [path]);
  const load = LAZY.find(([pattern]) => pattern.test(path))?.[1];
  const isToday = path === "/" || path.startsWith("/day/") || path === "/sign-in";
  return (
    <main id="screen" ref={main} tabIndex={-1}>
      {load ? <Lazy key={path} load={load} /> : isToday ? <Today /> : <h1>{t("app.notFound")}</h1>}
    </main>
  );
}
