import { mayChoose } from "../../routing/choice/choose-time.ts";
import type { Lead, Locale } from "../../routing/lead/lead.ts";
import { meetingOf } from "../../routing/lead/meeting.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { choosingTexts, formTexts, messageTexts, requestStandingTexts, requestTexts } from "../../texts/by-language.ts";
import type { Fault } from "../../texts/fault-text.ts";
import { legible } from "../../texts/legible.ts";
import { clockTime, timeLeft } from "../../texts/times.ts";
import { leadTimeZone, lengthOf } from "../../texts/when.ts";
import { httpsUrl, mailtoUrl, telUrl } from "../mail/links.ts";
import { initials } from "../mail/owner-block.ts";
import { type FormValues, formFields } from "./form-fields.ts";
import { leadRows, phoneAsWritten, row } from "./lead-summary.ts";
import { type Page, renderPage } from "./page.ts";
import { tokenAgain } from "./page-token.ts";
import template from "./request-page.hbs";
import { standingOf } from "./request-standing.ts";
import { requestWhy } from "./request-why.ts";

type Texts = (typeof requestTexts)["en"];
export type RequestNotice = keyof Texts["notice"];

/** What came of what was sent from the page, by its name in the page's address; undefined for any other text. */
export const requestNotice = (said: string | undefined): RequestNotice | undefined =>
  said !== undefined && Object.hasOwn(requestTexts.en.notice, said) ? (said as RequestNotice) : undefined;

export interface RequestPage {
  lead: Lead;
  policy: Policy;
  /** Who answers to the person: their rep, and until there is one the manager. */
  contact: Rep;
  manager: Rep;
  /** When somebody is to contact them, ISO 8601 in UTC. */
  by?: string | undefined;
  /** The last part of the page's address. */
  link: string;
  /** ISO 8601 in UTC. */
  now: string;
  /** They are a customer by it, and the contact is who has them. `choosesCall`: they can agree on a time for the first call. */
  customer?: { choosesCall: boolean } | undefined;
  /** Whether they can still add, correct and withdraw. */
  isOpen: boolean;
  notice?: RequestNotice | undefined;
  /** The form that came and does not count yet, so that the page asks again (422) and keeps what was typed. */
  asked?: Asked | undefined;
}

interface Asked {
  token: string;
  typed: FormValues;
  errors?: readonly { field: string; fault: Fault }[];
}

/**
 * A person's own request: where it stands, who answers for it and until when, what they told us, how it was decided, and
 * what they can do about it. Of what we know it shows what they said themselves, and of nobody else anything.
 */
export function requestPage({
  lead: stored,
  policy,
  contact,
  manager,
  by,
  link,
  now,
  isOpen,
  customer,
  notice,
  asked,
}: RequestPage): Page {
  const lead = legible(stored);
  const locale = lead.facts.language;
  const texts = requestTexts[locale];
  const reader = { locale, timeZone: leadTimeZone(lead.facts) ?? contact.timeZone };
  const meeting = meetingOf(lead);
  const { title, text } = requestStandingTexts[locale][customer ? "customer" : standingOf(lead, by, now)];
  const heading = meeting ? choosingTexts[locale].meeting(contact.name) : title(contact.name);
  const shown = lead.closed?.outcome !== "withdrawn" && contact;
  const photo = shown && httpsUrl(shown.photoUrl);
  const time = by ? clockTime(by, now, reader) : "";
  return renderPage(
    template,
    {
      locale,
      title: asked?.errors ? formTexts[locale].errorTitle(heading) : heading,
      company: policy.name,
      statusCode: asked ? 422 : 200,
      pictures: photo ? [photo] : [],
    },
    {
      title: heading,
      text: text(contact.name),
      by: meeting ? "" : by ? (by > now ? texts.by(time, timeLeft(by, now, locale)) : texts.byPast(time)) : "",
      meeting: meeting && `${clockTime(meeting.at, now, reader)}, ${lengthOf(meeting.minutes, locale)}`,
      times: (customer ? customer.choosesCall : mayChoose(lead, policy) === "yes") && {
        href: `${link}/times`,
        label: choosingTexts[locale][meeting ? "linkMeeting" : customer ? "linkCall" : "link"],
      },
      notice: notice && isTrueOf(lead, notice) ? texts.notice[notice] : "",
      texts,
      contact: shown && contactView(shown, locale),
      rows: ownRows(lead, policy, locale),
      message: lead.facts.message ?? "",
      action: link,
      token: tokenAgain(asked?.token, link, now),
      change: isOpen && changeView(lead, policy, locale, asked),
      why: requestWhy(lead, policy, manager, reader),
      look: !lead.look && !lead.closed,
      withdraw: isOpen,
      newRequest: lead.closed !== undefined,
    },
  );
}

