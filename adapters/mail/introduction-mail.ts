import type { Lead } from "../../routing/lead/lead.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import type { Review } from "../../routing/reps/review.ts";
import { choosingTexts, introductionMailTexts, toPersonTexts } from "../../texts/by-language.ts";
import { greetable, legible } from "../../texts/legible.ts";
import { dayOf, leadTimeZone, lengthOf, when } from "../../texts/when.ts";
import { composeMail } from "./compose-mail.ts";
import { httpsUrl, mailtoUrl, telUrl } from "./links.ts";
import type { MailContent } from "./mail.ts";
import { ownerBlock } from "./owner-block.ts";
import { references } from "./references.ts";
import { requestBlock, timesLink } from "./request-block.ts";
import { reviewsBlock } from "./reviews.ts";

export interface OwnerMail {
  lead: Lead;
  owner: Rep;
  policy: Policy;
  /** When the first contact is due, ISO 8601 in UTC. */
  contactBy: string;
}

/**
 * Tells a lead who contacts them, until when or, where they have agreed on a time, when they meet, and what comes next, with
 * the owner's face, telephone and free times, and what people said of them. It goes to whatever address the form was given, so of the lead's own words it holds at most the name.
 */
export function introductionMail({
  lead: stored,
  owner,
  policy,
  contactBy,
  reviews = [],
  request,
}: OwnerMail & {
  reviews?: readonly Review[];
  /** The address of the person's own page. */
  request: string;
}): MailContent {
  const lead = legible(stored);
  const locale = lead.facts.language;
  const reader = { locale, timeZone: leadTimeZone(lead.facts) ?? owner.timeZone };
  const texts = introductionMailTexts[locale];
  const meeting = meetingOf(lead);
  const said = (at: string) => when(at, lead.acceptedAt ?? lead.receivedAt, reader);
  const due = meeting
    ? { label: texts.meetingDue, value: `${said(meeting.at)}, ${lengthOf(meeting.minutes, locale)}` }
    : { label: texts.due, value: said(contactBy) };
  const times = timesLink(lead, policy, request);
  const calendar = meeting ? undefined : httpsUrl(owner.calendarUrl);
  const phone = telUrl(owner.phone);
  const steps = [
    meeting ? texts.invited : texts.first(owner.name, lead.facts.phone !== undefined),
    ...(times ? [meeting ? texts.meetingMoves : texts.times] : calendar ? [texts.calendar] : []),
    texts.before(owner.name, phone !== undefined),
  ];
  const button = times ?? (calendar && { label: texts.button, href: calendar });
  return composeMail(
    {
      locale,
      policy,
      subject: (meeting ? texts.meetingSubject : texts.subject)(owner.name, policy.name),
      preheader: `${due.label}: ${due.value}`,
      kicker: toPersonTexts[locale].hello(greetable(lead.facts.name)),
      title: meeting ? choosingTexts[locale].meeting(owner.name) : texts.title(owner.name),
      footer: toPersonTexts[locale].footer(policy.name, dayOf(lead.receivedAt, reader)),
    },
    [
      ownerBlock(owner),
      { due },
      { steps: { title: texts.steps, lines: steps } },
      button
        ? { button }
        : { button: { label: texts.buttonWithoutCalendar(owner.name), href: mailtoUrl(owner.email) }, notInText: true },
      ...reviewsBlock(reviews, owner, locale),
      { references: references(lead, policy, locale) },
      requestBlock(request, locale),
    ],
  );
}
