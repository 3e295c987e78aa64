import { escalationMail } from "../adapters/mail/escalation-mail.ts";
import type { Mail } from "../adapters/mail/mailer.ts";
import { offerMail } from "../adapters/mail/offer-mail.ts";
import type { PolicyStore } from "../adapters/policy-store.ts";
import type { RepStore } from "../adapters/rep-store.ts";
import { type Lead, openOffer } from "../routing/lead.ts";
import { asked, policyOf, repWith } from "./people.ts";

/** Nobody was reminded yet, so the mail that starts the wait goes out, unless it has. */
export const isFirstWait = (lead: Lead): boolean =>
  openOffer(lead)?.reminded === 0 || (lead.status === "escalated" && lead.escalation?.reminded === 0);

/** The offer to the rep, or the escalation to the manager. */
export async function firstMail(
  lead: Lead,
  link: string,
  deps: { policies: PolicyStore; reps: RepStore },
): Promise<Mail> {
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
