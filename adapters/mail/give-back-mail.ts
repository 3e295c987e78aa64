import type { Lead } from "../../routing/lead/lead.ts";
import type { DeclineReason } from "../../routing/offers/decline-reasons.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { giveBackMailTexts } from "../../texts/by-language.ts";
import { declineText } from "../../texts/decline-text.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { row } from "../pages/lead-summary.ts";
import { composeMail } from "./compose-mail.ts";
import type { MailContent } from "./mail.ts";

interface GiveBackMail {
  lead: Lead;
  /** Who wants to give it back. */
  rep: Rep;
  manager: Rep;
  policy: Policy;
  reason: DeclineReason;
  /** The absolute URL of the lead's page for the manager. */
  link: string;
}

/** Tells the manager of a rep who wants to give back one lead more than the policy lets them in a week. */
export function giveBackMail({ lead: stored, rep, manager, policy, reason, link }: GiveBackMail): MailContent {
  const { locale } = manager;
  const lead = legible(stored);
  const texts = giveBackMailTexts[locale];
  const intro = texts.intro(rep.name, policy.give_back.per_week);
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(rep.name, whoIs(lead, 40)),
      preheader: intro,
      kicker: texts.kicker,
      title: whoIs(lead),
    },
    [
      { text: intro },
      { lead: { rows: [row(texts.reason, declineText(reason, locale))] } },
      { button: { label: texts.button, href: link } },
      { hint: texts.hint(rep.email) },
    ],
  );
}
