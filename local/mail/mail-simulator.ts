import type { Mail } from "./mail-store.ts";

/**
 * Mailboxes that behave as those of SES's mailbox simulator do: `bounce@simulator.amazonses.com` sends every mail back
 * for good, `complaint@…` marks it as unwanted; a word after a plus sign tells several apart.
 */
const SIMULATED = /^(bounce|complaint)(\+[^@]*)?@simulator\.amazonses\.com$/i;

/** The event that SES would send of the mail through EventBridge; undefined where it simply arrives. */
export function eventOf({ id, to, tags }: Omit<Mail, "n">): object | undefined {
  const emailAddress = to.find((address) => SIMULATED.test(address));
  const what = SIMULATED.exec(emailAddress ?? "")?.[1]?.toLowerCase();
  if (!what) return undefined;
  const told =
    what === "bounce"
      ? { eventType: "Bounce", bounce: { bounceType: "Permanent", bouncedRecipients: [{ emailAddress }] } }
      : { eventType: "Complaint", complaint: { complainedRecipients: [{ emailAddress }] } };
  const mail = {
    messageId: id,
    tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
  };
  return { source: "aws.ses", detail: { ...told, mail } };
}
