import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type MailContent, type MailKind, mails } from "../../../adapters/mail/mail.ts";
import type { Receipt } from "../../../reports/receipt.ts";
import { rowOf } from "../../../reports/row.ts";
import { weeklyOf } from "../../../reports/views/weekly.ts";
import type { Lead, LeadFacts, Locale } from "../../../routing/lead/lead.ts";
import type { Policy } from "../../../routing/policy/policy.ts";
import type { Rep } from "../../../routing/reps/rep.ts";
import { reportTexts } from "../../../texts/by-language.ts";
import { aCustomer, plan } from "../../build/a-customer.ts";
import { aFollowedLead } from "../../build/a-followed-lead.ts";
import { anOfferedLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

export const link = "https://api.example/offers/secret?a=1&b=2";
/** The address of the person's own page. */
const unsubscribe = "https://api.example/unsubscribe/secret?a=1&b=2";
export const request = "https://api.example/you/secret?a=1&b=2";
export const contactBy = "2026-11-02T16:05:00.000Z";

/** A lead that was offered to `ana` and then to `bob`, went to the manager, and was accepted by `ana` after all. */
export function aTriedLead(overrides: Partial<Omit<Lead, "facts">> & { facts?: Partial<LeadFacts> } = {}): Lead {
  const lead = anOfferedLead(overrides);
  const [offer] = lead.offers;
  if (!offer) throw new Error("the builder makes an offer");
  return {
    acceptedAt: "2026-11-02T15:05:00.000Z",
    escalation: {
      managerId: "marta",
      cause: "attempts-used",
      at: "2026-11-02T16:00:00.000Z",
      remindAt: ["2026-11-03T16:00:00.000Z"],
      reminded: 0,
      linkHashes: [],
    },
    ...lead,
    offers: [
      { ...offer, outcome: "accepted" },
      { ...offer, attempt: 2, repId: "bob", outcome: "declined", declineReason: "no-time" },
    ],
  };
}

/** The mails that ask for nothing that a link can do. */
export const withoutButton: readonly MailKind[] = [
  "withdrawn",
  "lapsed",
  "paused-manager",
  "held",
  "handed-on",
  "turned-away",
  "receipt",
  "invitation-rep",
];

/** Of somebody who was offered a lead, and credited for another. */
const aReceipt: Receipt = {
  ...{ repId: "ana", from: "2026-10-26T14:00:00.000Z", to: "2026-11-02T14:00:00.000Z" },
  ledgers: [
    {
      ...{ ledger: "latam-smb", version: 7, balanced: true, opening: 333_333_333, closing: 1_166_666_666 },
      sums: {
        shares: 833_333_333,
        offers: -1_000_000_000,
        credits: 1_000_000_000,
        corrections: 0,
        handedOn: 0,
        faded: 0,
      },
      pools: [
        {
          ...{ pool: "latam-smb", leads: 2, shares: 833_333_333, offers: 1, credited: 1_000_000_000 },
          outcomes: { accepted: 1 },
        },
      ],
      lines: [
        {
          ...{ number: 6, at: "2026-10-28T14:00:00.000Z", balance: 166_666_666 },
          amounts: { shares: 500_000_000, offers: -1_000_000_000, credits: 0, corrections: 0, handedOn: 0, faded: 0 },
          act: {
            ...{ kind: "offer", mine: true, among: 2, weight: 1, leadId: "0123456789abcdef", attempt: 1 },
            ...{ pool: "latam-smb", chosen: "ana" },
            told: {
              ...{ repId: "ana", pool: "latam-smb", outcome: "accepted", who: "Lucía Fernández, Flora Rosa" },
              why: { factor: "fairness", saw: 0.8 },
            },
          },
        },
      ],
    },
  ],
};

/** A week in which one lead was reached and another one is late. */
function aWeek(locale: Locale) {
  const period = { from: "2026-11-02T00:00:00.000Z", to: "2026-11-09T00:00:00.000Z" };
  const team = { reps: [], fairness: [], poolNames: {}, ownWords: {}, currency: "USD", expectations: {} };
  return weeklyOf({
    ...{ rows: [rowOf(anOfferedLead()), rowOf(aFollowedLead())], period, now: period.to, team, locale },
    ...{ clock: "clock", span: "day", measure: "leads", zone: "UTC", say: reportTexts[locale] },
  });
}

type View = (given: object) => MailContent;

/** The function of each kind of mail: `offerMail` in `offer-mail.ts` for `offer`. */
const views = new Map<string, View>();
const folder = join(import.meta.dirname, "../../../adapters/mail");
for (const file of readdirSync(folder).filter((name) => name.endsWith("-mail.ts"))) {
  const module: Record<string, View> = await import(`../../../adapters/mail/${file.slice(0, -".ts".length)}.ts`);
  for (const [name, view] of Object.entries(module)) {
    if (name.endsWith("Mail")) views.set(kebabCase(name.slice(0, -"Mail".length)), view);
  }
}

function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * One mail of each kind, all in one language. Every view is given the same: a kind that asks for something new has it
 * added here, and one that needs it otherwise, in `own`.
 */
export function everyMail(
  locale: Locale,
  {
    facts,
    rep: repFacts,
    lead: leadFacts,
    policy = aPolicy({ onboarding: { ...plan, pool: "latam-smb" } }),
  }: { facts?: Partial<LeadFacts>; rep?: Partial<Rep>; lead?: Partial<Lead>; policy?: Policy } = {},
): Record<MailKind, MailContent> {
  const rep = aRep({ locale, ...repFacts });
  const bob = aRep({ id: "bob", name: "Bob Li" });
  const lead = aTriedLead({ ...leadFacts, facts: { language: locale, ...facts } });
  const given = {
    ...{ lead, rep, policy, link, request, unsubscribe, contactBy, now: contactBy },
    ...{ contact: rep, about: "received", by: "2026-11-02T17:00:00.000Z" },
    ...{ owner: rep, manager: rep, reps: [rep, bob], reminder: 0, reason: "no-time", isAll: true, stage: "prod" },
    sender: { name: "Andina", address: "ventas@andina.example" },
    meeting: {
      ...{ repId: "ana", at: "2026-11-05T16:00:00.000Z", minutes: 30 },
      ...{ bookedAt: contactBy, by: "lead", change: 1 },
    },
    ...{ customer: aCustomer(), head: rep, times: [contactBy] },
    additions: [
      { n: 2, at: "2026-11-03T16:00:00.000Z", field: "name", text: "Lucía F.", beside: true },
      { n: 2, at: "2026-11-03T16:00:00.000Z", field: "urgency", text: "now", before: "this-quarter" },
      { n: 2, at: "2026-11-03T16:00:00.000Z", field: "size", text: "7", beside: true },
    ],
    reviews: [
      {
        ...{ repId: "ana", state: "published", date: "2026-10-01" },
        ...{ text: "Listened, and called back.", author: "Nora P.", source: "Survey" },
      },
    ],
    step: {
      after: 4320,
      mail: {
        subject: {
          en: "A checklist for your first month",
          es: "Una lista para su primer mes",
          pt: "Uma lista para o seu primeiro mês",
        },
        text: { en: "It takes ten minutes.", es: "Toma diez minutos.", pt: "Leva dez minutos." },
        url: "https://andina.example/list",
      },
    },
    receipt: aReceipt,
    weekly: aWeek(locale),
    pictures: new Map(),
    check: {
      ...{
        kind: "checked",
        since: "2026-08-31",
        expected: 0.31,
        auc: { value: 0.62, low: 0.55, high: 0.69 },
        drift: [],
      },
      happened: { of: 40, n: 200, share: 0.2, low: 0.15, high: 0.26 },
      aged: [{ why: "chances" }, { why: "order" }, { why: "leads", fact: "size", psi: 0.31 }],
    },
    period: { from: "2026-10-26T14:00:00.000Z", to: "2026-11-02T14:00:00.000Z" },
    held: [
      {
        ...{ leadId: "0123456789abcdef0123456789abcdef", key: "k", reason: "trap", asWritten: [] },
        heldAt: "2026-11-02T15:00:00.000Z",
        facts: lead.facts,
      },
    ],
  };
  const own: Partial<Record<MailKind, object>> = {
    milestone: { step: 1 },
    "milestone-manager": { step: 1 },
    "milestone-reminder": { step: 1 },
    "onboarding-stalled": { manager: bob },
    "escalation-reminder": { reminder: 1 },
    "paused-manager": { rep: bob },
    "give-back": { rep: bob },
    "acknowledgement-later": { about: "waiting", lead: { ...lead, status: "waiting", ownerId: undefined } },
    acknowledgement: { lead: { ...lead, ownerId: undefined } },
    look: { lead: { ...lead, look: { at: contactBy, note: "We are 300 people" } } },
    "contact-late": { rep: bob, goesOn: false },
    unresolved: { rep: bob },
    "turned-away": { because: "advertising" },
    unreachable: { lead: { ...lead, unreachable: { at: contactBy, why: "bounced" } } },
  };
  const written = (kind: MailKind): MailContent => {
    const view = views.get(kind) ?? views.get(kind.replace(/-(reminder|later)$/, ""));
    if (!view) throw new Error(`no function writes the mail ${kind}`);
    return view({ ...given, ...own[kind] });
  };
  return Object.fromEntries(kinds.map((kind) => [kind, written(kind)])) as Record<MailKind, MailContent>;
}

const kinds = Object.keys(mails) as MailKind[];
