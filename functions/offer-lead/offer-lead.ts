import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { type NewLink, newLink } from "../../adapters/leads/offer-link.ts";
import type { Mail, Mailer } from "../../adapters/mail/mailer.ts";
import { offerMail } from "../../adapters/mail/offer-mail.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import type { Workflow } from "../../adapters/workflow.ts";
import { type Lead, type Offer, openOffers } from "../../routing/lead/lead.ts";
import { withLink } from "../../routing/lead/move-lead.ts";
import { withDueTime, workflowState } from "../../routing/lead/workflow-state.ts";
import { deliver } from "../deliver.ts";
import { firstEscalationMail, isFirstEscalation } from "../first-escalation-mail.ts";
import { policyFor, repWith } from "../people.ts";
import { resultFor } from "../step-result.ts";

interface Deps {
  leads: LeadStore;
  policies: PolicyStore;
  reps: RepStore;
  mailer: Mailer;
  workflow: Workflow;
  baseUrl: string;
  now: () => string;
}

/**
 * Stores the token of the task that waits for an answer, and mails the reps or the manager who are asked, each once. If
 * the lead was answered in the meantime, the task is completed at once.
 */
export async function offerLead({ leadId, token }: StepInput, deps: Deps): Promise<StepResult> {
  if (!token) throw new Error("offer-lead runs as a task that waits for a token");
  const links = new Map<number | undefined, NewLink>();
  const linked = (lead: Lead, attempt?: number): Lead => {
    const link = newLink(deps.baseUrl, leadId);
    links.set(attempt, link);
    return withLink(lead, link.hash, attempt);
  };
  const lead = await deps.leads.update(leadId, (lead) => {
    if (!("wakeAt" in workflowState(lead))) return undefined;
    const asked = firstOffers(lead).reduce((shown, { attempt }) => linked(shown, attempt), lead);
    return withDueTime({ ...(isFirstEscalation(lead) ? linked(lead) : asked), taskToken: token });
  });
  for (const offer of firstOffers(lead)) {
    const link = links.get(offer.attempt);
    if (link) await deliver(await firstOfferMail(lead, offer, link.url, deps), deps.mailer);
  }
  const link = links.get(undefined);
  if (link && isFirstEscalation(lead)) await deliver(await firstEscalationMail(lead, link.url, deps), deps.mailer);
  const result = resultFor(lead, deps.now());
  if (!("wakeAt" in workflowState(lead))) await deps.workflow.wake(token, result);
  return result;
}

/** The open offers that had no reminder yet. */
const firstOffers = (lead: Lead): Offer[] => openOffers(lead).filter(({ reminded }) => reminded === 0);

async function firstOfferMail(lead: Lead, { repId, attempt }: Offer, link: string, deps: Deps): Promise<Mail> {
  const [policy, rep] = await Promise.all([policyFor(lead, deps.policies), repWith(repId, deps.reps)]);
  return { ...offerMail({ lead, rep, policy, link }), leadId: lead.id, kind: "offer", attempt, to: rep.email };
}
