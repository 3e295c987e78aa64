import type { LeadStore } from "../../adapters/lead-store.ts";
import { escalationMail } from "../../adapters/mail/escalation-mail.ts";
import type { Mail, Mailer } from "../../adapters/mail/mailer.ts";
import { offerMail } from "../../adapters/mail/offer-mail.ts";
import { newLink } from "../../adapters/offer-link.ts";
import type { PolicyStore } from "../../adapters/policy-store.ts";
import type { RepStore } from "../../adapters/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import type { Workflow } from "../../adapters/workflow.ts";
import { type Lead, openOffer } from "../../routing/lead.ts";
import { withLink } from "../../routing/move-lead.ts";
import { standing, timed } from "../../routing/standing.ts";
import { deliver } from "../deliver.ts";
import { asked, policyOf, repWith } from "../people.ts";
import { goOn } from "../step-result.ts";

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
 * Keeps the token of the task that waits for an answer and mails whoever has the lead, rep or manager, once. A lead
 * that was answered in the meantime ends the wait at once.
 */
export async function offerLead({ leadId, token }: StepInput, deps: Deps): Promise<StepResult> {
  if (!token) throw new Error("offer-lead runs as a task that waits for a token");
  const link = newLink(deps.baseUrl, leadId);
  const lead = await deps.leads.update(leadId, (lead) => {
    if (!("wakeAt" in standing(lead))) return undefined;
    const linked = isFirstWait(lead) ? withLink(lead, link.hash) : lead;
    return timed({ ...linked, taskToken: token });
  });
  if (isFirstWait(lead)) await deliver(await firstMail(lead, link.url, deps), deps.mailer);
  const result = goOn(lead, deps.now());
  if (!("wakeAt" in standing(lead))) await deps.workflow.wake(token, result);
  return result;
}

/** Nobody was reminded yet, so the mail that starts the wait goes out, unless it has. */
const isFirstWait = (lead: Lead): boolean =>
  openOffer(lead)?.reminded === 0 || (lead.status === "escalated" && lead.escalation?.reminded === 0);

async function firstMail(lead: Lead, link: string, deps: Deps): Promise<Mail> {
  const policy = await policyOf(lead, deps.policies);
  const offer = openOffer(lead);
  if (offer) {
    const rep = await repWith(offer.repId, deps.reps);
    const mail = offerMail({ lead, rep, policy, link });
    return { ...mail, leadId: lead.id, kind: "offer", attempt: offer.attempt, to: rep.email };
  }
  const [manager, reps] = await Promise.all([repWith(lead.escalation?.managerId, deps.reps), deps.reps.all()]);
  const mail = escalationMail({ lead, manager, reps: asked(lead, reps), policy, link, reminder: 0 });
  return { ...mail, leadId: lead.id, kind: "escalation", attempt: 1, to: manager.email };
}
