import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { move } from "../../routing/lead/move-lead.ts";
import { dueAfter } from "../../routing/lead/workflow-state.ts";
import { assess } from "../../routing/score.ts";

/** Scores a qualified lead, and decides its priority and its lane, which leads to a rep or to a nurture mail. */
export async function scoreLead(
  { leadId }: StepInput,
  deps: { leads: LeadStore; policies: PolicyStore; now: () => string },
): Promise<StepResult> {
  const loaded = await deps.leads.load(leadId);
  const { policy } = loaded.policyVersion
    ? await deps.policies.get(loaded.policyVersion)
    : await deps.policies.active();
  const lead = await deps.leads.update(leadId, (lead) => {
    if (lead.status !== "qualified" || lead.lane) return undefined;
    const now = deps.now();
    const { action, ...assessment } = assess(lead, policy, now);
    const event = { at: now, event: "scored", detail: `${assessment.score.total}/${assessment.score.max}` };
    return move(lead, action === "route" ? "ready" : "qualified", event, { ...assessment, dueAt: dueAfter(now, 5) });
  });
  return { leadId, kind: lead.status === "qualified" || lead.status === "nurtured" ? "nurture" : "sales-ready" };
}
