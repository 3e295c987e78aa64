import { countryCodes } from "../routing/lead/country-codes.ts";
import type { Locale } from "../routing/lead/lead.ts";
import { languageTags } from "./by-language.ts";

export interface Country {
  code: string;
  name: string;
}

const sorted = new Map<Locale, readonly Country[]>();

/** Every country in the reader's language and alphabet order. Worked out once per language. */
export function countriesIn(locale: Locale): readonly Country[] {
  const known = sorted.get(locale);
  if (known) return known;
  const { compare } = new Intl.Collator(languageTags[locale].intl);
  const countries = countryCodes
    .map((code) => ({ code, name: countryName(code, locale) }))
    .sort((a, b) => compare(a.name, b.name));
  sorted.set(locale, countries);
  return countries;
}

/** A country's name for the reader; what is no country code is given back as it came. */
export function countryName(code: string, locale: Locale): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(languageTags[locale].intl, { type: "region" }).of(code) ?? code;
}
