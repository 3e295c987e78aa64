import type { LeadStore } from "../adapters/leads/lead-store.ts";
import type { Mail, Mailer } from "../adapters/mail/mailer.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { unreachable } from "../routing/lead/move-lead.ts";
import { deliver } from "./deliver.ts";

/**
 * Mails a customer, unless their address takes no mails of ours, which is marked. Returns the lead as it is then.
 * @throws MailRefused
 */
export async function mailCustomer(
  lead: Lead,
  mail: Omit<Mail, "leadId" | "to">,
  deps: { leads: Pick<LeadStore, "update">; mailer: Pick<Mailer, "send">; now: () => string },
): Promise<Lead> {
  if (lead.unreachable) return lead;
  const delivery = await deliver({ ...mail, leadId: lead.id, to: lead.facts.email }, deps.mailer);
  if (delivery !== "undeliverable") return lead;
  return deps.leads.update(lead.id, (read) =>
    read.unreachable ? undefined : unreachable(read, { at: deps.now(), why: "refused" }),
  );
}
