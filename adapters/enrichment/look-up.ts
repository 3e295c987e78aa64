import { type Account, inGroup } from "../../routing/company/account.ts";
import { searchBlock } from "../../routing/company/company-name.ts";
import { companyDomain, isConsumerMail } from "../../routing/company/consumer-mail.ts";
import { type Findings, fillFacts, type ProviderAnswer } from "../../routing/enrich.ts";
import type { OwnFact } from "../../routing/facts.ts";
import type { AccountMatch, Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { samePersonAs } from "../../routing/lead/same-person.ts";
import { accountMatch, bestNameMatch, type CompanyLead, customerMatch } from "../../routing/match-account.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { CompanyStore } from "../companies/company-store.ts";
import type { CustomerStore } from "../customers/customer-store.ts";
import type { LeadStore } from "../leads/lead-store.ts";
import { askProviders, before, type LookupFailure } from "./ask-providers.ts";
import { companiesProvider } from "./companies-provider.ts";
import type { HttpSpec } from "./http-provider.ts";
import { placesProvider } from "./places-provider.ts";
import { type Provider, TooLate } from "./provider.ts";

/** The longest limit of a policy's lookups, since the function's timeout is 30 s. Milliseconds. */
const longest = 20_000;
/** How many of a company's latest leads are searched for the owners of colleagues. */
const companyLeadsRead = 25;

/** How many earlier leads with the same telephone number are searched for the same person. */
const sameNumberRead = 10;

/** Where a lead's company is looked up: in the tables of an installation, or in what stands for them in a preview. */
export interface LookUpDeps {
  leads: Pick<LeadStore, "ofCompany" | "withNumber" | "get">;
  companies: Pick<CompanyStore, "byDomain" | "named">;
  customers: Pick<CustomerStore, "of">;
  /** The service that the policy describes. */
  service: (spec: HttpSpec, own: readonly OwnFact[]) => Provider;
  onFailure: LookupFailure;
}

/**
 * Looks up a lead's company with the policy's providers, in the table of accounts and among other leads, within the
 * policy's time limit. Never throws: results that were not available in time are missing, and the answers say so.
 */
export async function lookUp(lead: Lead, policy: Policy, deps: LookUpDeps): Promise<Findings> {
  const { facts } = lead;
  const signal = AbortSignal.timeout(Math.min(policy.enrichment.limit, longest));
  const host = companyDomain(facts.email);
  const domain = host !== undefined && isConsumerMail(host, policy) ? undefined : host;
  const reading = domain ? accountOf(domain, deps) : Promise.resolve(undefined);
  reading.catch(() => {});
  const trouble: ProviderAnswer[] = [];

  /** The result of a lookup in our own tables; reported as a failure of this name if it is late or fails. */
  const own = async <Result>(name: string, work: Promise<Result>): Promise<Result | undefined> => {
    try {
      return await before(signal, work);
    } catch (error) {
      const outcome = error instanceof TooLate ? "late" : "failed";
      deps.onFailure(name, outcome, (error as Error).name);
      if (!trouble.some(({ provider }) => provider === name)) trouble.push({ provider: name, outcome });
      return undefined;
    }
  };
  const named = (known: LeadFacts) => own("accounts", accountNamed(known, policy, deps));

  const providers = policy.enrichment.providers.map((spec): Provider => {
    if (spec === "places") return placesProvider;
    if (spec === "companies") return companiesProvider(() => reading, ownFacts(policy.attributes));
    return deps.service(spec, ownFacts(policy.attributes));
  });
  // Our own tables do not wait for the services, so that a slow one cannot cost a customer their success manager.
  const [answers, matched, customer, companyLeads, earlier = []] = await Promise.all([
    askProviders(facts, providers, signal, deps.onFailure),
    own("accounts", reading).then((account) => (account ? accountMatch(account, "domain", 1) : named(facts))),
    own("customers", deps.customers.of(facts)),
    own("colleagues", domain ? deps.leads.ofCompany(domain, companyLeadsRead) : ownBefore(lead, deps)),
    own("people", deps.leads.withNumber(lead, sameNumberRead)),
  ]);
  const known = fillFacts(facts, answers).facts;
  const listed = matched ?? (known.company === facts.company ? undefined : await named(known));
  const account = customer ? customerMatch(customer, domain, listed) : listed;
  const samePerson = samePersonAs(lead, earlier, policy.accounts.match_name_at);
  return { answers: [...answers, ...trouble], account, companyLeads: companyLeads ?? [], samePerson };
}

/** The account of a domain, with what its parent says of it. */
async function accountOf(domain: string, { companies }: Pick<LookUpDeps, "companies">): Promise<Account | undefined> {
  const account = await companies.byDomain(domain);
  return account?.parent === undefined ? account : inGroup(account, await companies.byDomain(account.parent));
}

/**
 * The lead of the same person before this one, as their only colleague's: an address at a public mail service says of no
 * company, but of whom it is.
 */
async function ownBefore(lead: Lead, { leads }: Pick<LookUpDeps, "leads">): Promise<CompanyLead[]> {
  const before = lead.earlier === undefined ? undefined : await leads.get(lead.earlier);
  if (!before) return [];
  const { id: leadId, receivedAt, ownerId, status } = before;
  return [{ leadId, receivedAt, ownerId, closed: status === "closed" }];
}

async function accountNamed(
  known: LeadFacts,
  policy: Policy,
  { companies }: Pick<LookUpDeps, "companies">,
): Promise<AccountMatch | undefined> {
  const block = known.company && searchBlock(known.company);
  if (!block) return undefined;
  const best = bestNameMatch(known, await companies.named(block), policy.accounts.match_name_at);
  const account = best && (await accountOf(best.domain, { companies }));
  return account && best && accountMatch(account, "name", best.similarity);
}
