import { inLocale, type Lead, type Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { leadTexts, messageTexts, unreachableTexts } from "../../texts/by-language.ts";
import type { MessageState } from "../../texts/shape/pages.ts";
import { clockTime, timeLeft } from "../../texts/times.ts";
import { telUrl } from "../mail/links.ts";
import { leadRows, leadWhy, phoneAsWritten } from "./lead-summary.ts";
import template from "./message-page.hbs";
import { type Page, renderPage } from "./page.ts";

/** The status that says the same as what the page says. */
export const messageStates = {
  accepted: 200,
  "already-accepted": 200,
  declined: 200,
  "already-declined": 200,
  expired: 410,
  "already-taken": 410,
  full: 409,
  "not-found": 404,
  "too-large": 413,
  "too-fast": 429,
  unavailable: 503,
} as const satisfies Record<MessageState, number>;

export interface MessagePage {
  locale: Locale;
  state: MessageState;
  /** Whose lead it is now; the contact details are shown for `accepted` and `already-accepted` alone. */
  owned?: OwnedLead | undefined;
  /** Shown inside another site: the answer to a form that was refused. */
  embed?: boolean;
  embedOrigins?: readonly string[];
}

interface OwnedLead {
  lead: Lead;
  rep: Rep;
  policy: Policy;
  /** When the first contact is due, ISO 8601 in UTC. */
  contactBy?: string | undefined;
  /** ISO 8601 in UTC. */
  now: string;
}

/** What happened, with the contact details for who has just taken the lead, and nothing about anybody else. */
export function messagePage({ locale, state, owned, embed, embedOrigins }: MessagePage): Page {
  const { title, text } = messageTexts[locale].state[state];
  const shown = state === "accepted" || state === "already-accepted" ? owned : undefined;
  const page = renderPage(
    template,
    { locale, title, company: shown?.policy.name, statusCode: messageStates[state], embed, embedOrigins },
    {
      state: { title, text: unreached(shown?.lead, locale) ?? text },
      texts: messageTexts[locale],
      lead: leadTexts[locale],
      ...(shown ? details(shown, locale) : { who: "", contactBy: "", contacts: [] }),
    },
  );
  if (state === "too-fast" || state === "unavailable") page.headers["Retry-After"] = "60";
  return page;
}

/** What the owner is told of an address that takes no mails of ours. */
const unreached = (lead: Lead | undefined, locale: Locale): string | undefined =>
  lead?.unreachable && unreachableTexts[locale].why[lead.unreachable.why];

function details({ lead, rep, policy, contactBy, now }: OwnedLead, locale: Locale) {
  const texts = messageTexts[locale];
  const offer = lead.offers.find(({ repId, outcome }) => repId === rep.id && outcome === "accepted");
  return {
    who: lead.facts.name || lead.facts.company || "",
    contactBy: contactBy ? dueText(contactBy, now, rep, locale) : "",
    contacts: contacts(lead, locale),
    questions: lead.qualification?.callScript.map((question) => inLocale(question, locale, policy.languages)) ?? [],
    rows: leadRows(lead, policy, locale),
    message: lead.facts.message ?? "",
    why: leadWhy(lead, policy, offer, locale),
    texts,
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
