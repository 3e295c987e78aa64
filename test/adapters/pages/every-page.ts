import { customerPage } from "../../../adapters/pages/customer-page.ts";
import { formPage } from "../../../adapters/pages/form-page.ts";
import { managePage } from "../../../adapters/pages/manage-page.ts";
import { messagePage } from "../../../adapters/pages/message-page.ts";
import { offerPage } from "../../../adapters/pages/offer-page.ts";
import { type OwnedPage, ownedPage } from "../../../adapters/pages/owned-page.ts";
import type { Page } from "../../../adapters/pages/page.ts";
import { type RequestPage, requestPage } from "../../../adapters/pages/request-page.ts";
import { returnPage } from "../../../adapters/pages/return-page.ts";
import { thanksPage } from "../../../adapters/pages/thanks-page.ts";
import { type Choice, timesPage } from "../../../adapters/pages/times-page.ts";
import { unsubscribePage } from "../../../adapters/pages/unsubscribe-page.ts";
import type { Lead, Locale } from "../../../routing/lead/lead.ts";
import { freeTimes } from "../../../routing/time/free-times.ts";
import { aCustomer, aPlanningPolicy, day } from "../../build/a-customer.ts";
import { aFollowedLead, monday } from "../../build/a-followed-lead.ts";
import { aPolicyWithForm } from "../../build/a-form.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aRep } from "../../build/a-rep.ts";

const now = "2026-11-02T15:20:00.000Z";
const by = "2026-11-02T16:05:00.000Z";
const link = "lead-1.secret";

