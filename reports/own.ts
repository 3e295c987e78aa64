import type { LeadFacts, Locale } from "../routing/lead/lead.ts";
import { type OwnAttribute, ownValue } from "../routing/policy/own-attributes.ts";
import { type OwnWords, ownWordsOf } from "../texts/own-words.ts";

type Attributes = Readonly<Record<string, OwnAttribute>>;

/** Those attributes of a policy's own by which leads can be grouped: each has a few values, which it names, so that none is about a person. */
const groupedBy = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, { kind }]) => kind === "choice" || kind === "yes-no"));

/** What a lead has of these; undefined where that is nothing. */
export function ownIn(facts: LeadFacts, attributes: Attributes): Record<string, string> | undefined {
  const known = Object.entries(groupedBy(attributes)).flatMap(([name, { kind, values = [] }]) => {
    const value = ownValue(facts, name);
    const ids = kind === "yes-no" ? ["true", "false"] : values.map((one) => (typeof one === "string" ? one : one.id));
    return ids.includes(String(value)) ? [[name, String(value)] as const] : [];
  });
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/** By language, what a policy calls those attributes of its own by which leads can be grouped, and their values. */
export const groupingWordsOf = (policy: Parameters<typeof ownWordsOf>[0]): Record<Locale, Record<string, OwnWords>> =>
  ownWordsOf({ ...policy, attributes: groupedBy(policy.attributes) });
