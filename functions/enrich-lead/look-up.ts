import type { CompanyStore } from "../../adapters/companies/company-store.ts";
import { askProviders, before } from "../../adapters/enrichment/ask-providers.ts";
import { companiesProvider } from "../../adapters/enrichment/companies-provider.ts";
import { type HttpDeps, httpProvider } from "../../adapters/enrichment/http-provider.ts";
import { placesProvider } from "../../adapters/enrichment/places-provider.ts";
import { type Provider, TooLate } from "../../adapters/enrichment/provider.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { count, logger } from "../../adapters/step.ts";
import type { Account } from "../../routing/company/account.ts";
import { searchBlock } from "../../routing/company/company-name.ts";
import { companyDomain } from "../../routing/company/consumer-mail.ts";
import { type Findings, fillFacts, type ProviderAnswer } from "../../routing/enrich.ts";
import type { AccountMatch, Lead, LeadFacts } from "../../routing/lead/lead.ts";
import { accountMatch, bestNameMatch } from "../../routing/match-account.ts";
import type { Policy } from "../../routing/policy/policy.ts";

/** The longest limit of a policy's lookups, since the function's timeout is 30 s. Milliseconds. */
const longest = 20_000;
/** How many of a company's latest leads are searched for the owners of colleagues. */
const companyLeadsRead = 25;

export interface LookUpDeps extends Omit<HttpDeps, "now"> {
  leads: LeadStore;
  companies: CompanyStore;
  /** ISO 8601 */
  now: () => string;
}

/**
 * Looks up a lead's company with the policy's providers, in the table of accounts and among other leads, within the
 * policy's time limit. Never throws: results that were not available in time are missing, and the answers say so.
 */
export async function lookUp(lead: Lead, policy: Policy, deps: LookUpDeps): Promise<Findings> {
  const { facts } = lead;
  const signal = AbortSignal.timeout(Math.min(policy.enrichment.limit, longest));
  const domain = companyDomain(facts.email);
  const reading = domain ? deps.companies.byDomain(domain) : Promise.resolve(undefined);
  reading.catch(() => {});
  const trouble: ProviderAnswer[] = [];

  /** The result of a lookup in our own tables; reported as a failure of this name if it is late or fails. */
  const own = async <Result>(name: string, work: Promise<Result>): Promise<Result | undefined> => {
    try {
      return await before(signal, work);
    } catch (error) {
      const outcome = error instanceof TooLate ? "late" : "failed";
      report(name, outcome, (error as Error).name);
      if (!trouble.some(({ provider }) => provider === name)) trouble.push({ provider: name, outcome });
      return undefined;
    }
  };
  const named = (known: LeadFacts) => own("accounts", accountNamed(known, policy, deps));

  const providers = policy.enrichment.providers.map((spec): Provider => {
    if (spec === "places") return placesProvider;
    if (spec === "companies") return companiesProvider(() => reading);
    return httpProvider(spec, { ...deps, now: () => Date.parse(deps.now()) });
  });
  // Our own tables do not wait for the services, so that a slow one cannot cost a customer their success manager.
  const [answers, matched, companyLeads] = await Promise.all([
    askProviders(facts, providers, signal, report),
    own("accounts", reading).then((account) => (account ? accountMatch(account, "domain", 1) : named(facts))),
    own("colleagues", domain ? deps.leads.ofCompany(domain, companyLeadsRead) : Promise.resolve([])),
  ]);
  const known = fillFacts(facts, answers).facts;
  const account = matched ?? (known.company === facts.company ? undefined : await named(known));
  return { answers: [...answers, ...trouble], account, companyLeads: companyLeads ?? [] };
}

async function accountNamed(
  known: LeadFacts,
  policy: Policy,
  { companies }: Pick<LookUpDeps, "companies">,
): Promise<AccountMatch | undefined> {
  const block = known.company && searchBlock(known.company);
  if (!block) return undefined;
  const best = bestNameMatch(known, await companies.named(block), policy.accounts.match_name_at);
  const account: Account | undefined = best && (await companies.byDomain(best.domain));
  return account && best && accountMatch(account, "name", best.similarity);
}

/** Logs the provider and the error, and nothing about the lead's company. */
function report(provider: string, outcome: "late" | "failed", errorName: string): void {
  count("LookupFailed");
  logger.warn("a lookup came to nothing", { provider, outcome, errorName });
}
