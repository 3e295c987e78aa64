import { escalationMail } from "../adapters/mail/escalation-mail.ts";
import type { Mail } from "../adapters/mail/mailer.ts";
import type { PolicyStore } from "../adapters/policies/policy-store.ts";
import type { RepStore } from "../adapters/reps/rep-store.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { policyFor, repsAsked, repWith } from "./people.ts";

/** Whether the lead is escalated and its manager was not reminded yet, so that the first mail must be sent. */
export const isFirstEscalation = (lead: Lead): boolean =>
  lead.status === "escalated" && lead.escalation?.reminded === 0;

/** The mail that escalates the lead to its manager. */
export async function firstEscalationMail(
  lead: Lead,
  link: string,
  deps: { policies: PolicyStore; reps: RepStore },
): Promise<Mail> {
  const policy = await policyFor(lead, deps.policies);
  const [manager, reps] = await Promise.all([repWith(lead.escalation?.managerId, deps.reps), deps.reps.all()]);
  const mail = escalationMail({ lead, manager, reps: repsAsked(lead, reps), policy, link, reminder: 0 });
  const attempt = 1 + (lead.escalation?.before ?? 0);
  return { ...mail, leadId: lead.id, kind: "escalation", attempt, to: manager.email };
}
