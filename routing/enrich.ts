import { allFacts, type Field, type LookUpFact, lookUpFacts } from "./facts.ts";
import type { AccountMatch, Lead, LeadFacts, SamePerson } from "./lead/lead.ts";
import { type CompanyLead, relationsOf } from "./match-account.ts";
import { ownValue } from "./policy/own-attributes.ts";
import type { Policy } from "./policy/policy.ts";

/** The facts that a provider can return about a company. */
export type CompanyFacts = Partial<Pick<LeadFacts, Field<LookUpFact>>>;

type Lookup = NonNullable<Lead["enrichment"]>["lookups"][number];
/** The answer of one provider, with facts if it found something. */
export type ProviderAnswer = Omit<Lookup, "filled"> & { facts?: CompanyFacts };

/**
 * Fills missing facts from the answers, in their order: an answer never overrides a known fact. Geographic facts of a
 * country other than the known one are ignored.
 */
export function fillFacts(
  facts: LeadFacts,
  answers: readonly ProviderAnswer[],
): { facts: LeadFacts; lookups: Lookup[] } {
  let known = facts;
  const lookups = answers.map(({ provider, outcome, facts: found = {} }): Lookup => {
    const elsewhere = known.country !== undefined && found.country !== undefined && known.country !== found.country;
    const filled = [
      ...lookUpFacts
        .filter(
          ({ field, fact }) =>
            known[field] === undefined && found[field] !== undefined && !(elsewhere && fact.geographic === true),
        )
        .map(({ field }): string => field),
      ...Object.keys(found).filter((name) => !inTable.has(name) && ownValue(known, name) === undefined),
    ];
    const values = Object.fromEntries(filled.map((fact) => [fact, (found as Record<string, unknown>)[fact]]));
    known = { ...known, ...values };
    return { provider, outcome, filled };
  });
  return { facts: known, lookups };
}

const inTable: ReadonlySet<string> = new Set(allFacts.map(({ field }) => field));

/** The results of all lookups of a lead's company. */
export interface Findings {
  answers: readonly ProviderAnswer[];
  account: AccountMatch | undefined;
  companyLeads: readonly CompanyLead[];
  samePerson?: SamePerson | undefined;
}

/**
 * The lead with the results of its lookups; undefined for a lead that has such results or is past that step. Facts from
 * the form are kept, including those that arrived during the lookup. `now` is ISO 8601.
 */
export function enriched(lead: Lead, found: Findings, policy: Pick<Policy, "accounts">, now: string): Lead | undefined {
  if (lead.enrichment || lead.status !== "new") return undefined;
  const { facts, lookups } = fillFacts(lead.facts, found.answers);
  const { customerType, ...relations } = relationsOf(lead, found.account, found.companyLeads, policy);
  return {
    ...lead,
    ...relations,
    ...(found.samePerson && { samePerson: found.samePerson }),
    facts: { ...facts, ...(customerType && { customerType }) },
    enrichment: { at: now, lookups },
  };
}
