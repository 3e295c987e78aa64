import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { newLink } from "../../adapters/leads/offer-link.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import { freePlaces } from "../../adapters/reps/free-places.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { openOffers } from "../../routing/lead/lead.ts";
import { escalated, withLink } from "../../routing/lead/move-lead.ts";
import { withDueTime, workflowState } from "../../routing/lead/workflow-state.ts";
import { escalationTo, managerFor } from "../../routing/offers/escalation.ts";
import { deliver } from "../deliver.ts";
import { firstEscalationMail, isFirstEscalation } from "../first-escalation-mail.ts";
import { policyFor } from "../people.ts";
import { resultFor } from "../step-result.ts";

/**
 * Escalates a lead to the manager of its pool and mails them, once: after the attempts are used, when nobody was
 * available in time, or when a step kept failing. A lead that has an owner is left alone. The task that waits
 * afterwards also sends the mail if it has not been sent, so either is enough.
 */
export async function escalateLead(
  { leadId, context }: StepInput,
  deps: {
    leads: LeadStore;
    policies: PolicyStore;
    reps: RepStore;
    repsTable: string;
    mailer: Mailer;
    baseUrl: string;
    now: () => string;
  },
): Promise<StepResult> {
  const [loaded, reps] = await Promise.all([deps.leads.load(leadId), deps.reps.all()]);
  const decided = await policyFor(loaded, deps.policies);
  const usual = managerFor(loaded, decided, reps);
  // A manager may have left with a policy that replaced the one by which the lead was decided.
  const left = !usual.active && !loaded.escalation;
  const policy = left ? (await deps.policies.active()).policy : decided;
  const manager = left ? managerFor(loaded, policy, reps) : usual;
  const link = newLink(deps.baseUrl, leadId);
  const lead = await deps.leads.update(leadId, (lead) => {
    const { kind } = workflowState(lead);
    if (isFirstEscalation(lead)) return withLink(lead, link.hash);
    if (kind !== "ready" && kind !== "offered") return undefined;
    const now = deps.now();
    const next = withDueTime(escalated(lead, escalationTo(manager, context?.cause, policy, lead, now), now));
    const held = openOffers(lead).filter(({ round }) => round === undefined);
    return {
      lead: withLink(next, link.hash),
      also: freePlaces(deps.repsTable, held),
    };
  });
  if (isFirstEscalation(lead)) await deliver(await firstEscalationMail(lead, link.url, deps), deps.mailer);
  return resultFor(lead, deps.now());
}
