import { lapsedMailTexts } from "../../texts/by-language.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { when } from "../../texts/when.ts";
import { row } from "../pages/lead-summary.ts";
import { composeMail } from "./compose-mail.ts";
import { offerTo } from "./lead-body.ts";
import type { MailContent } from "./mail.ts";
import type { OfferMail } from "./offer-mail.ts";

/**
 * Tells a rep that the time to answer is over. No more of the lead than who it was.
 * @throws when the lead was never offered to the rep
 */
export function lapsedMail({ lead: stored, rep, policy }: Omit<OfferMail, "link">): MailContent {
  const { locale } = rep;
  const lead = legible(stored);
  const { offeredAt, expiresAt } = offerTo(lead, rep.id);
  const texts = lapsedMailTexts[locale];
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(whoIs(lead, 40)),
      preheader: texts.intro,
      kicker: texts.kicker,
      title: whoIs(lead),
    },
    [
      { text: texts.intro },
      {
        lead: {
          rows: [
            row(texts.offered, when(offeredAt, expiresAt, rep)),
            row(texts.ended, when(expiresAt, offeredAt, rep)),
          ],
        },
      },
      { hint: texts.hint },
    ],
  );
}
