import type { Leaf } from "../../routing/conditions/condition.ts";
import { inLocale, type Locale } from "../../routing/lead/lead.ts";
import type { Attribute, Policy } from "../../routing/policy/policy.ts";
import { countryName } from "../pages/countries.ts";
import { intlTag } from "../pages/language.ts";
import { choiceWords } from "./attribute-words.ts";
import { sentenceWords } from "./sentence-words.ts";

/** Who reads, in which policy's terms, and how its author's texts are made safe for where they will stand. */
export interface Reader {
  locale: Locale;
  policy: Pick<Policy, "currency" | "form">;
  /** Such as an escape for Markdown; texts stay as they are without one. */
  safe?: (text: string) => string;
}

const money: ReadonlySet<string> = new Set(["value", "revenue"] satisfies Attribute[]);

/** A number as the reader's language writes it: 40,000 or 40.000. */
export const numberWords = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(intlTag[locale], { maximumFractionDigits: 10, useGrouping: true }).format(value);

type Scalar = string | number | boolean;

/** What a value of an attribute is called: "Brazil" for BR, "40,000 USD", a product's own name. */
export function valueWords(attribute: string, value: Scalar, { locale, policy, safe = same }: Reader): string {
  if (typeof value === "number") {
    const amount = numberWords(value, locale);
    return money.has(attribute) ? `${amount} ${policy.currency}` : amount;
  }
  const text = String(value);
  if (attribute === "country") return safe(countryName(text.toUpperCase(), locale));
  const choices = choiceWords[locale][attribute as Attribute];
  if (choices && Object.hasOwn(choices, text.toLowerCase())) return choices[text.toLowerCase()] ?? text;
  if (attribute === "products") {
    const product = policy.form.products.find(({ id }) => id === text.toLowerCase());
    if (product) return safe(inLocale(product.name, locale));
  }
  return /^[\p{L}\p{N}._+-]+$/u.test(text) ? safe(text) : quoted(text, safe);
}

const same = (text: string): string => text;
export const quoted = (text: string, safe = same): string => `“${safe(text)}”`;

/** What a lead is found to have: one value, a list, or that it is not known. */
export function foundWords(attribute: string, found: Leaf["found"], reader: Reader): string {
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

/** "a, b or c"; Spanish turns "y" before an i and "o" before an o into "e" and "u". */
export function joined(parts: readonly string[], conjunction: string, locale: Locale): string {
  if (parts.length < 2) return parts.join("");
  const last = parts.at(-1) ?? "";
  return `${parts.slice(0, -1).join(", ")} ${beforeSound(conjunction, last, locale)} ${last}`;
}

function beforeSound(conjunction: string, next: string, locale: Locale): string {
  if (locale !== "es") return conjunction;
  const sound = next.toLowerCase().replace(/^[^\p{L}\p{N}]+/u, "");
  if (conjunction === "y" && /^(i|í|hi(?![aeo])|hí)/.test(sound)) return "e";
  if (conjunction === "o" && /^(o|ó|ho|hó|8|11(?!\d))/.test(sound)) return "u";
  return conjunction;
}
