import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { Mailer } from "../../adapters/mail/mailer.ts";
import { nurtureMail } from "../../adapters/mail/nurture-mail.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { StepInput, StepResult } from "../../adapters/step.ts";
import { move } from "../../routing/lead/move-lead.ts";
import { deliver } from "../deliver.ts";

/** Sends the mail of its lane to a lead that is not ready for a rep, and ends the lead as nurtured. */
export async function nurtureLead(
  { leadId }: StepInput,
  deps: { leads: LeadStore; policies: PolicyStore; mailer: Mailer; now: () => string },
): Promise<StepResult> {
  const lead = await deps.leads.load(leadId);
  if (lead.status === "qualified" && lead.lane) {
    const { policy } = await deps.policies.get(lead.policyVersion ?? 0);
    const mail = nurtureMail({ lead, policy });
    await deliver({ ...mail, leadId, kind: "nurture", attempt: 1, to: lead.facts.email }, deps.mailer);
    await deps.leads.update(leadId, (lead) =>
      lead.status === "qualified"
        ? move(lead, "nurtured", { at: deps.now(), event: "nurtured", detail: lead.lane?.lane })
        : undefined,
    );
  }
  return { leadId, kind: "closed" };
}
