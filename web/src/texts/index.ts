// Every word on the screen, in the language of the person: t("today.left", { n: 3 }).

import { computed, signal } from "@preact/signals";
import { first } from "./en/first";

type English = typeof first & typeof import("./en/later").later & typeof import("./en/plan").plan;
export type Key = keyof English;
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
/** What English says, in any language. */
export type Said<Area> = Record<keyof Area, string | Forms>;
type Texts = Partial<Said<English>>;
export type Values = Record<string, string | number>;

/** The languages there are, by their own names. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

/** Texts that are loaded together: those of the first screen, of the screens that come later, and of
 * those among them that look back and plan. */
type Group = "first" | "later" | "plan";
const LOAD: Record<Language, Record<Group, () => Promise<Texts>>> = {
  en: {
    first: async () => first,
    later: async () => (await import("./en/later")).later,
    plan: async () => (await import("./en/plan")).plan,
  },
  de: {
    first: async () => (await import("./de/first")).first,
    later: async () => (await import("./de/later")).later,
    plan: async () => (await import("./de/plan")).plan,
  },
};

const texts = signal<Texts>(first);
let spoken: Language = "en";
const wanted = new Set<Group>(["first"]); // by the screens that were shown
/** A BCP 47 tag for Intl: the language of the words, with the region of the person. */
export const locale = signal("en");
const plural = computed(() => new Intl.PluralRules(locale.value));
const whole = computed(() => new Intl.NumberFormat(locale.value));

/** Shows everything in the language of a locale such as "de-AT", where there is one. */
export async function speak(tags: readonly string[]): Promise<void> {
  const found = tags.find((tag) => languageOf(tag) in LANGUAGES) ?? "en";
  const language = languageOf(found) as Language;
  spoken = language;
  const said = await textsOf(language);
  if (spoken !== language) return; // another one was chosen meanwhile
  texts.value = said;
  locale.value = valid(found) ? found : language;
  document.documentElement.lang = language;
}

/** Loads texts that the first screen does without. */
export async function loadTexts(group: Group): Promise<void> {
  wanted.add(group);
  const language = spoken;
  const said = await textsOf(language);
  if (spoken === language) texts.value = said;
}

async function textsOf(language: Language): Promise<Texts> {
  const groups = [...wanted];
  const said = await Promise.all(groups.map((group) => LOAD[language][group]()));
  // Another screen may have asked for its texts meanwhile.
  return groups.length < wanted.size ? textsOf(language) : Object.assign({}, ...said);
}

/** A text with its values; of several forms the one that `n` asks for. */
export function t(key: Key, values: Values = {}): string {
  const said = texts.value[key] ?? key;
  const n = Number(values.n ?? 0);
  const text = typeof said === "string" ? said : (said[plural.value.select(n)] ?? said.other);
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name] ?? "";
    return typeof value === "number" ? whole.value.format(value) : value;
  });
}

/** Whether there is such a text: for names that the server may know and this client not. */
export function has(key: string): key is Key {
  return key in texts.value;
}

function languageOf(tag: string): string {
  return tag.split("-")[0]?.toLowerCase() ?? "";
}

function valid(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