/** A notice stands in the address, which can be typed or be old: of what is not so nothing is said. */
const isTrueOf = (lead: Lead, notice: RequestNotice): boolean =>
  notice === "asked" ? lead.look !== undefined : notice === "over" || notice === "withdrawn" ? isOver(lead) : true;
const isOver = ({ closed }: Lead): boolean => closed !== undefined;

function contactView({ name, title = "", email, phone, photoUrl }: Rep, locale: Locale) {
  const words = messageTexts[locale];
  const tel = telUrl(phone);
  return {
    name,
    title,
    initials: initials(name),
    photo: httpsUrl(photoUrl) ?? "",
    ways: [
      { label: words.email, value: email, href: mailtoUrl(email) },
      ...(tel ? [{ label: words.phone, value: phone ?? "", href: tel }] : []),
    ],
  };
}

/** What was said for the request, in the words in which the form asks for it; nothing that only we know. */
function ownRows(lead: Lead, policy: Policy, locale: Locale) {
  const { label } = formTexts[locale];
  const { name, email } = lead.facts;
  const { company, role, country, size, region, products, useCase, industry, urgency, language } = lead.facts;
  const said = { name, email, language, company, role, country, size, region, products, useCase, industry, urgency };
  const phone = phoneAsWritten(lead);
  const shown = leadRows({ ...lead, facts: said, account: undefined }, policy, locale);
  return [row(label.name, name), row(label.email, email), ...(phone ? [row(label.phone, phone)] : []), ...shown];
}

/** The form with what is known, so that it can be corrected; `was` tells what was changed in it. */
function changeView(lead: Lead, policy: Policy, locale: Locale, asked: Asked | undefined) {
  const known = knownValues(lead);
  const products = productsOf(lead, policy);
  const fields = formFields({
    locale,
    policyLocales: policy.languages,
    products,
    values: asked?.typed ?? known,
    errors: asked?.errors ?? [],
  });
  const { name, company, size, country, phone, urgency } = known;
  const was = { name, company, size, country, phone, urgency, products: known.products?.join(";") };
  return {
    fields: { ...fields, message: { ...fields.message, label: requestTexts[locale].change.more } },
    was: Object.entries(was).map(([field, value]) => ({ field, value: value ?? "" })),
    address: requestTexts[locale].change.address(lead.facts.email),
    open: asked !== undefined,
    again: asked ? (asked.errors ? formTexts[locale].errors : requestTexts[locale].notice.again) : "",
  };
}

/** What the form of a person's page begins with. A fact that was not understood is there as it was written. */
function knownValues(lead: Lead): FormValues {
  const { name, company, size, country, urgency, products } = lead.facts;
  const written = (field: string) => lead.asWritten?.find((one) => one.field === field && !one.claimed)?.text;
  return {
    name,
    company: company ?? "",
    size: size === undefined ? (written("size") ?? "") : String(size),
    country: country ?? "",
    phone: phoneAsWritten(lead) ?? "",
    urgency: urgency ?? "",
    products: products ?? [],
  };
}

/** The products of the form, and those that the lead named beside them. */
function productsOf({ facts: { products = [] } }: Lead, { form }: Policy) {
  const others = products.filter((id) => !form.products.some((known) => known.id === id));
  return [...form.products, ...others.map((id) => ({ id, name: id }))];
}
