import type { AccountMatch, Lead, LeadFacts } from "./lead/lead.ts";
import { type CompanyLead, relationsOf } from "./match-account.ts";
import type { Policy } from "./policy/policy.ts";

const fillable = [
  ...(["company", "size", "industry", "value", "revenue", "country", "region", "city"] as const),
  ...(["timeZone", "place"] as const),
];
/** What a provider can know of a company. */
export type CompanyFacts = Partial<Pick<LeadFacts, (typeof fillable)[number]>>;

type Lookup = NonNullable<Lead["enrichment"]>["lookups"][number];
/** What one provider said, and what it knows when it found something. */
export type ProviderAnswer = Omit<Lookup, "filled"> & { facts?: CompanyFacts };

/**
 * The facts with what the answers add, in their order: each fills in only what nobody before it knew. A region or city
 * of another country than the known one is left out.
 */
export function fillFacts(
  facts: LeadFacts,
  answers: readonly ProviderAnswer[],
): { facts: LeadFacts; lookups: Lookup[] } {
  let known = facts;
  const lookups = answers.map(({ provider, outcome, facts: found = {} }): Lookup => {
    const elsewhere = known.country !== undefined && found.country !== undefined && known.country !== found.country;
    const filled = fillable.filter(
      (fact) =>
        known[fact] === undefined &&
        found[fact] !== undefined &&
        !(elsewhere && ["region", "city", "timeZone", "place"].includes(fact)),
    );
    known = { ...known, ...Object.fromEntries(filled.map((fact) => [fact, found[fact]])) };
    return { provider, outcome, filled };
  });
  return { facts: known, lookups };
}

/** All that was found out about a lead's company. */
export interface Findings {
  answers: readonly ProviderAnswer[];
  account: AccountMatch | undefined;
  companyLeads: readonly CompanyLead[];
}

/**
 * The lead with what was found out, once: a lead that was looked up before stays as it is. What the form says stands,
 * also what it said while the providers were asked. `now` is ISO 8601.
 */
export function enriched(lead: Lead, found: Findings, policy: Pick<Policy, "accounts">, now: string): Lead | undefined {
  if (lead.enrichment || lead.status !== "new") return undefined;
  const { facts, lookups } = fillFacts(lead.facts, found.answers);
  const { customerType, ...relations } = relationsOf(lead, found.account, found.companyLeads, policy);
  return {
    ...lead,
    ...relations,
    facts: { ...facts, ...(customerType && { customerType }) },
    enrichment: { at: now, lookups },
  };
}
