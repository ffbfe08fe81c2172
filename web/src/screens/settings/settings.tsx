// Everything about the person, this device and the connection, on one page with anchors.

import { useEffect } from "preact/hooks";
import { user } from "../../data/session";
import { url } from "../../lib/router";
import { locale, t } from "../../texts";
import { Activity } from "./activity";
import { Check } from "./check";
import { Data } from "./data";
import { Day } from "./day";
import { Devices } from "./devices";
import { Look } from "./look";
import { Password } from "./password";
import { Profile } from "./profile";
import { Section } from "./section";
import { SignOut } from "./sign-out";
import { Waiting } from "./waiting";

// Put in by build.mjs.
declare const RELEASE: string;

const PARTS = [
  ["profile", Profile],
  ["day", Day],
  ["activity", Activity],
  ["look", Look],
  ["waiting", Waiting],
  ["devices", Devices],
  ["password", Password],
  ["data", Data],
  ["check", Check],
  ["about", About],
  ["sign-out", SignOut],
] as const;

export default function Settings() {
  useEffect(() => {
    document.title = `${t("settings.page")} – ${t("app.name")}`;
  }, [locale.value]);
  const { hash } = url.value;
  useEffect(() => {
    // After the frame has scrolled to the top of a new screen.
    if (hash) requestAnimationFrame(() => document.querySelector(hash)?.scrollIntoView());
  }, [hash]);
  return (
    <div class="settings">
      <div>
        <h1 tabIndex={-1}>{t("settings.page")}</h1>
        <p class="muted">{user.value?.email}</p>
      </div>
      <nav aria-label={t("settings.parts")}>
        {PARTS.map(([id]) => (
          <a key={id} href={`/settings#${id}`}>
            {t(`settings.part.${id}`)}
          </a>
        ))}
      </nav>
      <div class="stack">
        {PARTS.map(([id, Part]) => (
          <Section key={id} id={id} title={t(`settings.part.${id}`)}>
            <Part />
          </Section>
        ))}
      </div>
    </div>
  );
}

function About() {
  return (
    <>
      <p>
        {t("app.name")} {RELEASE}
      </p>
      <p>{t("settings.about")}</p>
      <p class="links">
        <a href="/api/docs">{t("settings.api")}</a>
        <a href="/licenses.txt" target="_blank" rel="noreferrer">
          {t("settings.licenses")}
        </a>
      </p>
    </>
  );
}
