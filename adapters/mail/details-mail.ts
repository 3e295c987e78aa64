import { inLocale, type Lead, type Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import {
  detailsMailTexts,
  languageTags,
  leadTexts,
  mailFrameTexts,
  unreachableTexts,
} from "../../texts/by-language.ts";
import { languageName } from "../../texts/language-name.ts";
import { legible, whoIs } from "../../texts/legible.ts";
import { when } from "../../texts/when.ts";
import { phoneAsWritten } from "../pages/lead-summary.ts";
import { composeMail } from "./compose-mail.ts";
import html from "./details.mjml";
import text from "./details.txt.hbs";
import type { OwnerMail } from "./introduction-mail.ts";
import { leadBody, type Section, whySections, withLines } from "./lead-body.ts";
import { httpsUrl, mailtoUrl, telUrl } from "./links.ts";
import type { MailContent } from "./mail.ts";

type DetailsMailTexts = typeof detailsMailTexts.en;

/**
 * Gives the rep who accepted everything at once: how to reach the lead and until when, what to ask, what they told,
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
  const due = { label: texts.due, value: when(contactBy, lead.acceptedAt ?? lead.receivedAt, owner) };
  return composeMail(
    { html, text },
    {
      locale,
      policy,
      subject: texts.subject(whoIs(lead, 40)),
      preheader: `${due.label}: ${due.value}`,
      kicker: texts.kicker,
      title: whoIs(lead),
      priority: lead.priority,
      footer: mailFrameTexts[locale].repFooter(policy.name),
    },
    {
      due,
      contacts: [
        ...(phoneText ? [{ label: texts.phone, value: phoneText, href: tel ?? "" }] : []),
        { label: texts.email, value: email, href: mailtoUrl(email) },
      ],
      button: tel
        ? { label: texts.call(phone ?? ""), href: tel }
        : { label: texts.write(email), href: mailtoUrl(email) },
      hint: lead.unreachable
        ? unreachableTexts[locale].why[lead.unreachable.why]
        : texts.told(languageName(language, locale)),
      script: withLines([callScript(lead, texts, locale, policy)]),
      score: scoreTable(lead, texts, locale, policy),
      sections: whyYours(lead, owner, policy, texts),
      texts: { calendar: texts.calendar },
      page: { label: texts.page, href: link },
      calendar: lead.unreachable ? "" : (httpsUrl(owner.calendarUrl) ?? ""),
      ...leadBody(lead, policy, { ...owner, contacts: true }),
    },
  );
}

const callScript = (lead: Lead, { ask }: DetailsMailTexts, locale: Locale, { languages }: Policy): Section => ({
  title: ask,
  lines: lead.qualification?.callScript.map((question) => inLocale(question, locale, languages)) ?? [],
});

function scoreTable({ score }: Lead, texts: DetailsMailTexts, locale: Locale, { languages }: Policy) {
  if (!score) return false;
  const signed = new Intl.NumberFormat(languageTags[locale].intl, { signDisplay: "exceptZero" });
  const names: Record<string, string> = texts.dimension;
  return {
    title: texts.score(score),
    rows: score.dimensions.map(({ dimension, points, max, reasons }) => ({
      label: names[dimension] ?? dimension,
      value: texts.of(points, max),
      reasons: reasons.map(
        ({ because, points }) => `${inLocale(because, locale, languages)} (${signed.format(points ?? 0)})`,
      ),
    })),
  };
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
