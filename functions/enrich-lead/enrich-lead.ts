import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { enriched } from "../../routing/enrich.ts";
import { type LookUpDeps, lookUp } from "./look-up.ts";

export interface EnrichDeps extends LookUpDeps {
  policies: PolicyStore;
}

/**
 * Looks up a new lead's company and its owner, by the active policy, and writes the result once. A provider that is
 * late or fails is skipped: the lead goes on with the facts of its form.
 */
export async function enrichLead({ leadId }: StepInput, deps: EnrichDeps): Promise<StepResult> {
  const lead = await deps.leads.load(leadId);
  if (lead.status !== "new" || lead.enrichment) return { leadId, kind: "looked-up" };
  const { policy } = await deps.policies.active();
  const found = await lookUp(lead, policy, deps);
  await deps.leads.update(leadId, (current) => enriched(current, found, policy, deps.now()));
  return { leadId, kind: "looked-up" };
}
