import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import { detailsMail } from "../../adapters/mail/details-mail.ts";
import { introductionMail } from "../../adapters/mail/introduction-mail.ts";
import type { Mail, Mailer } from "../../adapters/mail/mailer.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { move } from "../../routing/lead/move-lead.ts";
import { contactBy } from "../../routing/offers/offer.ts";
import { deliver } from "../deliver.ts";
import { policyFor, repWith } from "../people.ts";

/**
 * Introduces the owner to the lead by mail, and sends the owner the details of the lead. Runs again when the person
 * writes again: then the owner gets the new details, and the lead no second introduction.
 */
export async function introduceRep(
  { leadId }: StepInput,
  deps: { leads: LeadStore; policies: PolicyStore; reps: RepStore; mailer: Mailer; now: () => string },
): Promise<StepResult> {
  const lead = await deps.leads.load(leadId);
  const [policy, owner] = await Promise.all([policyFor(lead, deps.policies), repWith(lead.ownerId, deps.reps)]);
  const about = { lead, owner, policy, contactBy: contactBy(lead, owner, policy) ?? deps.now() };
  const mails: Mail[] = [
    {
      ...introductionMail(about),
      leadId,
      kind: "introduction",
      attempt: 1,
      to: lead.facts.email,
      replyTo: owner.email,
    },
    { ...detailsMail(about), leadId, kind: "details", attempt: lead.submissions, to: owner.email },
  ];
  for (const mail of mails) await deliver(mail, deps.mailer);
  const { submissions: told } = lead;
  await deps.leads.update(leadId, (lead) => {
    if (lead.status === "introduced" && lead.dueAt && lead.submissions === told) {
      const { dueAt: _, ...untimed } = lead;
      return untimed;
    }
    if (lead.status !== "accepted") return undefined;
    const now = deps.now();
    return move(lead, "introduced", { at: now, event: "introduced", repId: owner.id }, { introducedAt: now });
  });
  return { leadId, kind: "introduced" };
}
