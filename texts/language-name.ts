import type { Locale } from "../routing/lead/lead.ts";
import { languageTags } from "./by-language.ts";

/** What a language is called inside a sentence: "Spanish", "español". */
export const languageName = (language: Locale, locale: Locale): string =>
  new Intl.DisplayNames(languageTags[locale].intl, { type: "language" }).of(language) ?? language;

/** What a language is called where its name stands alone: "Español". */
export function languageTitle(language: Locale, locale: Locale): string {
  const [first = "", ...rest] = languageName(language, locale);
  return first.toLocaleUpperCase(languageTags[locale].intl) + rest.join("");
}
