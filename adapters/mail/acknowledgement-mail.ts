import type { Lead } from "../../routing/lead/lead.ts";
import type { Occasion } from "../../routing/lead/told.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { acknowledgementTexts, requestStandingTexts, toPersonTexts } from "../../texts/by-language.ts";
import { greetable, legible } from "../../texts/legible.ts";
import { dayOf, leadTimeZone, when } from "../../texts/when.ts";
import { standingOf } from "../pages/request-standing.ts";
import { composeMail } from "./compose-mail.ts";
import type { MailContent } from "./mail.ts";
import { ownerBlock } from "./owner-block.ts";
import { timesLink } from "./request-block.ts";

interface PersonMail {
  lead: Lead;
  policy: Policy;
  about: Occasion;
  /** Who answers to the person: their rep, and until there is one the manager. */
  contact: Rep;
  /** By when somebody is to contact them, ISO 8601 in UTC. */
  by?: string | undefined;
  /** The address of the person's own page. */
  request: string;
  /** ISO 8601 in UTC. */
  now: string;
}

/**
 * Tells a lead's person that their request arrived, or what became of it: what happens next, by when, who answers for it
 * until then, and the way to their own page, or to where they choose a time if they may. It goes to whatever address the form was given, so of the lead's own words it
 * holds at most the name.
 */
export function acknowledgementMail({
  lead: stored,
  policy,
  about,
  contact,
  by,
  request,
  now,
}: PersonMail): MailContent {
  const lead = legible(stored);
  const locale = lead.facts.language;
  const texts = acknowledgementTexts[locale];
  const { hello, footer } = toPersonTexts[locale];
  const button = timesLink(lead, policy, request) ?? { label: texts.button, href: request };
  const standing = requestStandingTexts[locale][standingOf(lead, by, now)];
  const reader = { locale, timeZone: leadTimeZone(lead.facts) ?? contact.timeZone };
  // What was promised and is past by now is not promised again.
  const due = by !== undefined && by > now ? { label: texts.due, value: when(by, now, reader) } : undefined;
  return composeMail(
    {
      locale,
      policy,
      subject: `${texts.title[about]} – ${policy.name}`,
      preheader: due ? `${due.label}: ${due.value}` : standing.title(contact.name),
      kicker: hello(greetable(lead.facts.name)),
      title: texts.title[about],
      footer: footer(policy.name, dayOf(lead.receivedAt, reader)),
    },
    [
      { text: `${texts.first[about]} ${standing.text(contact.name)}` },
      ...(due ? [{ due }, { text: texts.later }] : []),
      ownerBlock(contact),
      { button },
      { hint: texts.reply(contact.name) },
    ],
  );
}
