import { outlookLines } from "../../policy/explain/outlook-text.ts";
import { fieldOf } from "../../routing/facts.ts";
import type { LeadEvent } from "../../routing/lead/events.ts";
import { inLocale, type Lead, type Locale, type Offer, type Words } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { languageTags, leadTexts, urgencyTexts } from "../../texts/by-language.ts";
import { countryName } from "../../texts/countries.ts";
import { languageTitle } from "../../texts/language-name.ts";
import { ownRows } from "../../texts/own-words.ts";
import { poolName, whySentences } from "../../texts/why-words.ts";

export interface Row {
  label: string;
  value: string;
  /** Our own words on the value, on a line of their own, so that nobody's value passes for them; may be empty. */
  note: string;
}

export const row = (label: string, value: string, note = ""): Row => ({ label, value, note });

/** An amount in the policy's currency: "USD 24,000", since half of the readers' countries read a bare $ as pesos. */
export function moneyOf(value: number, { currency }: Policy, locale: Locale): string {
  const as = { style: "currency", currency, currencyDisplay: "code", maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(languageTags[locale].intl, as).format(value);
}

/** What is known of a lead, line by line, without the means of contacting them. Unknown things have no line. */
export function leadRows({ facts, asWritten = [], account }: Lead, policy: Policy, locale: Locale): Row[] {
  const texts = leadTexts[locale];
  const tag = languageTags[locale].intl;
  const number = new Intl.NumberFormat(tag);
  const country = facts.country && countryName(facts.country, locale);
  const values: Record<keyof typeof texts.facts, string | undefined> = {
    company: facts.company,
    size: facts.size === undefined ? undefined : number.format(facts.size),
    country: [facts.region, country].filter(Boolean).join(", "),
    role: facts.role,
    products: facts.products?.map((id) => productName(id, policy, locale)).join(", "),
    useCase: facts.useCase,
    industry: facts.industry,
    value: facts.value === undefined ? undefined : moneyOf(facts.value, policy, locale),
    urgency: facts.urgency && urgencyTexts[locale][facts.urgency],
    customerType: facts.customerType && texts.customerType[facts.customerType],
    events: latestEvents(facts.events ?? [], tag),
    history: [wonText(account, policy, locale), account?.history].filter(Boolean).join("; "),
    language: languageTitle(facts.language, locale),
  };
  const labels: Partial<Record<string, string>> = texts.facts;
  const written = asWritten
    .filter(({ field }) => field !== "phone" && field !== "email")
    .map(({ field, text, claimed }) =>
      row(labels[fieldOf(field)] ?? field, valueText(field, text, locale), claimed ? texts.asClaimed : texts.asWritten),
    );
  return [
    ...Object.entries(texts.facts).map(([fact, label]) => row(label, values[fact as keyof typeof texts.facts] ?? "")),
    ...ownRows(facts, policy, locale).map(({ label, value }) => row(label, value)),
    ...written,
  ].filter(({ value }) => value !== "");
}

/** What they did last, each with its day: "webinar (3 Nov), pricing-page (1 Nov)". */
function latestEvents(events: readonly LeadEvent[], tag: string): string {
  const day = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", timeZone: "UTC" });
  const latest = events.slice(-mostShown).reverse();
  return latest.map(({ event, at }) => `${event} (${day.format(new Date(at))})`).join(", ");
}
const mostShown = 5;

/** The telephone number as the person wrote it, for who may call them; without a number, what they wrote in its place. */
export function phoneAsWritten({ facts: { phone }, asWritten = [] }: Lead): string | undefined {
  const texts = asWritten.flatMap(({ field, text }) => (field === "phone" ? [text] : []));
  if (phone === undefined) return texts.at(-1);
  const digits = (text: string) => text.replace(/\D/g, "");
  return texts.findLast((text) => digits(text).includes(digits(phone).slice(-7))) ?? phone;
}

/** A value that a person sent for a field, in the reader's language where it is a country's code or one of a list. */
export function valueText(field: string, text: string, locale: Locale): string {
  if (field === "country") return countryName(text, locale);
  const words: Partial<Record<string, string>> =
    field === "urgency" ? urgencyTexts[locale] : field === "customer_type" ? leadTexts[locale].customerType : {};
  return words[text] ?? text;
}

/** Since when they are a customer whom we won, with what, and by which lead. */
function wonText(account: Lead["account"], policy: Policy, locale: Locale): string {
  if (!account?.won) return "";
  const { leadId, since, products = [] } = account.won;
  const month = { month: "long", year: "numeric", timeZone: "UTC" } as const;
  return leadTexts[locale].customerSince(
    new Intl.DateTimeFormat(languageTags[locale].intl, month).format(new Date(since)),
    products.map((id) => productName(id, policy, locale)).join(", "),
    leadId.slice(0, 8),
  );
}

function productName(id: string, policy: Policy, locale: Locale): string {
  const product = policy.form.products.find((candidate) => candidate.id === id);
  return product ? inLocale(product.name, locale, policy.languages) : id;
}

export interface Why {
  score: string;
  /** The chance of a win beside its points, with what speaks most for it and against it. */
  outlook: string[];
  points: { because: string; points: string }[];
  priority: string;
  priorityReasons: string[];
  /** The rule, and why the reader of all its reps; nothing for a manager. */
  assignment: string[];
}

/**
 * Why a lead is worth the reader's time, and why it is theirs.
 * @param offer through which it reached them; none for a manager
 */
export function leadWhy(lead: Lead, policy: Policy, offer: Offer | undefined, locale: Locale): Why {
  const texts = leadTexts[locale];
  const { score, priority, rule } = lead;
  const signed = new Intl.NumberFormat(languageTags[locale].intl, { signDisplay: "exceptZero" });
  const say = (words: Words) => inLocale(words, locale, policy.languages);
  const because = policy.rules.find((candidate) => candidate.rule === rule?.rule)?.because;
  return {
    score: score ? texts.score(score.total, score.max) : "",
    outlook: outlookLines(score, policy, locale),
    points: (score?.dimensions ?? [])
      .flatMap(({ reasons }) => reasons)
      .map((reason) => ({ because: say(reason.because), points: signed.format(reason.points ?? 0) })),
    priority: priority ? texts.priority[priority.level] : "",
    priorityReasons: priority?.reasons.map((reason) => say(reason.because)) ?? [],
    assignment: offer
      ? [
          ...(because ? [say(because)] : []),
          ...(rule ? [texts.rule(rule.rule)] : []),
          ...(offer.why ? whySentences(offer, policy, locale) : [texts.pool(poolName(offer.pool, policy, locale))]),
        ]
      : [],
  };
}
