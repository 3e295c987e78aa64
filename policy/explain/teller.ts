import { oneLine } from "../../adapters/mail/legible.ts";
import { intlTag } from "../../adapters/pages/language.ts";
import type { Reader } from "../../adapters/words/value-words.ts";
import { poolName } from "../../adapters/words/why-words.ts";
import { inLocale, type Locale, type Words } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { type ExplainTexts, explainTexts } from "./texts.ts";

/** What the parts of an explanation's text share: the language, the policy's own words, and what people are called. */
export interface Teller {
  locale: Locale;
  policy: Policy;
  texts: ExplainTexts;
  /** What a lead typed is said as one line without control characters. */
  reader: Reader;
  say: (words: Words) => string;
  /** "Ana Morales (ana)". */
  rep: (id: string) => string;
  pool: (id: string) => string;
  number: (value: number) => string;
}

/** @param names of reps by their id */
export function tellerOf(policy: Policy, locale: Locale, names: ReadonlyMap<string, string>): Teller {
  const numbers = new Intl.NumberFormat(intlTag[locale], { maximumFractionDigits: 2 });
  return {
    locale,
    policy,
    texts: explainTexts[locale],
    reader: { locale, policy, safe: oneLine },
    say: (words) => oneLine(inLocale(words, locale)),
    rep: (id) => oneLine(names.has(id) ? `${names.get(id)} (${id})` : id),
    pool: (id) => oneLine(poolName(id, policy, locale)),
    number: (value) => numbers.format(value),
  };
}

export const item = (text: string): string => `  - ${text}`;
export const inner = (text: string): string => `      ${text}`;
