import { isDay } from "../routing/conditions/day-operators.ts";
import { fold } from "../routing/conditions/fold.ts";
import { inLocale, type LeadFacts, type Locale } from "../routing/lead/lead.ts";
import { type OwnAttribute, ownValue } from "../routing/policy/own-attributes.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { languageTags, sentenceWords } from "./by-language.ts";

type Naming = Pick<Policy, "attributes"> & { languages: readonly Locale[] };

/** What an attribute of the policy's own is called where it stands alone, as over a field. */
export function ownLabel(name: string, { attributes, languages }: Naming, locale: Locale): string {
  const own = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  const text = own?.name === undefined ? name.replaceAll("_", " ") : inLocale(own.name, locale, languages);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The values that an attribute of the policy's own may have, each with what it is called; none where it is anything. */
export function ownChoices(
  own: OwnAttribute,
  languages: readonly Locale[],
  locale: Locale,
): [id: string, text: string][] {
  const { yes, no } = sentenceWords[locale];
  if (own.kind === "yes-no")
    return [
      ["true", yes],
      ["false", no],
    ];
  return (own.values ?? []).map((value) =>
    typeof value === "string" ? [value, value] : [value.id, inLocale(value.name, locale, languages)],
  );
}

/** What a lead has of the policy's own attributes, each with its label and its value as people write it. */
export function ownRows(facts: LeadFacts, policy: Naming, locale: Locale): { label: string; value: string }[] {
  return Object.entries(policy.attributes).flatMap(([name, own]) => {
    const value = ownValue(facts, name);
    if (value === undefined) return [];
    const choices = ownChoices(own, policy.languages, locale);
    const said = [value].flat().map((one) => saidOf(one, choices, locale));
    return [{ label: ownLabel(name, policy, locale), value: said.join(", ") }];
  });
}

function saidOf(value: string | number | boolean, choices: [id: string, text: string][], locale: Locale): string {
  const tag = languageTags[locale].intl;
  if (typeof value === "number") return new Intl.NumberFormat(tag).format(value);
  const text = String(value);
  const known = choices.find(([id]) => fold(id) === fold(text));
  if (known) return known[1];
  if (!isDay(text)) return text;
  return new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${text}T00:00:00Z`));
}

/** What an attribute of the policy's own is called, and its values. */
export interface OwnWords {
  name: string;
  values: Record<string, string>;
}

/** What all attributes of the policy's own are called, by language and name. */
export function ownWordsOf(policy: Naming): Record<Locale, Record<string, OwnWords>> {
  const said = (locale: Locale) =>
    Object.fromEntries(
      Object.entries(policy.attributes).map(([name, own]) => [
        name,
        { name: ownLabel(name, policy, locale), values: Object.fromEntries(ownChoices(own, policy.languages, locale)) },
      ]),
    );
  return { en: said("en"), es: said("es"), pt: said("pt") };
}
