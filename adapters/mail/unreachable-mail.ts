import { detailsMailTexts, messageTexts, unreachableTexts } from "../../texts/by-language.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { phoneAsWritten, row } from "../pages/lead-summary.ts";
import { composeMail } from "./compose-mail.ts";
import type { OwnerMail } from "./introduction-mail.ts";
import { telUrl } from "./links.ts";
import type { MailContent } from "./mail.ts";

/** Tells the owner that mails do not reach the lead, so that they call, or look for another address. */
export function unreachableMail({ lead: stored, owner, policy }: Omit<OwnerMail, "contactBy">): MailContent {
  const { locale } = owner;
  const lead = legible(stored);
  const { email, phone } = lead.facts;
  const tel = telUrl(phone);
  const texts = unreachableTexts[locale];
  const words = messageTexts[locale];
  const written = phoneAsWritten(lead);
  const intro = texts.why[lead.unreachable?.why ?? "refused"];
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(whoIs(lead, 40)),
      preheader: intro,
      kicker: texts.kicker,
      title: whoIs(lead),
    },
    [
      { text: intro },
      // To call is what this mail asks for.
      ...(tel ? [{ button: { label: detailsMailTexts[locale].call(phone ?? ""), href: tel } }] : []),
      { lead: { rows: [row(words.email, email), ...(written ? [row(words.phone, written)] : [])] } },
      { hint: written ? texts.call : texts.noPhone },
    ],
  );
}
