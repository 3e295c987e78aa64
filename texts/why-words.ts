import type { Change } from "../routing/lead/change.ts";
import { inLocale, type Locale, type Offer } from "../routing/lead/lead.ts";
import type { Why } from "../routing/lead/why.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { changeTexts, languageTags, whyTexts } from "./by-language.ts";
import { nounOf } from "./condition-words.ts";
import type { ChangeTexts, WhyTexts } from "./en/sentences.ts";
import { oneLine, shortened } from "./legible.ts";
import { quoted, type Reader, valueWords } from "./value-words.ts";

/**
 * Why an offer is its rep's, and what would have changed that, as two sentences to the rep; the second is missing where
 * no change was found, both for an offer that was made before Turno kept its reasons. Before them stands why it came to a
 * pool that is none of the lead's own.
 */
export function whySentences(
  { why, pool, repId }: Pick<Offer, "why" | "pool" | "repId">,
  policy: Policy,
  locale: Locale,
): string[] {
  if (!why) return [];
  const texts: WhyTexts = whyTexts[locale];
  const name = poolName(pool, policy, locale);
  const who = why.narrowed ? texts.bestSuited(name) : texts.available(name);
  const reason = texts.reasons[why.factor](why.factor === "only" ? name : who, figureWords(why, locale));
  const sentences = [...(why.waitedOut ? [texts.waitedOut(name)] : []), texts.yours(reason)];
  if (why.instead) {
    const change = changeWords(why.instead.change, { locale, policy, safe }, repId);
    sentences.push(texts.would(change, becomesWords(why.instead, pool, policy, locale)));
  }
  return sentences;
}

/** What a lead typed, where it stands in a sentence of ours. */
const safe = (text: string): string => shortened(oneLine(text), 60);

export const poolName = (pool: string, { pools, languages }: Policy, locale: Locale): string =>
  inLocale(pools[pool]?.name ?? pool, locale, languages);

/** What all pools are called, by language and id. */
export function poolNamesOf(policy: Policy): Record<Locale, Record<string, string>> {
  const named = (to: Locale) =>
    Object.fromEntries(Object.keys(policy.pools).map((pool) => [pool, poolName(pool, policy, to)]));
  return { en: named("en"), es: named("es"), pt: named("pt") };
}

/** What decided, with its unit: "14 years", "32% won of 119 closed", "1.4". */
export function figureWords(
  { factor, saw = 0, closings }: Pick<Why, "factor" | "saw" | "closings">,
  locale: Locale,
): string {
  const texts: WhyTexts = whyTexts[locale];
  const tag = languageTags[locale].intl;
  switch (factor) {
    case "most-experienced":
      return texts.years(new Intl.NumberFormat(tag).format(saw));
    case "best-performer": {
      const of = closings === undefined ? undefined : new Intl.NumberFormat(tag).format(closings);
      return texts.wins(new Intl.NumberFormat(tag, { style: "percent" }).format(saw), of);
    }
    case "nearest":
      return new Intl.NumberFormat(tag, { style: "unit", unit: "kilometer", maximumFractionDigits: 0 }).format(saw);
    case "nearest-time-zone":
      return new Intl.NumberFormat(tag, { style: "unit", unit: "minute", maximumFractionDigits: 0 }).format(saw);
    case "fairness":
      return leads(saw, locale);
    default:
      return new Intl.NumberFormat(tag).format(saw);
  }
}

/** Leads owed, to a tenth; to a thousandth where a tenth would say nothing. */
const leads = (amount: number, locale: Locale): string =>
  new Intl.NumberFormat(languageTags[locale].intl, { maximumFractionDigits: Math.abs(amount) < 0.05 ? 3 : 1 }).format(
    amount,
  );

/**
 * A change as the clause that begins a sentence: "If the country were Mexico".
 * @param reader the id of the rep who reads, who is spoken to; none for an operator
 */
export function changeWords(change: Change, to: Reader, reader?: string): string {
  const texts: ChangeTexts = changeTexts[to.locale];
  if (change.kind === "rep") return repChangeWords(change, texts, to.locale, reader);
  const { attribute, how, near } = change;
  const noun = nounOf(attribute, to);
  const value = change.to === undefined ? "" : valueWords(attribute, change.to, to);
  if (attribute === "events") return (how === "add" ? texts.did : texts.didNot)(quoted(value, to.safe));
  if (how === "unknown") return texts.unknown(noun);
  if (how === "known") return texts.known(noun);
  if (how === "other") return texts.other(noun);
  if (how === "add") return texts.add(noun, value);
  if (how === "drop") return texts.drop(noun, value);
  if (attribute === "consumer_mail") return change.to === true ? texts.publicMail : texts.ownMail;
  if (near === undefined || typeof change.to !== "number") return texts.set(noun, value);
  const edge = valueWords(attribute, near, to);
  return change.to < near ? texts.justUnder(noun, edge) : texts.justOver(noun, edge);
}

function repChangeWords(
  { repId, name, how, need = "", by = 0 }: Change & { kind: "rep" },
  texts: ChangeTexts,
  locale: Locale,
  reader: string | undefined,
): string {
  switch (how) {
    case "place-free":
      return texts.placeFree(name);
    case "on-shift":
      return texts.onShift(name);
    case "effort-free":
      return texts.effortFree(name);
    case "flight-free":
      return texts.flightFree(name);
    case "quota-free":
      return texts.quotaFree(name);
    case "resumed":
      return texts.resumed(name);
    case "active":
      return texts.active(name);
    case "full":
      return texts.full(repId === reader ? "" : name);
    case "owed":
      return texts.owed(name, by < 0.05 ? "" : leads(by, locale));
    case "skill":
      return texts.skill(name, texts.needs[need as keyof ChangeTexts["needs"]] ?? need);
  }
}

/** What would have become of the lead: "it would have gone to Small business". */
export function becomesWords(
  { change, kind, name, repId, pool }: NonNullable<Why["instead"]>,
  from: string | undefined,
  policy: Policy,
  locale: Locale,
): string {
  const texts: WhyTexts = whyTexts[locale];
  if (kind !== "offer") return texts.outcomes[kind];
  if (change.kind === "rep" && change.repId === repId) return texts.theirs;
  return pool !== undefined && pool !== from
    ? texts.toPool(poolName(pool, policy, locale))
    : texts.toRep(name ?? repId ?? "");
}
