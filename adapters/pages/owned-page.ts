import { inLocale, type Lead, type Locale } from "../../routing/lead/lead.ts";
import { declineReasons } from "../../routing/offers/decline-reasons.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { leadTexts, messageTexts, offerTexts, unreachableTexts } from "../../texts/by-language.ts";
import { clockTime, timeLeft } from "../../texts/times.ts";
import { telUrl } from "../mail/links.ts";
import { additionRows } from "./lead-additions.ts";
import { leadRows, leadWhy, phoneAsWritten } from "./lead-summary.ts";
import { messageStates } from "./message-page.ts";
import template from "./owned-page.hbs";
import { type Page, renderPage } from "./page.ts";
import { tokenAgain } from "./page-token.ts";

export interface OwnedPage extends OwnedLead {
  locale: Locale;
  state: "accepted" | "already-accepted";
}

interface OwnedLead {
  lead: Lead;
  rep: Rep;
  policy: Policy;
  /** When the first contact is due, ISO 8601 in UTC. */
  contactBy?: string | undefined;
  /** ISO 8601 in UTC. */
  now: string;
  /** Where the lead can be given back, if it can. */
  giveBack?: GiveBackForm | undefined;
}

interface GiveBackForm {
  /** Where the form is posted; empty for the page's own address. */
  action: string;
  /** The last part of the offer's link. */
  link: string;
  /** What came and does not count yet, so that the page asks again (422). */
  asked?: { reason?: string; note?: string; token?: string } | undefined;
}

/** For whoever has just taken a lead, or looks at it again: how to reach them, until when, and all that is known. */
export function ownedPage({ locale, state, ...owned }: OwnedPage): Page {
  const { title, text } = messageTexts[locale].state[state];
  const { unreachable } = owned.lead;
  return renderPage(
    template,
    { locale, title, company: owned.policy.name, statusCode: owned.giveBack?.asked ? 422 : messageStates[state] },
    {
      state: { title, text: unreachable ? unreachableTexts[locale].why[unreachable.why] : text },
      lead: leadTexts[locale],
      ...details(owned, locale),
      giveBack: owned.giveBack ? giveBackView(owned.giveBack, owned.now, locale) : false,
    },
  );
}

function details({ lead, rep, policy, contactBy, now }: OwnedLead, locale: Locale) {
  const texts = messageTexts[locale];
  const offer = lead.offers.find(({ repId, outcome }) => repId === rep.id && outcome === "accepted");
  return {
    who: lead.facts.name || lead.facts.company || "",
    contactBy: contactBy ? dueText(contactBy, now, rep, locale) : "",
    contacts: contacts(lead, locale),
    questions: lead.qualification?.callScript.map((question) => inLocale(question, locale, policy.languages)) ?? [],
    rows: [...leadRows(lead, policy, locale), ...additionRows(lead, { ...rep, locale, contacts: true })],
    message: lead.facts.message ?? "",
    why: leadWhy(lead, policy, offer, locale),
    texts,
  };
}

function giveBackView({ action, link, asked }: GiveBackForm, now: string, locale: Locale) {
  const { reasons, reason, reasonMissing, note, again } = offerTexts[locale];
  const chosen = declineReasons.find((known) => known === asked?.reason);
  return {
    ...messageTexts[locale].giveBack,
    ...{ action, reason, noteLabel: note, note: asked?.note ?? "", asked: asked !== undefined },
    token: tokenAgain(asked?.token, link, now),
    again: asked && chosen ? again : "",
    error: asked && !chosen ? reasonMissing : "",
    reasons: declineReasons.map((value) => ({ value, text: reasons[value], chosen: value === chosen })),
  };
}

function dueText(contactBy: string, now: string, { timeZone }: Rep, locale: Locale): string {
  const texts = messageTexts[locale];
  const time = clockTime(contactBy, now, { locale, timeZone });
  return contactBy > now ? texts.contactBy(time, timeLeft(contactBy, now, locale)) : texts.contactByPast(time);
}

function contacts(lead: Lead, locale: Locale) {
  const { email, phone } = lead.facts;
  const written = phoneAsWritten(lead);
  const texts = messageTexts[locale];
  const mailto = `mailto:${encodeURIComponent(email).replaceAll("%40", "@")}`;
  return [
    { label: texts.email, value: email, href: mailto },
    ...(written ? [{ label: texts.phone, value: written, href: telUrl(phone) ?? "" }] : []),
  ];
}
