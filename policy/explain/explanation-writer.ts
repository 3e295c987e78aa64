import { inLocale, type Locale, type Words } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { explainTexts, languageTags } from "../../texts/by-language.ts";
import type { ExplainTexts } from "../../texts/en/explain.ts";
import { oneLine } from "../../texts/legible.ts";
import type { Reader } from "../../texts/value-words.ts";
import { poolName } from "../../texts/why-words.ts";

/** What the parts of an explanation's text share: the language, the policy's words, and the names of reps and pools. */
export interface ExplanationWriter {
  locale: Locale;
  policy: Policy;
  texts: ExplainTexts;
  /** Writes texts that a lead typed on one line without control characters. */
  reader: Reader;
  say: (words: Words) => string;
  /** "Ana Morales (ana)". */
  rep: (id: string) => string;
  pool: (id: string) => string;
  number: (value: number) => string;
}

/** @param names of reps by their id */
export function explanationWriter(
  policy: Policy,
  locale: Locale,
  names: ReadonlyMap<string, string>,
): ExplanationWriter {
  const numbers = new Intl.NumberFormat(languageTags[locale].intl, { maximumFractionDigits: 2 });
  return {
    locale,
    policy,
    texts: explainTexts[locale],
    reader: { locale, policy, safe: oneLine },
    say: (words) => oneLine(inLocale(words, locale, policy.languages)),
    rep: (id) => oneLine(names.has(id) ? `${names.get(id)} (${id})` : id),
    pool: (id) => oneLine(poolName(id, policy, locale)),
    number: (value) => numbers.format(value),
  };
}

export const item = (text: string): string => `  - ${text}`;
export const inner = (text: string): string => `      ${text}`;
