import * as z from "zod/mini";
import type { Suppressions } from "../../adapters/leads/suppressions.ts";
import { logger } from "../../adapters/step.ts";
import { markUnreachable } from "../mark-unreachable.ts";

const Recipients = z.array(z.object({ emailAddress: z.string() }));

/** What SES says in an event of a mail that came back, or that its reader marked as unwanted. */
const MailEvent = z.object({
  detail: z.object({
    bounce: z.optional(z.object({ bounceType: z.string(), bouncedRecipients: Recipients })),
    complaint: z.optional(z.object({ complainedRecipients: Recipients })),
    /** The names that the mail was sent with. */
    mail: z.object({ tags: z.record(z.string(), z.array(z.string())) }),
  }),
});

type Deps = Parameters<typeof markUnreachable>[2] & { suppressions: Pick<Suppressions, "add"> };

/**
 * Marks the lead to whose address a mail did not get, so that it is sent no other, and tells the owner. Who complained is suppressed, so that no later lead of theirs is sent
 * what it does not need. Mails that came
 * back for now, such as those that an absent person's mailbox answers, and those of the team change nothing: the alarm on
 * bounces counts them.
 */
export async function noteBounce(event: unknown, deps: Deps): Promise<void> {
  const { bounce, complaint, mail } = MailEvent.parse(event).detail;
  const [leadId] = mail.tags.lead ?? [];
  const [kind] = mail.tags.kind ?? [];
  const forGood = bounce?.bounceType === "Permanent";
  const lead = leadId === undefined ? undefined : await deps.leads.get(leadId);
  const recipients = (bounce?.bouncedRecipients ?? complaint?.complainedRecipients ?? []).map(addressIn);
  const isLeads = lead !== undefined && recipients.includes(addressIn({ emailAddress: lead.facts.email }));
  logger.info("a mail came back", { leadId, kind, bounceType: bounce?.bounceType, isLeads });
  if (isLeads && complaint)
    await deps.suppressions.add(lead.facts.email, { at: deps.now(), why: "complained", by: "the person" });
  if (isLeads && (forGood || complaint)) await markUnreachable(lead.id, complaint ? "complained" : "bounced", deps);
}

/** SES gives an address as in the mail's header, sometimes with its name. */
const addressIn = ({ emailAddress }: { emailAddress: string }): string =>
  (/<([^<>]*)>$/.exec(emailAddress)?.[1] ?? emailAddress).trim().toLowerCase();
