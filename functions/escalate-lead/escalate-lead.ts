import type { LeadStore } from "../../adapters/lead-store.ts";
import { escalationMail } from "../../adapters/mail/escalation-mail.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { newLink } from "../../adapters/offer-link.ts";
import type { PolicyStore } from "../../adapters/policy-store.ts";
import { freePlace, type RepStore } from "../../adapters/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { escalationTo, managerFor } from "../../routing/escalation.ts";
import { openOffer } from "../../routing/lead.ts";
import { escalated, withLink } from "../../routing/move-lead.ts";
import { standing, timed } from "../../routing/standing.ts";
import { deliver } from "../deliver.ts";
import { policyOf } from "../people.ts";
import { goOn } from "../step-result.ts";

/**
 * Puts a lead in the hands of the manager of its pool and mails them, once: after the attempts are used, when nobody
 * was available in time, or when a step kept failing. A lead that has an owner stays with its owner.
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
  const policy = await policyOf(loaded, deps.policies);
  const manager = managerFor(loaded, policy, reps);
  const link = newLink(deps.baseUrl, leadId);
  const lead = await deps.leads.update(leadId, (lead) => {
    const { kind } = standing(lead);
    if (kind === "accepted" || kind === "closed" || kind === "left-with-manager") return undefined;
    if (kind === "escalated") return lead.escalation?.reminded === 0 ? withLink(lead, link.hash) : undefined;
    const now = deps.now();
    const escalation = escalationTo(manager, context?.cause, policy, lead, now);
    const next = withLink(escalated(lead, escalation, now), link.hash);
    const offer = openOffer(lead);
    return { lead: timed(next), also: offer ? [freePlace(deps.repsTable, offer.repId)] : [] };
  });
  if (lead.status === "escalated" && lead.escalation?.reminded === 0) {
    const asked = reps.filter(({ id }) => lead.offers.some(({ repId }) => repId === id));
    const mail = escalationMail({ lead, manager, reps: asked, policy, link: link.url, reminder: 0 });
    await deliver({ ...mail, leadId, kind: "escalation", attempt: 1, to: manager.email }, deps.mailer);
  }
  return goOn(lead, deps.now());
}