/** The pages that people come to by a link, each in the states that look different, for a reader of this language. */
export function everyPage(locale: Locale): Record<string, Page> {
  const policy = aPlanningPolicy({ choose: { lanes: ["high-touch"] } });
  const ana = aRep({ locale });
  const bob = aRep({ ...{ id: "bob", name: "Beto Ruiz-Velázquez", locale, openLeads: 3 }, photoUrl: undefined });
  const marta = aRep({ id: "marta", name: "Marta Gil", title: "Head of sales", role: "manager", locale });
  const facts = { language: locale, useCase: "Stock of 40 stores" };
  const lead = (changes: Partial<Lead> = {}): Lead =>
    anOfferedLead({ ...changes, facts: { ...facts, ...changes.facts } });
  const followed = (changes: Partial<Lead> = {}): Lead => ({
    ...aFollowedLead(policy, changes),
    facts: lead().facts,
  });
  const meeting = {
    repId: "ana",
    at: "2026-11-04T17:00:00.000Z",
    minutes: 30,
    bookedAt: now,
    by: "lead",
    change: 1,
  } as const;

  const asked = (changes: Partial<RequestPage> = {}) =>
    requestPage({
      ...{ lead: lead(), policy, contact: marta, manager: marta, by, link, now, isOpen: true },
      ...changes,
    });
  const mine = { contact: ana, lead: followed() };
  const asks = { locale, policy, lead: lead(), rep: ana, action: link, now: "2026-11-02T15:01:00.000Z" };
  const closed = (outcome: "won" | "withdrawn") =>
    followed({ status: "closed", closed: { outcome, at: now, by: "ana" } });
  const wrong = { name: "", size: "120", country: "MX", phone: "ask Pedro", urgency: "now", products: [] };

  const free = (rep: typeof ana, from: string, reviews: Choice["reviews"] = []): Choice => ({
    ...{ rep, reviews },
    times: freeTimes(rep, { from: Date.parse(from), until: Date.parse(day(7)), length: 30 }, new Set()),
  });
  const review = (text: string) =>
    ({ repId: "ana", state: "published", date: "2026-10-01", text, author: "Nora Peña", source: "Survey" }) as const;
  const reviews = [review("Listened, and called back the same day."), review("Knew our stores better than we did.")];
  const cleo = aRep({ id: "cleo", name: "Cléo Duarte", languages: ["pt", "es", "en"], locale });
  const choices = [free(ana, "2026-11-02T17:30:00.000Z", reviews), free(bob, day(1)), free(cleo, day(2))];
  const times = { lead: lead(), policy, choices, link, now };
  const withAna = { ...times, lead: followed(), owner: ana, choices: choices.slice(0, 1) };

  const owned = (changes: Partial<OwnedPage> = {}) =>
    ownedPage({
      ...{
        locale,
        state: "already-accepted",
        lead: followed(),
        rep: ana,
        policy,
        contactBy: by,
        now,
        canGiveBack: true,
      },
      ...{ forms: { action: "acts", link } },
      ...changes,
    });
  const timeline = (...events: string[]) =>
    events.map((event, n) => ({ at: new Date(Date.parse(monday) + n * 60_000).toISOString(), event, detail: "phone" }));
  const busy = followed({
    timeline: timeline("received", "accepted", "introduced", "no-answer", "contact-reminded", "contacted", "meeting"),
    additions: [{ n: 2, at: now, field: "phone", text: "+525577777777", beside: true }],
    meeting,
  });
  const managed = {
    manager: marta,
    reps: [marta, ana, bob, cleo].map((rep) => ({ ...rep })),
    closings: new Map(),
    policy,
    locale,
    now,
  };
  const manageForms = { action: "manage", link };

  const customer = aCustomer({}, policy);
  const [call, ...steps] = customer.steps;
  const begun = { ...customer, steps: [{ ...(call as object), doneAt: day(2) } as NonNullable<typeof call>, ...steps] };
  const hers = { contact: ana, lead: closed("won"), by: undefined, isOpen: false };
  const called = { ...closed("won"), meeting: { ...meeting, ofCustomer: true as const } };
  const customers = { lead: lead(), policy, manager: ana, link, now: day(15) };

  const asking = aPolicyWithForm();
  const ownForm: Parameters<typeof formPage>[0] = {
    ...{
      locale,
      locales: asking.languages,
      company: asking.name,
      submissionId: "form-1",
      privacyUrl: asking.form.privacy_url,
    },
    asked: { form: asking.form, attributes: asking.attributes, languages: asking.languages },
  };
  return {
    "request searching": asked(),
    "request coming, which may choose": asked({ ...mine, notice: "saved" }),
    "request with a meeting": asked({ ...mine, lead: followed({ meeting }), by: undefined }),
    "request late": asked({ ...mine, by: monday }),
    "request waiting": asked({ lead: lead({ status: "waiting", offers: [] }) }),
    "request by mail": asked({ lead: lead({ status: "nurtured", offers: [] }), by: undefined }),
    "request not taken": asked({ lead: lead({ status: "rejected", offers: [] }), by: undefined, isOpen: false }),
    "request with a look": asked({ ...mine, lead: followed({ look: { at: now } }), notice: "asked" }),
    "request asked again": asked({
      asked: {
        token: "",
        typed: wrong,
        errors: [
          { field: "name", fault: "missing" },
          { field: "phone", fault: "invalid" },
        ],
      },
    }),
    "request closed": asked({ ...mine, lead: closed("won"), by: undefined, isOpen: false }),
    "request withdrawn": asked({
      ...mine,
      lead: closed("withdrawn"),
      by: undefined,
      isOpen: false,
      notice: "withdrawn",
    }),
    "request of a name alone": asked({
      lead: aLead({ facts: { ...aLead().facts, ...nothing, language: locale }, status: "new" }),
      by: undefined,
    }),
    "request of a customer": asked({ ...hers, customer: { choosesCall: true } }),
    "request of a customer with a call": asked({ ...hers, lead: called, customer: { choosesCall: true } }),
    times: timesPage(times),
    "times with the owner": timesPage(withAna),
    "times of a meeting": timesPage({ ...withAna, lead: followed({ meeting }), notice: "booked" }),
    "times taken": timesPage({ ...times, notice: "taken" }),
    "times: none": timesPage({ ...times, choices: [] }),
    "times: none with the owner": timesPage({ ...withAna, choices: [{ rep: ana, reviews: [], times: [] }] }),
    "times too early": timesPage({ ...times, choices: [], tooEarly: true }),
    "times cancelled": timesPage({ ...withAna, notice: "cancelled" }),
    owned: owned({ state: "accepted" }),
    "owned, busiest": owned({ lead: busy, said: { kind: "meeting", result: "done" } }),
    "owned, asked again": owned({
      forms: { action: "acts", link, asked: { fields: { act: "won", value: "many" }, problem: wrongValue } },
    }),
    "owned, closed": owned({ lead: closed("won") }),
    "form of the policy's own": formPage(ownForm),
    "form of the policy's own, asked again": formPage({
      ...ownForm,
      typed: { name: "Ana", seats: "many" },
      errors: [
        { field: "plan", fault: "missing" },
        { field: "consents.terms", fault: "missing" },
      ],
    }),
    manage: managePage({ ...managed, lead: lead(), forms: manageForms }),
    "manage, asked again": managePage({
      ...{ ...managed, lead: busy },
      forms: { ...manageForms, asked: { fields: { act: "give" }, unread: false } },
    }),
    "manage, closed": managePage({ ...managed, lead: closed("won"), forms: manageForms }),
    customer: customerPage({ ...customers, customer: begun }),
    "customer with a call": customerPage({ ...customers, lead: called, customer, now }),
    "customer, asked again": customerPage({ ...customers, customer, asked: { token: "" } }),
    "customer, over": customerPage({
      ...customers,
      customer: { ...begun, status: "ended", ended: { at: now, how: "unfinished" } },
    }),
    offer: offerPage({ ...asks, offer: asks.lead.offers[0] }),
    "offer, asked again": offerPage({
      ...{ ...asks, offer: asks.lead.offers[0] },
      asked: { decision: "decline", token: "", note: "On leave", unread: false },
    }),
    "offer to the manager": offerPage({ ...asks, rep: marta, reps: [ana, bob] }),
    "message: expired": messagePage({ locale, state: "expired" }),
    "message: declined": messagePage({ locale, state: "declined" }),
    "message: not found": messagePage({ locale, state: "not-found" }),
    unsubscribe: unsubscribePage({ locale, company: policy.name, done: false, action: link }),
    unsubscribed: unsubscribePage({ locale, company: policy.name, done: true, action: link }),
    return: returnPage({ locale, back: false, action: link, now }),
    "return, asked again": returnPage({ locale, back: false, action: link, now, asked: { token: "" } }),
    returned: returnPage({ locale, back: true, action: link, now }),
    thanks: thanksPage({ locale, company: policy.name, acknowledges: true }),
    "thanks without mails": thanksPage({ locale, company: policy.name }),
  };
}

const wrongValue = { kind: "problem", field: "value", fault: "invalid" } as const;
const nothing = {
  ...{
    company: undefined,
    size: undefined,
    country: undefined,
    phone: undefined,
    role: undefined,
    products: undefined,
  },
  ...{ industry: undefined, value: undefined, urgency: undefined, message: undefined, source: undefined },
};
