// The choice of the language, in the settings and at the door.

import { write } from "../../lib/local";
import { LANGUAGES, locale, speak, t } from "../../texts";

/** Speaks the chosen language at once, and remembers it here for who is not signed in. */
export function LanguageSelect({ chosen }: { chosen?: (locale: string) => void }) {
  const choose = async (language: string) => {
    // With the region of this device: it decides how dates and numbers look.
    await speak([navigator.languages.find((tag) => languageOf(tag) === language) ?? language]);
    write("locale", locale.value);
    chosen?.(locale.value);
  };
  return (
    <select
      aria-label={t("settings.language")}
      value={languageOf(locale.value)}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {Object.entries(LANGUAGES).map(([language, name]) => (
        <option key={language} value={language} lang={language}>
          {name}
        </option>
      ))}
    </select>
  );
}

function languageOf(tag: string): string {
  return tag.split("-")[0]?.toLowerCase() ?? "";
}
