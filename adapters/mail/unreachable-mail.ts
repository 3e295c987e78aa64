import { mailFrameTexts, messageTexts, unreachableTexts } from "../../texts/by-language.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { phoneAsWritten } from "../pages/lead-summary.ts";
import { composeMail } from "./compose-mail.ts";
import type { OwnerMail } from "./introduction-mail.ts";
import html from "./lapsed.mjml";
import text from "./lapsed.txt.hbs";
import type { MailContent } from "./mail.ts";

/** Tells the owner that mails do not reach the lead, so that they call, or look for another address. */
export function unreachableMail({ lead: stored, owner, policy }: Omit<OwnerMail, "contactBy">): MailContent {
  const { locale } = owner;
  const lead = legible(stored);
  const { email } = lead.facts;
  const texts = unreachableTexts[locale];
  const words = messageTexts[locale];
  const written = phoneAsWritten(lead);
  const intro = texts.why[lead.unreachable?.why ?? "refused"];
  return composeMail(
    { html, text },
    {
      locale,
      policy,
      subject: texts.subject(whoIs(lead, 40)),
      preheader: intro,
      kicker: texts.kicker,
      title: whoIs(lead),
      footer: mailFrameTexts[locale].repFooter(policy.name),
    },
    {
      intro,
      hint: written ? texts.call : texts.noPhone,
      rows: [{ label: words.email, value: email }, ...(written ? [{ label: words.phone, value: written }] : [])],
      button: false,
      message: false,
    },
  );
}
