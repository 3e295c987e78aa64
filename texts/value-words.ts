import type { FailedTest } from "../routing/conditions/condition.ts";
import { isDay } from "../routing/conditions/day-operators.ts";
import { fold } from "../routing/conditions/fold.ts";
import { inLocale, type Locale, locales } from "../routing/lead/lead.ts";
import { regionName } from "../routing/lead/read-region.ts";
import { type Attribute, attributes } from "../routing/policy/attribute.ts";
import type { OwnAttribute } from "../routing/policy/own-attributes.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { choiceWords, languageTags, sentenceWords } from "./by-language.ts";
import { countryName } from "./countries.ts";
import { languageName } from "./language-name.ts";

/** Who reads, in which policy's terms, and how its author's texts are made safe for where they will stand. */
export interface Reader {
  locale: Locale;
  policy: Pick<Policy, "currency" | "languages" | "form" | "attributes" | "region_tables">;
  /** Such as an escape for Markdown; texts stay as they are without one. */
  safe?: (text: string) => string;
}

const isMoney = (attribute: string): boolean => attributes[attribute as Attribute]?.kind === "money";

/** A number as the reader's language writes it: 40,000 or 40.000. */
export const numberWords = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(languageTags[locale].intl, { maximumFractionDigits: 10, useGrouping: true }).format(value);

type Scalar = string | number | boolean;

/** What a value of an attribute is called: "Brazil" for BR, "40,000 USD", a product's own name. */
export function valueWords(attribute: string, value: Scalar, { locale, policy, safe = same }: Reader): string {
  if (typeof value === "number") {
    const amount = numberWords(value, locale);
    return isMoney(attribute) ? `${amount} ${policy.currency}` : amount;
  }
  const text = String(value);
  const own = ownNamed(policy, attribute);
  if (own) return ownWords(own, value, { locale, policy, safe });
  if (attribute === "country") return safe(countryName(text.toUpperCase(), locale));
  if (attribute === "region") return readable(regionName(text, locale, policy.region_tables), safe);
  const language = locales.find((known) => known === text.toLowerCase());
  if (attribute === "language" && language) return languageName(language, locale);
  const choices: Partial<Record<string, Readonly<Record<string, string>>>> = { ...choiceWords[locale] };
  const choice = choices[attribute];
  if (choice && Object.hasOwn(choice, text.toLowerCase())) return choice[text.toLowerCase()] ?? text;
  if (attribute === "products") {
    const product = policy.form.products.find(({ id }) => id === text.toLowerCase());
    if (product) return safe(inLocale(product.name, locale, policy.languages));
  }
  return readable(text, safe);
}

const readable = (text: string, safe: (text: string) => string): string =>
  /^[\p{L}\p{N}._+-]+$/u.test(text) ? safe(text) : quoted(text, safe);

/** The policy's own attribute of this name. */
export const ownNamed = ({ attributes: own }: Reader["policy"], name: string): OwnAttribute | undefined =>
  Object.hasOwn(own, name) ? own[name] : undefined;

function ownWords(own: OwnAttribute, value: Scalar, { locale, policy, safe = same }: Reader): string {
  if (own.kind === "yes-no" && typeof value === "boolean") return sentenceWords[locale][value ? "yes" : "no"];
  const text = String(value);
  if (own.kind === "date" && isDay(text))
    return new Intl.DateTimeFormat(languageTags[locale].intl, { dateStyle: "medium", timeZone: "UTC" }).format(
      new Date(`${text}T00:00:00Z`),
    );
  const named = own.values?.find((one) => typeof one !== "string" && fold(one.id) === fold(text));
  if (named !== undefined && typeof named !== "string") return safe(inLocale(named.name, locale, policy.languages));
  return /^[\p{L}\p{N}._+-]+$/u.test(text) ? safe(text) : quoted(text, safe);
}

const same = (text: string): string => text;
export const quoted = (text: string, safe = same): string => `“${safe(text)}”`;

/** What a lead is found to have: one value, a list, or that it is not known. */
export function foundWords(attribute: string, found: FailedTest["found"], reader: Reader): string {
  const words = sentenceWords[reader.locale];
  if (found === undefined || found === "") return words.unknown;
  if (typeof found !== "object") return valueWords(attribute, found, reader);
  if (found.length === 0) return words.nothing;
  return joined(
    found.map((value) => valueWords(attribute, value, reader)),
    words.and,
    reader.locale,
  );
}

/** "a, b or c" */
export function joined(parts: readonly string[], conjunction: string, locale: Locale): string {
  if (parts.length < 2) return parts.join("");
  const last = parts.at(-1) ?? "";
  return `${parts.slice(0, -1).join(", ")} ${sentenceWords[locale].before(conjunction, last)} ${last}`;
}
