import type { Lesson } from "../../policy/learn/learn.ts";
import type { Outcome } from "../../policy/learn/outcome.ts";
import type { PastLead } from "../../policy/replay/leads.ts";
import type { Attributes } from "../../routing/conditions/condition.ts";

import type { LeadFacts } from "../../routing/lead/lead.ts";

const day = 86_400_000;
const start = Date.parse("2026-01-05T08:00:00Z");

/** Numbers from 0 to 1 that look random and are always the same (Steele, Lea and Flood 2014, SplitMix). */
export function* noise(seed: number): Generator<number, never> {
  for (let state = seed >>> 0; ; ) {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    yield ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }
}

/** What each fact adds to the log odds of a win: the truth that is to be found. */
export const truth: Readonly<Record<string, (attributes: Attributes) => number>> = {
  source: ({ source }) => ({ referral: 1.6, event: 0.9, ads: -0.7 })[String(source)] ?? 0,
  size: ({ size }) => (typeof size !== "number" ? -0.4 : size >= 200 ? 1.3 : size >= 50 ? 0.6 : 0),
  urgency: ({ urgency }) => (urgency === "now" ? 0.8 : 0),
};

export const logOddsInTruth = (attributes: Attributes): number =>
  Object.values(truth).reduce((sum, effect) => sum + effect(attributes), -1.5);

export interface CompanyPast {
  leads: number;
  seed: number;
  /** From the middle on nearly all leads come from ads. */
  drifts?: boolean;
  /** A fact that is filled in for most leads when they are won, and for no other. */
  leaks?: boolean;
}

/** The past of a company whose truth is known: noise in its outcomes, a fifth of the sizes missing, a fact that says nothing. */
export function learningCompany({ leads, seed, drifts = false, leaks = false }: CompanyPast): Outcome[] {
  const random = noise(seed);
  const next = () => random.next().value;
  const pick = <T>(...of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
  return Array.from({ length: leads }, (_, n): Outcome => {
    const late = drifts && n > leads / 2 && next() < 0.8;
    const attributes: Record<string, string | number | undefined> = {
      source: late ? "ads" : pick("referral", "event", "ads", "web", "web"),
      size: next() < 0.2 ? undefined : Math.ceil(Math.exp(1 + 6 * next())),
      urgency: pick("now", "this-year", "exploring"),
      campaign: pick("spring", "summer", "autumn"),
    };
    const won = next() < 1 / (1 + Math.exp(-logOddsInTruth(attributes)));
    if (leaks && won && next() < 0.7) attributes.contract = "signed";
    return { ref: `lead ${n}`, at: start + n * 0.1 * day, won, attributes };
  });
}

/** A lesson of these facts, each with a dimension of its own. */
export const aLesson = (overrides: Partial<Lesson> = {}): Lesson => ({
  facts: [
    { fact: "source", kind: "values", room: { dimension: "source" } },
    { fact: "size", kind: "number", room: { dimension: "size" } },
    { fact: "urgency", kind: "values", room: { dimension: "urgency" } },
    { fact: "campaign", kind: "values", room: { dimension: "campaign" } },
    { fact: "contract", kind: "values", room: { dimension: "contract" } },
  ],
  ...{ allow: [], rising: [], falling: [], most: 100 },
  ...overrides,
});

/** The same past as leads of a file, with an address, and a language that says nothing. */
export const asPastLeads = (outcomes: readonly Outcome[]): PastLead[] =>
  outcomes.map(({ ref, at, won, attributes: { source, size, urgency, campaign } }) => ({
    ref,
    receivedAt: new Date(at).toISOString(),
    facts: { name: "Ana", email: "ana@acme.example", language: "es", source, size, urgency, campaign } as LeadFacts,
    closed: { outcome: won ? "won" : "lost" },
  }));
