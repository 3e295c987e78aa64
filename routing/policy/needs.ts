import { type ConditionFact, type Field, fieldOf } from "../facts.ts";
import type { LeadFacts } from "../lead/lead.ts";

interface Skill {
  /** The lead's fact. */
  fact: ConditionFact;
  /** The rep's field with a list of skills; an empty list matches everything. */
  list: string;
}

/** Every need of a pool, by its name in the policy: the lead's fact and the rep's list that must match. */
export const needs = {
  language: { fact: "language", list: "languages" },
  product: { fact: "products", list: "products" },
  industry: { fact: "industry", list: "industries" },
  "use-case": { fact: "use_case", list: "useCases" },
  country: { fact: "country", list: "countries" },
} as const satisfies Readonly<Record<string, Skill>>;

export type Need = keyof typeof needs;
export type SkillList = (typeof needs)[Need]["list"];
export const allNeeds = Object.keys(needs) as [Need, ...Need[]];

const fields = Object.fromEntries(allNeeds.map((need) => [need, fieldOf(needs[need].fact)])) as {
  [Of in Need]: Field<(typeof needs)[Of]["fact"]>;
};
const nothing: readonly string[] = [];

/** The values that a lead needs; none if the fact is unknown. */
export function asksFor(need: Need, facts: LeadFacts): readonly string[] {
  const value = facts[fields[need]];
  return !value ? nothing : typeof value === "string" ? [value] : value;
}
