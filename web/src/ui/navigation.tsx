// Where one can go: a bar at the bottom of a phone, a rail on a desk.

import { type Key, t } from "../texts";
import { Icon, type IconName } from "./icons";
import { Logo } from "./logo";

const PLACES: [string, Key, IconName, string?][] = [
  ["/", "nav.today", "today"],
  ["/history", "nav.history", "history"],
  ["/week", "nav.week", "week", "wide"],
  ["/add", "nav.add", "add", "add"],
  ["/progress", "nav.progress", "progress"],
  ["/coach", "nav.coach", "coach"],
  ["/settings", "nav.settings", "settings", "wide"],
];

export function Navigation({ path }: { path: string }) {
  return (
    <nav class="navigation" aria-label={t("nav.main")}>
      <a class="brand" href="/">
        <Logo size={32} />
        {t("app.name")}
      </a>
      {PLACES.map(([to, name, icon, kind]) => (
        <a
          key={to}
          href={to}
          class={`place ${kind ?? ""}`}
          aria-current={isAt(path, to) ? "page" : undefined}
        >
          <Icon name={icon} />
          <span>{t(name)}</span>
        </a>
      ))}
    </nav>
  );
}

function isAt(path: string, to: string): boolean {
  return path === to || (to === "/" && path.startsWith("/day/"));
}
