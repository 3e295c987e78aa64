import { type Lead, othersShown } from "../../routing/lead/lead.ts";
import { longestAnswer } from "../../routing/offers/answer-limit.ts";
import { slaOf, untimed } from "../../routing/offers/sla.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { leadTexts, offerMailTexts, offerTexts } from "../../texts/by-language.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { lengthOf, when } from "../../texts/when.ts";
import { composeMail } from "./compose-mail.ts";
import { leadBody, offerTo, whySections } from "./lead-body.ts";
import type { MailContent } from "./mail.ts";

export interface OfferMail {
  lead: Lead;
  rep: Rep;
  policy: Policy;
  /** The absolute URL of the page that takes the answer. */
  link: string;
}

/**
 * Asks a rep whether they take a lead: who it is, why it is worth it, why it is theirs, and until when to answer on
 * the page. The means of contact stay out of it until the lead is accepted.
 * @throws when the lead was never offered to the rep
 */
export function offerMail({ lead: stored, rep, policy, link }: OfferMail): MailContent {
  const { locale } = rep;
  const lead = legible(stored);
  const offer = offerTo(lead, rep.id);
  const texts = offerMailTexts[locale];
  const others = othersShown(lead, offer);
  const level = lead.priority?.level ?? "cold";
  const { answer } = slaOf(lead, policy);
  const due = { label: texts.due, value: when(offer.expiresAt, offer.offeredAt, rep) };
  const time = lengthOf(offer.limit?.minutes ?? longestAnswer(answer ?? untimed), locale);
  const word = lead.priority ? leadTexts[locale].priority[level].toLocaleLowerCase(locale) : "";
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(word, whoIs(lead, 40)),
      preheader: `${due.label}: ${due.value}`,
      kicker: texts.kicker,
      title: whoIs(lead),
      priority: lead.priority,
    },
    [
      { due },
      { button: { label: texts.button, href: link } },
      {
        hint: [
          ...(others > 0 ? [offerTexts[locale].together(others)] : []),
          offer.lastCall ? texts.lastCall : texts.hint(time),
        ].join(" "),
      },
      { lead: leadBody(lead, policy, rep) },
      { sections: whySections(lead, policy, offer, locale) },
    ],
  );
}
