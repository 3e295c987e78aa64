import { Random } from "../../bench/random.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { aLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";
import type { SomeLead } from "./lintable-leads.ts";

const countries = "BR MX AR CL CO PE UY PY BO EC CR PA GT HN SV NI DO ES PT US".split(" ");
const industries = "retail fintech logistics health education restaurants energy software".split(" ");
const sources = "website event referral partner campaign".split(" ");
const cities = Array.from({ length: 40 }, (_, n) => `city-${n + 1}`);
const products = Array.from({ length: 12 }, (_, n) => `product-${n + 1}`);
const pools = Array.from({ length: 20 }, (_, n) => `team-${n + 1}`);
const because = "So it is";
const languages = ["es", "pt", "en"] as const;

/** A policy of many rules of about six leaves each over twenty territories and as many teams, the same for a seed. */
export function aLargePolicy(seed: number, rules: number): Policy {
  const random = new Random(seed);
  const places = countries.map((country) => country.toLowerCase());
  const rule = (n: number) => {
    const from = random.one([1, 20, 50, 100, 200, 500, 1000]);
    const when = {
      territory: random.chance(0.5) ? "br" : random.some(places, 1, 2),
      ...(random.chance(0.7) && { size: { at_least: from, below: from * random.one([2, 5, 10]) } }),
      products: random.some(products, 1, 2),
      ...(random.chance(0.5) && { city: random.one(cities) }),
      ...(random.chance(0.3) && { language: random.one(languages) }),
      ...(random.chance(0.3) && { lane: random.one(["sales", "big"]) }),
      ...(random.chance(0.8) && {
        any: [
          { industry: random.some(industries, 1, 3) },
          { value: { at_least: random.one([1000, 5000, 20_000]) } },
          { use_case: { contains: random.one(["shop", "billing", "payroll", "market"]) } },
        ],
      }),
      ...(random.chance(0.3) && { not: { source: random.some(sources, 1, 2) } }),
    };
    return { rule: `Rule ${n + 1}`, when, pools: random.some(pools, 1, 3) };
  };
  return aPolicy({
    form: { products: products.map((id) => ({ id, name: id })) },
    territories: Object.fromEntries(countries.map((country) => [country.toLowerCase(), { country }])),
    qualification: { reject: [{ gate: "spam", when: { message: { contains: ["casino", "crypto"] } }, because }] },
    score: [
      { dimension: "value", max: 30, points: [{ when: { value: { at_least: 5000 } }, give: 30, because }] },
      {
        dimension: "size",
        max: 30,
        bands: { of: "size", steps: [50, 500].map((from) => ({ from, give: 15, because })) },
      },
      { dimension: "use-case", max: 10, points: [{ when: { products: { known: true } }, give: 10, because }] },
    ],
    lanes: [
      { lane: "big", when: { score: { at_least: 40 } }, action: "route", because },
      { lane: "nurture", when: { urgency: "exploring" }, action: "nurture", because },
      { lane: "sales", when: {}, action: "route", because },
    ],
    rules: Array.from({ length: rules }, (_, n) => rule(n)),
    otherwise: { pools: ["team-1"] },
    pools: Object.fromEntries(pools.map((pool) => [pool, { manager: "marta", needs: ["language", "product"] }])),
  } as never);
}

/** Reps for it, each in one team or two, with a language or two and some of the products. */
export function aLargeRoster(seed: number, reps: number): Rep[] {
  const random = new Random(seed);
  return [
    aRep({ id: "marta", role: "manager", pools: {} }),
    ...Array.from({ length: reps }, (_, n) =>
      aRep({
        id: `rep-${n + 1}`,
        pools: Object.fromEntries(random.some(pools, 1, 2).map((pool) => [pool, 1])),
        languages: random.some(languages, 1, 2),
        products: random.chance(0.3) ? [] : random.some(products, 1, 6),
      }),
    ),
  ];
}

/** Leads with what its rules ask for. */
export function someOfItsLeads(seed: number, leads: number): SomeLead[] {
  const random = new Random(seed);
  const { facts: _, ...lead } = aLead();
  return Array.from({ length: leads }, () => ({
    lead: {
      ...lead,
      facts: {
        name: "Somebody",
        email: "somebody@acme.example",
        country: random.chance(0.5) ? "BR" : random.one(countries),
        size: random.one([1, 20, 49, 50, 99, 150, 500, 999, 4000]),
        products: random.some(products, 0, 3),
        language: random.one(languages),
        ...(random.chance(0.6) && { city: random.one(cities) }),
        ...(random.chance(0.6) && { industry: random.one(industries) }),
        ...(random.chance(0.6) && { value: random.one([500, 1000, 5000, 30_000]) }),
        ...(random.chance(0.3) && { useCase: random.one(["a web shop", "payroll and billing", "else"]) }),
        ...(random.chance(0.3) && { source: random.one(sources) }),
      },
    },
    stored: { score: random.whole(0, 70), priority: { level: "warm", reasons: [] }, lane: random.whole(0, 2) },
    at: lead.receivedAt,
  }));
}
