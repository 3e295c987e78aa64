import type { Addition } from "../../routing/lead/additions.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { additionsMailTexts, leadTexts } from "../../texts/by-language.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { knownFirst, laterRows } from "../pages/lead-additions.ts";
import { composeMail } from "./compose-mail.ts";
import { mailtoUrl } from "./links.ts";
import type { MailContent } from "./mail.ts";

interface AdditionsMail {
  lead: Lead;
  /** Who has the lead: a rep with an open offer, its manager, or its owner. */
  rep: Rep;
  policy: Policy;
  additions: readonly Addition[];
  /** The absolute URL of the page that takes the answer; the owner has none, and sees how to reach the lead. */
  link?: string | undefined;
}

/** Tells who has a lead what was sent since they have it, all that is new in one mail. */
export function additionsMail({ lead: stored, rep, policy, additions, link }: AdditionsMail): MailContent {
  const { locale } = rep;
  const lead = legible({ ...stored, additions: [...additions] });
  const texts = additionsMailTexts[locale];
  const words = additions.every(({ own }) => own) ? texts.own : texts;
  const { email, message } = lead.facts;
  const reader = { ...rep, contacts: link === undefined };
  const wrote = additions.some(({ field, beside }) => field === "message" && !beside);
  return composeMail(
    {
      locale,
      policy,
      subject: words.subject(whoIs(lead, 40)),
      preheader: words.intro,
      kicker: words.kicker,
      title: whoIs(lead),
      priority: lead.priority,
    },
    [
      { text: words.intro },
      {
        lead: {
          rows: [...knownFirst(legible(stored), additions, reader), ...laterRows(lead, lead.additions ?? [], reader)],
          ...(wrote && message && { message: { label: leadTexts[locale].wrote, lines: message.split("\n") } }),
        },
      },
      { button: link ? { label: texts.button, href: link } : { label: email, href: mailtoUrl(email) } },
      { hint: words.hint },
    ],
  );
}
