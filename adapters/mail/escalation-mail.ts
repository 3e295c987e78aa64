import type { Lead, Locale, Offer } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { escalationMailTexts, offerTexts } from "../../texts/by-language.ts";
import { declineText } from "../../texts/decline-text.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { when } from "../../texts/when.ts";
import { composeMail } from "./compose-mail.ts";
import { leadBody, whySections, withLines } from "./lead-body.ts";
import type { MailContent } from "./mail.ts";

interface EscalationMail {
  lead: Lead;
  manager: Rep;
  /** Those who were asked. */
  reps: readonly Rep[];
  policy: Policy;
  /** The absolute URL of the page that takes the answer. */
  link: string;
  /** 0 for the first mail, n for the n-th reminder. */
  reminder: number;
}

/** Hands a lead that no rep took to the manager: why it came, who was asked and what they said, what it is worth. */
export function escalationMail({ lead: stored, manager, reps, policy, link, reminder }: EscalationMail): MailContent {
  const { locale } = manager;
  const lead = legible(stored);
  const texts = escalationMailTexts[locale];
  const who = whoIs(lead, 40);
  const { escalation } = lead;
  const written = (reminder > 0 ? escalation?.remindAt[reminder - 1] : undefined) ?? escalation?.at ?? lead.receivedAt;
  const cause = offerTexts[locale].cause[escalation?.cause ?? "attempts-used"];
  const tried = { title: offerTexts[locale].tried, lines: lead.offers.map((offer) => saidBy(offer, reps, locale)) };
  return composeMail(
    {
      locale,
      policy,
      subject: reminder > 0 ? texts.reminderSubject(reminder, who) : texts.subject(who),
      preheader: cause,
      kicker: reminder > 0 ? texts.reminderKicker(reminder) : texts.kicker,
      title: whoIs(lead),
      priority: lead.priority,
      footer: texts.footer(policy.name),
    },
    [
      { text: cause },
      { due: { label: texts.since, value: when(lead.receivedAt, written, manager) } },
      { button: { label: texts.button, href: link } },
      { hint: texts.hint },
      { lead: leadBody(lead, policy, manager) },
      { sections: withLines([tried, ...whySections(lead, policy, undefined, locale)]) },
    ],
  );
}

/** "Ana Morales: declined, “I have no time”". */
function saidBy({ repId, outcome, declineReason }: Offer, reps: readonly Rep[], locale: Locale): string {
  const texts = offerTexts[locale];
  const name = reps.find(({ id }) => id === repId)?.name ?? repId;
  return [`${name}: ${texts.outcome[outcome ?? "open"]}`, declineText(declineReason, locale)]
    .filter(Boolean)
    .join(", ");
}
