import type { Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { withdrawnMailTexts } from "../../texts/by-language.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { composeMail } from "./compose-mail.ts";
import type { MailContent } from "./mail.ts";

interface WithdrawnMail {
  lead: Lead;
  /** Who had the lead: its owner, its manager, or a rep with an open offer. */
  rep: Rep;
  policy: Policy;
}

/** Tells who had a lead that its person has withdrawn, so that nobody contacts them about it. */
export function withdrawnMail({ lead: stored, rep, policy }: WithdrawnMail): MailContent {
  const { locale } = rep;
  const lead = legible(stored);
  const texts = withdrawnMailTexts[locale];
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(whoIs(lead, 40)),
      preheader: texts.intro,
      kicker: texts.kicker,
      title: whoIs(lead),
    },
    [{ text: texts.intro }, { hint: texts.hint }],
  );
}
