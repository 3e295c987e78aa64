import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { detailsMail } from "../../adapters/mail/details-mail.ts";
import { introductionMail } from "../../adapters/mail/introduction-mail.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { move } from "../../routing/lead/move-lead.ts";
import { contactBy } from "../../routing/offers/offer.ts";
import { deliver } from "../deliver.ts";
import { markIfUnreached } from "../mark-unreachable.ts";
import { policyFor, repWith } from "../people.ts";

/**
 * Sends the owner the details of the lead, which depends on nothing that a stranger typed, and then introduces the owner
 * to the lead by mail. Where SES does not take that one, the owner is told.
 */
export async function introduceRep(
  { leadId }: StepInput,
  deps: { leads: LeadStore; policies: PolicyStore; reps: RepStore; mailer: Mailer; now: () => string },
): Promise<StepResult> {
  const lead = await deps.leads.load(leadId);
  const [policy, owner] = await Promise.all([policyFor(lead, deps.policies), repWith(lead.ownerId, deps.reps)]);
  const about = { lead, owner, policy, contactBy: contactBy(lead, owner, policy) ?? deps.now() };
  const details = { ...detailsMail(about), leadId, kind: "details" as const, to: owner.email };
  await deliver({ ...details, attempt: 1 }, deps.mailer);
  if (!lead.unreachable) {
    const mail = { ...introductionMail(about), leadId, kind: "introduction" as const, attempt: 1 };
    const delivery = await deliver({ ...mail, to: lead.facts.email, replyTo: owner.email }, deps.mailer);
    await markIfUnreached(leadId, delivery, deps);
  }
  await deps.leads.update(leadId, (lead) => {
    if (lead.status !== "accepted") return undefined;
    const now = deps.now();
    return move(lead, "introduced", { at: now, event: "introduced", repId: owner.id }, { introducedAt: now });
  });
  return { leadId, kind: "introduced" };
}
