import type { LeadStore } from "../adapters/leads/lead-store.ts";
import type { Delivery, Mailer } from "../adapters/mail/mailer.ts";
import { unreachableMail } from "../adapters/mail/unreachable-mail.ts";
import type { PolicyStore } from "../adapters/policies/policy-store.ts";
import type { RepStore } from "../adapters/reps/rep-store.ts";
import type { Unreachable } from "../routing/lead/lead.ts";
import { unreachable } from "../routing/lead/move-lead.ts";
import { deliver } from "./deliver.ts";
import { policyFor, repWith } from "./people.ts";

/**
 * Marks a lead whose address takes no mails of ours, so that it is sent no more of them, and tells its owner, once each.
 * A lead without an owner tells whoever becomes its owner in the mail of its details.
 */
export async function markUnreachable(
  leadId: string,
  why: Unreachable["why"],
  deps: { leads: LeadStore; policies: PolicyStore; reps: RepStore; mailer: Mailer; now: () => string },
): Promise<void> {
  const lead = await deps.leads.update(leadId, (lead) =>
    lead.unreachable ? undefined : unreachable(lead, { at: deps.now(), why }),
  );
  if (!lead.ownerId) return;
  const [policy, owner] = await Promise.all([policyFor(lead, deps.policies), repWith(lead.ownerId, deps.reps)]);
  const mail = unreachableMail({ lead, owner, policy });
  await deliver({ ...mail, leadId, kind: "unreachable", attempt: 1, to: owner.email }, deps.mailer);
}

const whyNot: Partial<Record<Delivery, Unreachable["why"]>> = { undeliverable: "refused", limited: "limited" };

/** Marks a lead, and tells its owner, where a mail to its address was not sent and will not be. */
export async function markIfUnreached(
  leadId: string,
  delivery: Delivery,
  deps: Parameters<typeof markUnreachable>[2],
): Promise<void> {
  const why = whyNot[delivery];
  if (why) await markUnreachable(leadId, why, deps);
}
