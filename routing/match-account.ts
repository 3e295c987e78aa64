import type { Account, NamedAccount } from "./company/account.ts";
import { nameSimilarity } from "./company/company-name.ts";
import type { Customer } from "./company/customer.ts";
import type { AccountMatch, KnownOwner, Lead, LeadFacts } from "./lead/lead.ts";
import type { Policy } from "./policy/policy.ts";

/** The order of accounts with equally similar names: the one for which a mistake costs most comes first. */
const precedence = { customer: 0, former: 1, prospect: 2 } as const;

/**
 * The account with the most similar name, if its similarity is at least `matchAt` (0 to 1). A company with the same
 * name in another country is another company and can be matched by domain only. The result does not depend on the order
 * of the candidates.
 */
export function bestNameMatch(
  { company, country }: Pick<LeadFacts, "company" | "country">,
  candidates: readonly NamedAccount[],
  matchAt: number,
): { domain: string; similarity: number } | undefined {
  if (company === undefined) return undefined;
  return candidates
    .filter((account) => country === undefined || account.country === undefined || account.country === country)
    .map(({ domain, name, relation }) => ({ domain, relation, similarity: nameSimilarity(company, name) }))
    .filter(({ similarity }) => similarity >= matchAt)
    .sort(
      (a, b) =>
        b.similarity - a.similarity ||
        precedence[a.relation] - precedence[b.relation] ||
        (a.domain < b.domain ? -1 : 1),
    )
    .map(({ domain, similarity }) => ({ domain, similarity }))[0];
}

/** The match of a lead with an account, as stored on the lead. */
export const accountMatch = (account: Account, by: AccountMatch["by"], similarity: number): AccountMatch => ({
  accountId: account.domain,
  name: account.name,
  by,
  similarity,
  relation: account.relation,
  ...(account.ownerId && { ownerId: account.ownerId }),
  ...(account.opportunityOwnerId && { opportunityOwnerId: account.opportunityOwnerId }),
  ...(account.history && { history: account.history }),
});

/**
 * The match of a lead with a customer whom we won. The list of companies is believed first where it has them as a customer;
 * what it has as a prospect or a former customer is older than the win. @param domain of the company, if it has its own
 */
export function customerMatch(
  { leadId, name, since, ownerId, products }: Customer,
  domain: string | undefined,
  listed: AccountMatch | undefined,
): AccountMatch {
  const won = { leadId, since, ...(products && { products }) };
  if (listed?.relation === "customer") return { ...listed, ownerId: listed.ownerId ?? ownerId, won };
  return {
    ...{ accountId: listed?.accountId ?? domain ?? leadId, name: listed?.name ?? name, by: "domain", similarity: 1 },
    ...{ relation: "customer", ownerId, won },
    ...(listed?.history && { history: listed.history }),
  };
}

/** A lead of the same company, with the attributes that the company index has. */
export interface CompanyLead {
  leadId: string;
  receivedAt: string;
  /** Who accepted it. */
  ownerId?: string | undefined;
  /** Who is asked now whether they take it, alone. */
  askedId?: string | undefined;
  closed?: boolean;
}

type Relations = Pick<Lead, "account" | "knownOwner" | "owners" | "companyReps"> & Pick<Lead["facts"], "customerType">;
const customerTypeOf = { prospect: "new", customer: "customer", former: "former" } as const;

/**
 * Finds the known owners of a lead before rules are evaluated: the account's owner (a customer's success manager, a
 * prospect's seller), that of its opportunity and, if the policy says so, the owner of a colleague's open lead, or else
 * who is being asked to take one. The account's relation overrides the one that the form claims. `companyLeads` may be
 * in any order and include the lead itself.
 */
export function relationsOf(
  lead: Lead,
  account: AccountMatch | undefined,
  companyLeads: readonly CompanyLead[],
  { accounts }: Pick<Policy, "accounts">,
): Relations {
  const colleagues = companyLeads
    .filter(({ leadId }) => leadId !== lead.id)
    .toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));
  const companyReps = [...new Set(colleagues.flatMap(({ ownerId }) => ownerId ?? []))];
  const open = accounts.colleagues === "same-owner" ? colleagues.filter(({ closed }) => !closed) : [];
  const latest = open.find(({ ownerId }) => ownerId) ?? open.find(({ askedId }) => askedId);
  const colleague = latest?.ownerId ?? latest?.askedId;
  const known: KnownOwner[] = [
    ...(account?.ownerId ? [{ repId: account.ownerId, because: "account" as const }] : []),
    ...(account?.opportunityOwnerId ? [{ repId: account.opportunityOwnerId, because: "opportunity" as const }] : []),
    ...(latest && colleague ? [{ repId: colleague, because: "colleague" as const, leadId: latest.leadId }] : []),
  ];
  const [knownOwner] = known;
  return {
    ...(account && { account }),
    ...(knownOwner && { knownOwner }),
    ...(known.length > 1 && { owners: Object.fromEntries(known.map(({ because, repId }) => [because, repId])) }),
    ...(companyReps.length > 0 && { companyReps }),
    customerType: account ? customerTypeOf[account.relation] : lead.facts.customerType,
  };
}
