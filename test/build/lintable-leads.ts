import fc from "fast-check";
import type { KnownOwner, Lead, LeadFacts } from "../../routing/lead/lead.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { aLead } from "./a-lead.ts";
import { aRep } from "./a-rep.ts";
import { domains, languages, orNot, pools, priorities, products, sizes } from "./lintable.ts";

// Rosters for the policies of `lintable.ts`, and leads of their values, with some that the policies do not name.

const skills = <T extends string>(values: readonly T[]) => fc.subarray([...values]);
export const lintableRoster: fc.Arbitrary<Rep[]> = fc
  .array(
    fc.record({
      pools: fc.subarray(pools).map((some) => Object.fromEntries(some.map((pool) => [pool, 1]))),
      languages: skills(languages),
      products: skills(products),
      industries: skills(["retail", "shop", "farming"]),
      countries: skills(["BR", "MX", "CO"]),
      active: fc.constantFrom(true, true, true, false),
      more: fc.record(
        {
          perHour: fc.constantFrom(1, 5),
          perDay: fc.constantFrom(2, 9),
          won: fc.constantFrom(1, 8),
          lost: fc.constantFrom(1, 9),
          experience: fc.constantFrom(1, 7),
          timeZone: fc.constantFrom("America/Bogota", "Asia/Tokyo"),
          place: fc.constantFrom({ lat: 4.7, lon: -74.1 }, { lat: 35.7, lon: 139.7 }),
        },
        { requiredKeys: [] },
      ),
    }),
    { maxLength: 4 },
  )
  .map((reps) => [
    ...reps.map(({ more, ...rep }, n) => aRep({ ...rep, ...more, id: ["ana", "beto", "caio", "dora"][n] ?? "eva" })),
    aRep({ id: "marta", role: "manager", pools: {} }),
  ]);

const someFacts = fc.record({
  country: orNot("BR", "MX", "AR", "CO", "BRA"),
  region: orNot("Jal.", "Nuevo León", "São Paulo", "The North", "Córdoba"),
  campaign: orNot("ana", "beto@andina.example", "nobody", "spring"),
  size: orNot(...sizes, 30, 5000),
  industry: orNot("retail", "tail", "shop", "re", "retail shop", "farming", "tailor"),
  products: orNot<string[]>(["crm"], ["billing"], ["crm", "billing"], ["other"], []),
  language: fc.constantFrom(...languages),
  customerType: orNot("new", "customer", "former"),
  urgency: orNot("now", "this-year", "exploring"),
  email: fc
    .constantFrom(...domains, "other.example", "hotmail.com", "own-mail.example")
    .map((domain) => `someone@${domain}`),
  plan: orNot("free", "pro"),
  tools: orNot<string[]>(["erp"], ["wiki", "erp"]),
  seats: orNot(0, 10, 49, 50, 100),
  pilot: orNot(true, false),
  notes: orNot("call", "call me", "please call me", "recall"),
  last_touch: orNot("2026-10-20", "2026-11-02", "2026-11-30", "2025-01-01"),
  events: orNot(
    [{ event: "webinar", at: "2026-10-20T10:00:00Z" }],
    [
      { event: "pricing-page", at: "2026-09-01T10:00:00Z" },
      { event: "webinar", at: "2026-11-01T10:00:00Z" },
      { event: "webinar", at: "2026-11-02T00:30:00Z" },
    ],
    [{ event: "other", at: "2026-11-01T10:00:00Z" }],
  ),
  role: orNot("CEO", "Head of sales", "head", "ahead", "clerk", "CEO and head of sales", " "),
  timeZone: orNot("America/Bogota", "UTC", "Asia/Tokyo"),
}) as unknown as fc.Arbitrary<LeadFacts>;

export interface SomeLead {
  lead: Lead;
  /** What its score, priority and lane are where they do not follow from its facts. */
  stored: Pick<Lead, "priority"> & { score: number; lane: number };
  at: string;
}

export const someLead: fc.Arbitrary<SomeLead> = fc
  .record({
    facts: someFacts,
    owner: orNot<KnownOwner>(
      { repId: "ana", because: "account" },
      { repId: "beto", because: "colleague" },
      { repId: "zoe", because: "account" },
    ),
    stage: orNot("qualified" as const),
    score: fc.constantFrom(0, 5, 7, 10, 12, 20, 3.3),
    level: fc.constantFrom(...priorities),
    lane: fc.nat({ max: 2 }),
    hours: fc.integer({ min: 0, max: 167 }),
  })
  .map(({ facts, owner, stage, score, level, lane, hours }) => {
    const { facts: defaults, ...lead } = aLead();
    const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    return {
      lead: {
        ...lead,
        facts: { name: defaults.name, ...known } as LeadFacts,
        ...(owner && { knownOwner: owner }),
        ...(stage && { stage }),
      },
      stored: { score, priority: { level, reasons: [] }, lane },
      at: new Date(Date.UTC(2026, 10, 2) + hours * 3_600_000).toISOString(),
    };
  });
