import type { ActKind, ActResult } from "../../routing/follow/acts.ts";
import { showsContacts } from "../../routing/follow/follow-up.ts";
import { inLocale, type Lead, type Locale } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import {
  actedTexts,
  actTexts,
  historyTexts,
  leadTexts,
  manageTexts,
  messageTexts,
  standingTexts,
  unreachableTexts,
} from "../../texts/by-language.ts";
import { telUrl, whatsApp } from "../mail/links.ts";
import { type ActForms, actForms } from "./lead-acts.ts";
import { additionRows } from "./lead-additions.ts";
import { historyOf, standingLines } from "./lead-standing.ts";
import { leadRows, leadWhy, phoneAsWritten } from "./lead-summary.ts";
import { messageStates } from "./message-page.ts";
import template from "./owned-page.hbs";
import { type Page, renderPage } from "./page.ts";

/** What came of an act that the owner pressed a button for. */
export interface SaidOfLead {
  kind: ActKind;
  result: Extract<ActResult, "done" | "before" | "over" | "being-told">;
}

export interface OwnedPage {
  locale: Locale;
  state: "accepted" | "already-accepted";
  lead: Lead;
  rep: Rep;
  policy: Policy;
  /** When the first contact is due, ISO 8601 in UTC. */
  contactBy?: string | undefined;
  /** ISO 8601 in UTC. */
  now: string;
  said?: SaidOfLead | undefined;
  /** What came of what a manager did with it. */
  notice?: string | undefined;
  /** The forms with which a manager who has it handles it. */
  manage?: object[] | undefined;
  canGiveBack?: boolean;
  /** The forms with which the owner says what came of the lead; none once it is closed. */
  forms?: ActForms | undefined;
}

/**
 * The page of a lead for whoever has it: what is so of it now, how to reach the person, what its owner can say of it, and all
 * that is known. Some time after it was closed the page says how it ended, and not how to reach anybody.
 */
export function ownedPage(page: OwnedPage): Page {
  const { locale, state, lead, rep, policy, contactBy, now, said, forms } = page;
  const shows = showsContacts(lead, policy, now);
  const texts = messageTexts[locale];
  const title = lead.closed ? standingTexts[locale].closedTitle : texts.state[state].title;
  const offer = lead.offers.find(({ repId, outcome }) => repId === rep.id && outcome === "accepted");
  // A press that came too early does not count, nor one that asks again.
  const statusCode = forms?.asked ? 422 : said?.result === "being-told" ? 409 : messageStates[state];
  return renderPage(
    template,
    { locale, title, company: policy.name, statusCode },
    {
      state: { title, text: shows ? stateText(page) : standingTexts[locale].contactsGone },
      notice: page.notice ?? (said ? noticeText(said, locale) : ""),
      standing: standingLines(page, contactBy),
      lead: leadTexts[locale],
      who: shows ? lead.facts.name || lead.facts.company || "" : "",
      contacts: shows ? contacts(lead, locale) : false,
      acts: forms && !lead.closed ? actForms({ ...page, canGiveBack: page.canGiveBack ?? false }, forms) : false,
      actsHeading: actTexts[locale].heading,
      manage: page.manage ?? [],
      manageHeading: manageTexts[locale].heading,
      questions: shows && !lead.closed ? callScript(lead, policy, locale) : [],
      rows: [
        ...leadRows(lead, policy, locale),
        ...(shows ? additionRows(lead, { ...rep, locale, contacts: true }) : []),
      ],
      message: shows ? (lead.facts.message ?? "") : "",
      why: leadWhy(lead, policy, offer, locale),
      history: historyOf(page),
      historyHeading: historyTexts[locale].heading,
      texts,
    },
  );
}

function stateText({ locale, state, lead, said }: OwnedPage): string {
  if (lead.unreachable) return unreachableTexts[locale].why[lead.unreachable.why];
  return lead.closed || lead.status === "contacted" || said ? "" : messageTexts[locale].state[state].text;
}

function noticeText({ kind, result }: SaidOfLead, locale: Locale): string {
  const texts = actedTexts[locale];
  return result === "done" ? texts.done[kind] : texts[result];
}

const callScript = (lead: Lead, policy: Policy, locale: Locale): string[] =>
  lead.qualification?.callScript.map((question) => inLocale(question, locale, policy.languages)) ?? [];

function contacts(lead: Lead, locale: Locale) {
  const { email, phone } = lead.facts;
  const written = phoneAsWritten(lead);
  const texts = messageTexts[locale];
  const mailto = `mailto:${encodeURIComponent(email).replaceAll("%40", "@")}`;
  return [
    { label: texts.email, value: email, href: mailto },
    ...(written ? [{ label: texts.phone, value: written, href: telUrl(phone) ?? "" }] : []),
    ...whatsApp(phone),
  ];
}
