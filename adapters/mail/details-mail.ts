import { outlookLines } from "../../policy/explain/outlook-text.ts";
import { inLocale, type Lead, type Locale } from "../../routing/lead/lead.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { detailsMailTexts, languageTags, leadTexts, unreachableTexts } from "../../texts/by-language.ts";
import { languageName } from "../../texts/language-name.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { lengthOf, when } from "../../texts/when.ts";
import { phoneAsWritten } from "../pages/lead-summary.ts";
import type { Block } from "./block.ts";
import { composeMail } from "./compose-mail.ts";
import type { OwnerMail } from "./introduction-mail.ts";
import { leadBody, type Section, whySections, withLines } from "./lead-body.ts";
import { httpsUrl, mailtoUrl, telUrl, whatsApp } from "./links.ts";
import type { MailContent } from "./mail.ts";

type DetailsMailTexts = typeof detailsMailTexts.en;

/**
 * Gives the rep who has it everything at once: how to reach the lead and until when or when they meet, what to ask, what they told,
 * why they score so and why they are the rep's.
 */
export function detailsMail({
  lead: stored,
  owner,
  policy,
  contactBy,
  link,
}: OwnerMail & { link: string }): MailContent {
  const { locale } = owner;
  const lead = legible(stored);
  const texts = detailsMailTexts[locale];
  const { email, phone, language } = lead.facts;
  const tel = telUrl(phone);
  const phoneText = phoneAsWritten(lead);
  const meeting = meetingOf(lead);
  const calendar = meeting ? undefined : httpsUrl(owner.calendarUrl);
  const said = (at: string) => when(at, lead.acceptedAt ?? lead.receivedAt, owner);
  const due = meeting
    ? { label: texts.meeting, value: `${said(meeting.at)}, ${lengthOf(meeting.minutes, locale)}` }
    : { label: texts.due, value: said(contactBy) };
  return composeMail(
    {
      locale,
      policy,
      subject: texts.subject(whoIs(lead, 40)),
      preheader: `${due.label}: ${due.value}`,
      kicker: texts.kicker,
      title: whoIs(lead),
      priority: lead.priority,
    },
    [
      { due },
      {
        contacts: [
          ...(phoneText ? [{ label: texts.phone, value: phoneText, href: tel ?? "" }] : []),
          ...whatsApp(phone),
          { label: texts.email, value: email, href: mailtoUrl(email) },
        ],
      },
      {
        button: tel
          ? { label: texts.call(phone ?? ""), href: tel }
          : { label: texts.write(email), href: mailtoUrl(email) },
        notInText: true,
      },
      {
        hint: lead.unreachable
          ? unreachableTexts[locale].why[lead.unreachable.why]
          : (meeting ? texts.chose : texts.told)(languageName(language, locale)),
        page: { label: texts.page, href: link },
        ...(calendar && !lead.unreachable && { calendar: { label: texts.calendar, href: calendar } }),
      },
      { sections: withLines([callScript(lead, texts, locale, policy)]) },
      { lead: leadBody(lead, policy, { ...owner, contacts: true }) },
      ...scoreTable(lead, texts, locale, policy),
      ...outlook(lead, locale, policy),
      { sections: whyYours(lead, owner, policy, texts) },
    ],
  );
}

const callScript = (lead: Lead, { ask }: DetailsMailTexts, locale: Locale, { languages }: Policy): Section => ({
  title: ask,
  lines: lead.qualification?.callScript.map((question) => inLocale(question, locale, languages)) ?? [],
});

function scoreTable({ score }: Lead, texts: DetailsMailTexts, locale: Locale, { languages }: Policy): Block[] {
  if (!score) return [];
  const signed = new Intl.NumberFormat(languageTags[locale].intl, { signDisplay: "exceptZero" });
  const names: Record<string, string> = texts.dimension;
  const rows = score.dimensions.map(({ dimension, points, max, reasons }) => ({
    label: names[dimension] ?? dimension,
    value: texts.of(points, max),
    reasons: reasons.map(
      ({ because, points }) => `${inLocale(because, locale, languages)} (${signed.format(points ?? 0)})`,
    ),
  }));
  return [{ score: { title: texts.score(score), rows } }];
}

/** The chance of a win below the points, where the policy knows it. */
function outlook({ score }: Lead, locale: Locale, policy: Policy): Block[] {
  const [title, ...lines] = outlookLines(score, policy, locale);
  return title === undefined ? [] : [{ sections: [{ title, lines }] }];
}

/** The priority's reasons, and the rule and group that brought the lead; for a manager, that nobody took it. */
function whyYours(lead: Lead, owner: Rep, policy: OwnerMail["policy"], texts: DetailsMailTexts): Section[] {
  const offer = lead.offers.findLast(({ repId, outcome }) => repId === owner.id && outcome === "accepted");
  const sections = whySections({ ...lead, score: undefined }, policy, offer, owner.locale);
  return offer || lead.escalation?.managerId !== owner.id ? sections : [...sections, managed(texts, owner.locale)];
}

const managed = ({ managed }: DetailsMailTexts, locale: Locale): Section => ({
  title: leadTexts[locale].whyYou,
  lines: [managed],
});
