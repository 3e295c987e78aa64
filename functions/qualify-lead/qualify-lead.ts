import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { move } from "../../routing/lead/move-lead.ts";
import { dueAfter } from "../../routing/lead/workflow-state.ts";
import { qualify } from "../../routing/qualify.ts";

/** Decides whether a new lead is eligible, by the active policy, whose version the lead keeps from then on. */
export async function qualifyLead(
  { leadId }: StepInput,
  deps: { leads: LeadStore; policies: PolicyStore; now: () => string },
): Promise<StepResult> {
  const { policy, version } = await deps.policies.active();
  const lead = await deps.leads.update(leadId, (lead) => {
    if (lead.status !== "new") return undefined;
    const now = deps.now();
    const qualification = qualify(lead, policy, now);
    const status = qualification.eligible ? "qualified" : "rejected";
    return move(
      lead,
      status,
      { at: now, event: status },
      { qualification, policyVersion: version, dueAt: dueAfter(now, 5) },
    );
  });
  return { leadId, kind: lead.status === "rejected" ? "not-eligible" : "eligible" };
}
