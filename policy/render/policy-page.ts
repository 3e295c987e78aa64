import type { Condition } from "../../routing/conditions/condition.ts";
import { inLocale, type Locale, type Words } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { languageTags, policyTexts, sentenceWords } from "../../texts/by-language.ts";
import { conditionWords } from "../../texts/condition-words.ts";
import type { PolicyTexts } from "../../texts/en/policy.ts";
import { joined, numberWords, type Reader } from "../../texts/value-words.ts";
import { lengthOf } from "../../texts/when.ts";
import { code, safe } from "./markdown.ts";

/** What the sections of the written policy share: the policy, the texts of the reader's language, and formatters. */
export interface PolicyPage {
  policy: Policy;
  locale: Locale;
  texts: PolicyTexts;
  reader: Reader;
  words: (words: Words) => string;
  /** A condition as "When the country is Brazil", for lists in which the first match counts. */
  when: (condition: Condition) => string;
  number: (value: number) => string;
  percent: (part: number) => string;
  /** Formats a duration in minutes. */
  time: (minutes: number) => string;
  /** Formats a duration in milliseconds. */
  shortTime: (milliseconds: number) => string;
  and: (parts: readonly string[]) => string;
  /** "Small business (`latam-smb`)". */
  pool: (id: string) => string;
  preferences: (preferences: readonly (keyof PolicyTexts["preference"])[]) => string;
}

export function policyPage(policy: Policy, locale: Locale): PolicyPage {
  const texts = policyTexts[locale];
  const reader: Reader = { locale, policy, safe };
  const words = (text: Words): string => safe(inLocale(text, locale, policy.languages));
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(languageTags[locale].intl, options);
  const percent = format({ style: "percent", maximumFractionDigits: 10 });
  const unit = (name: string) => format({ style: "unit", unit: name, unitDisplay: "long" });
  const [seconds, milliseconds] = [unit("second"), unit("millisecond")];
  return {
    policy,
    locale,
    texts,
    reader,
    words,
    when: (condition) =>
      Object.keys(condition).length === 0 ? texts.otherwise : texts.when(conditionWords(condition, reader)),
    number: (value) => numberWords(value, locale),
    percent: (part) => percent.format(part),
    time: (minutes) => lengthOf(minutes, locale),
    shortTime: (ms) => (ms % 1000 === 0 ? seconds.format(ms / 1000) : milliseconds.format(ms)),
    and: (parts) => joined(parts, sentenceWords[locale].and, locale),
    pool: (id) => {
      const name = policy.pools[id]?.name;
      return name === undefined ? code(id) : `${words(name)} (${code(id)})`;
    },
    preferences: (preferences) =>
      preferences
        .map((preference, n) => `${preferences.length > 1 ? `(${n + 1}) ` : ""}${texts.preference[preference]}`)
        .join(", "),
  };
}
