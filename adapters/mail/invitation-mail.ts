import type { Meeting } from "../../routing/lead/follow.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { meetingEnd } from "../../routing/lead/meeting.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { detailsMailTexts, invitationTexts, toPersonTexts } from "../../texts/by-language.ts";
import { greetable, legible, oneLine, whoIs } from "../../texts/legible.ts";
import { clockTime } from "../../texts/times.ts";
import { dayOf, leadTimeZone, lengthOf, when } from "../../texts/when.ts";
import { invitationText } from "../calendar/invitation.ts";
import { phoneAsWritten } from "../pages/lead-summary.ts";
import { composeMail } from "./compose-mail.ts";
import { mailtoUrl, telUrl } from "./links.ts";
import type { MailContent } from "./mail.ts";
import { ownerBlock } from "./owner-block.ts";
import { requestBlock, timesLink } from "./request-block.ts";
import type { Sender } from "./sender.ts";

interface InvitationMail {
  lead: Lead;
  /** Who meets the lead. */
  rep: Rep;
  policy: Policy;
  meeting: Meeting;
  /** Who sends the mail, in whose name both are invited. */
  sender: Sender;
  /** ISO 8601 */
  now: string;
}

/**
 * Tells the lead of a meeting with their rep that was agreed on, moved or cancelled, and their calendar too. Of the lead's
 * own words it holds at most the name. The way to move or cancel it is in the mail alone, since calendars are shown to others.
 */
export function invitationMail({
  lead: stored,
  rep,
  policy,
  meeting,
  sender,
  now,
  request,
}: InvitationMail & {
  /** The address of the person's own page. */
  request: string;
}): MailContent {
  const lead = legible(stored);
  const locale = lead.facts.language;
  const reader = { locale, timeZone: leadTimeZone(lead.facts) ?? rep.timeZone };
  const name = oneLine(rep.name);
  const { summary, content } = said(name, meeting, reader, now);
  const { hello, footer } = toPersonTexts[locale];
  const times = timesLink(lead, policy, request);
  const about = [rep.title ?? "", telUrl(rep.phone) ? (rep.phone ?? "") : "", rep.email];
  const called = greetable(lead.facts.name);
  const invited = { lead, rep, policy, meeting, sender, now, called, summary, description: about };
  return withCalendar(
    invited,
    composeMail(
      {
        ...content.frame,
        ...{ locale, policy, kicker: hello(greetable(lead.facts.name)) },
        footer: footer(policy.name, dayOf(lead.receivedAt, reader)),
      },
      [ownerBlock(rep), ...content.blocks, times ? { button: times } : requestBlock(request, locale)],
    ),
  );
}

/** Tells the rep of a meeting with their lead that was agreed on, moved or cancelled, and their calendar too. */
export function invitationRepMail({ lead: stored, rep, policy, meeting, sender, now }: InvitationMail): MailContent {
  const lead = legible(stored);
  const { locale } = rep;
  const { summary, content } = said(whoIs(lead, 40), meeting, rep, now);
  const { phone, email } = detailsMailTexts[locale];
  const phoneText = phoneAsWritten(lead);
  const contacts = [
    ...(phoneText ? [{ label: phone, value: phoneText, href: telUrl(lead.facts.phone) ?? "" }] : []),
    { label: email, value: lead.facts.email, href: mailtoUrl(lead.facts.email) },
  ];
  const about = contacts.map(({ label, value }) => `${label}: ${value}`);
  const called = lead.facts.name;
  const invited = { lead, rep, policy, meeting, sender, now, called, summary, description: about };
  return withCalendar(
    invited,
    composeMail({ ...content.frame, ...{ locale, policy } }, [...content.blocks, { contacts }]),
  );
}

/** What is said of a meeting with somebody, by the reader's clock. */
function said(who: string, meeting: Meeting, { locale, timeZone }: Pick<Rep, "locale" | "timeZone">, now: string) {
  const texts = invitationTexts[locale];
  const state = meeting.cancelledAt ? "cancelled" : meeting.moved ? "moved" : "booked";
  const reader = { locale, timeZone };
  const value = `${when(meeting.at, now, reader)}, ${lengthOf(meeting.minutes, locale)}`;
  const frame = {
    subject: texts.subject[state](who, clockTime(meeting.at, now, reader)),
    preheader: value,
    kicker: texts.kicker[state],
    title: state === "booked" ? texts.event(who) : `${texts.kicker[state]}: ${who}`,
  };
  const blocks = [{ due: { label: texts.when[state], value } }, { hint: texts.hint[state] }];
  return { summary: texts.event(who), content: { frame, blocks } };
}

interface Invited extends InvitationMail {
  /** The lead's name; may be empty. */
  called: string;
  summary: string;
  /** Lines; some may be empty. */
  description: readonly string[];
}

/** The mail with the same for calendars. */
function withCalendar(invited: Invited, mail: MailContent): MailContent {
  const { lead, rep, policy, meeting, sender, now, called, summary, description } = invited;
  const method = meeting.cancelledAt ? "CANCEL" : "REQUEST";
  const domain = sender.address.slice(sender.address.lastIndexOf("@") + 1);
  const text = invitationText({
    method,
    uid: `${lead.id}-${Date.parse(meeting.bookedAt).toString(36)}@${domain}`,
    sequence: meeting.change,
    start: meeting.at,
    end: meetingEnd(meeting),
    summary,
    description: description.filter(Boolean).join("\n"),
    organizer: { name: policy.name, email: sender.address },
    attendees: [
      { name: rep.name, email: rep.email, agreed: meeting.by === "rep" },
      { name: called, email: lead.facts.email, agreed: meeting.by === "lead" },
    ],
    now,
  });
  return { ...mail, calendar: { method, text } };
}
