import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { qualified } from "../../routing/steps.ts";

/** Decides whether a new lead is eligible, by the active policy, whose version the lead keeps from then on. */
export async function qualifyLead(
  { leadId }: StepInput,
  deps: { leads: LeadStore; policies: PolicyStore; now: () => string },
): Promise<StepResult> {
  const { policy, version } = await deps.policies.active();
  const lead = await deps.leads.update(leadId, (lead) => qualified(lead, policy, version, deps.now()));
  return { leadId, kind: lead.status === "rejected" ? "not-eligible" : "eligible" };
}
