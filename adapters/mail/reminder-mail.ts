import { reminderMailTexts } from "../../texts/by-language.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { when } from "../../texts/when.ts";
import { composeMail } from "./compose-mail.ts";
import { leadBody, offerTo } from "./lead-body.ts";
import type { MailContent } from "./mail.ts";
import type { OfferMail } from "./offer-mail.ts";

/**
 * Reminds a rep of an offer that is still open. Like the offer, it holds no means of contact.
 * @throws when the lead was never offered to the rep
 */
export function reminderMail({ lead: stored, rep, policy, link }: OfferMail): MailContent {
  const { locale } = rep;
  const lead = legible(stored);
  const { offeredAt, expiresAt } = offerTo(lead, rep.id);
  const texts = reminderMailTexts[locale];
  const due = { label: texts.due, value: when(expiresAt, offeredAt, rep) };
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(whoIs(lead, 40)),
      preheader: `${due.label}: ${due.value}`,
      kicker: texts.kicker,
      title: whoIs(lead),
      priority: lead.priority,
    },
    [
      { due },
      { button: { label: texts.button, href: link } },
      { hint: texts.hint(when(offeredAt, expiresAt, rep)) },
      { lead: leadBody(lead, policy, rep) },
    ],
  );
}
