import type { CompanyStore } from "../../adapters/companies/company-store.ts";
import type { CustomerStore } from "../../adapters/customers/customer-store.ts";
import { type HttpDeps, type HttpSpec, httpProvider } from "../../adapters/enrichment/http-provider.ts";
import { lookUp } from "../../adapters/enrichment/look-up.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { count, logger, type StepInput, type StepResult } from "../../adapters/step.ts";
import { enriched } from "../../routing/enrich.ts";
import type { OwnFact } from "../../routing/facts.ts";
import type { Lead } from "../../routing/lead/lead.ts";

export interface EnrichDeps extends Omit<HttpDeps, "now"> {
  leads: LeadStore;
  companies: CompanyStore;
  customers: CustomerStore;
  policies: PolicyStore;
  /** ISO 8601 */
  now: () => string;
}

/**
 * Looks up a new lead's company and its owner, by the active policy, whose version the lead keeps from then on, and writes the result once. A provider that fails
 * or times out is skipped: the lead continues with the facts of its form.
 */
export async function enrichLead({ leadId }: StepInput, deps: EnrichDeps): Promise<StepResult> {
  const lead = await deps.leads.load(leadId);
  if (lead.status !== "new" || lead.enrichment) return { leadId, kind: "looked-up" };
  const { policy, version } = await (lead.policyVersion
    ? deps.policies.get(lead.policyVersion)
    : deps.policies.active());
  const { leads, companies, customers } = deps;
  const asking = { ...deps, now: () => Date.parse(deps.now()) };
  const service = (spec: HttpSpec, own: readonly OwnFact[]) => httpProvider(spec, own, asking);
  const found = await lookUp(lead, policy, { leads, companies, customers, service, onFailure });
  const looked = (current: Lead): Lead | undefined => {
    const known = enriched(current, found, policy, deps.now());
    return known && { ...known, policyVersion: version };
  };
  await deps.leads.update(leadId, looked, lead);
  return { leadId, kind: "looked-up" };
}

/** Logs the provider and the error, and nothing about the lead's company. */
function onFailure(provider: string, outcome: "late" | "failed", errorName: string): void {
  count("LookupFailed");
  logger.warn("a lookup came to nothing", { provider, outcome, errorName });
}
