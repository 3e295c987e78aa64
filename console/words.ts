import { batch, signal } from "@preact/signals";
import { type Locale, locales } from "../routing/lead/lead.ts";
import type { words as english } from "../texts/en/console.ts";
import type { lead as englishLead, urgencies as englishUrgencies } from "../texts/en/lead.ts";
import type { OwnWords } from "../texts/own-words.ts";

type Words = typeof english;
type LeadWords = { lead: typeof englishLead; urgencies: typeof englishUrgencies };

/** Each language has files of its own, and those of one are loaded. */
const files: Record<Locale, () => Promise<[{ words: Words }, LeadWords]>> = {
  en: () => Promise.all([import("../texts/en/console.ts"), import("../texts/en/lead.ts")]),
  es: () => Promise.all([import("../texts/es/console.ts"), import("../texts/es/lead.ts")]),
  pt: () => Promise.all([import("../texts/pt/console.ts"), import("../texts/pt/lead.ts")]),
};

/** By language, what the active policy calls its own attributes and their values. */
export const ownWords = signal<Partial<Record<Locale, Record<string, OwnWords>>>>({});
const ownNamed = (field: string): OwnWords | undefined => {
  const named = ownWords.value[language()];
  return named && Object.hasOwn(named, field) ? named[field] : undefined;
};

/** Whether a fact of a lead is an attribute of the policy's own. */
export const isOwn = (field: string): boolean => ownNamed(field) !== undefined;

const spoken = signal<({ locale: Locale; words: Words } & LeadWords) | undefined>();
/** What loads the words of each screen that was opened, and gives what makes it speak them. */
const screens: ((locale: Locale) => Promise<() => void>)[] = [];

/** Makes the console speak a language, all at once. */
export async function speak(locale: Locale): Promise<void> {
  const [[{ words }, { lead, urgencies }], ...others] = await Promise.all([
    files[locale](),
    ...screens.map((load) => load(locale)),
  ]);
  document.documentElement.lang = locale;
  batch(() => {
    spoken.value = { locale, words, lead, urgencies };
    for (const change of others) change();
  });
}

/**
 * What a screen says, in the language that is spoken, from now on. A screen waits for it where it begins, so that its words come
 * with it: `const say = await wordsOf({ en: () => import("../../texts/en/console/desk.ts"), … })`.
 * @param files the words of the screen in each language
 */
export async function wordsOf<ScreenWords>(
  files: Readonly<Record<Locale, () => Promise<{ words: ScreenWords }>>>,
): Promise<() => ScreenWords> {
  const current = signal<ScreenWords | undefined>();
  const load = async (locale: Locale) => {
    const { words } = await files[locale]();
    return () => {
      current.value = words;
    };
  };
  screens.push(load);
  (await load(language()))();
  return () => current.value as ScreenWords;
}

/** The first of our languages that the browser asks for, if there is one. */
export const browserLocale = (): Locale | undefined => {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.flatMap((tag) => locales.filter((locale) => locale === tag))[0];
};

/** What is said, in the language that is spoken. @throws before any is */
export function say(): Words {
  if (!spoken.value) throw new Error("no language is spoken yet");
  return spoken.value.words;
}

/** What a fact of a lead is called; its own name where that is all there is. */
export function factName(field: string): string {
  const lead = spoken.value?.lead;
  const named: Readonly<Record<string, string | undefined>> = {
    ...{ ...lead?.facts, ...lead?.others },
    ...{ name: lead?.name, phone: lead?.phone, message: lead?.message },
    ...spoken.value?.words.facts,
  };
  return named[field] ?? ownNamed(field)?.name ?? field;
}

/** A fact's value as people write it: amounts, countries and languages in the reader's language, of choices their words. */
export function factValue(field: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => factValue(field, each)).join(", ");
  if (typeof value === "number") return new Intl.NumberFormat(numberLanguage()).format(value);
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (field === "country") return nameOf("region", text);
  if (field === "language") return nameOf("language", text);
  const choices: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = {
    urgency: spoken.value?.urgencies,
    customerType: spoken.value?.lead.customerType,
  };
  return choices[field]?.[text] ?? ownNamed(field)?.values[text] ?? text;
}

/** What a code is called; itself where it is none. */
function nameOf(type: "region" | "language", code: string): string {
  try {
    return new Intl.DisplayNames(language(), { type }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const language = (): Locale => spoken.value?.locale ?? "en";
/** As which language numbers are written: as in the mails and policies, where Spanish is that of America. */
export const numberLanguage = (): string => (language() === "es" ? "es-419" : language());
