import type { PastLead } from "../policy/replay/leads.ts";
import { type LeadFacts, urgencies } from "../routing/lead/lead.ts";
import { Policy } from "../routing/policy/policy.ts";
import type { RepState } from "../routing/reps/rep.ts";
import { Random } from "./random.ts";

// Generates a company of any size from a seed: policy, reps and the leads of half a year.

const countries = ["BR", "MX", "CO", "AR", "CL", "PE", "ES", "PT", "US", "EC"];
const zones = ["America/Sao_Paulo", "America/Mexico_City", "America/Bogota", "Europe/Madrid", "America/New_York"];
const industries = ["retail", "fintech", "health", "logistics", "education", "software", "tourism", "agriculture"];
const products = ["crm", "billing", "payments", "payroll", "inventory", "analytics"];
const languages = ["es", "pt", "en"] as const;
const days = 180;

const poolIds = (pools: number): string[] => Array.from({ length: pools }, (_, n) => `pool-${n}`);

/** A policy with this number of rules over these pools. `moved` of the rules name other pools than without it. */
export function aLargePolicy(rules: number, pools: number, seed: number, moved = 0): Policy {
  const random = new Random(seed);
  const ids = poolIds(pools);
  const shift = (pool: string) => ids[(ids.indexOf(pool) + 1) % ids.length] as string;
  return Policy.parse({
    turno: 1,
    name: "Large",
    currency: "USD",
    territories: Object.fromEntries(countries.map((country) => [country.toLowerCase(), { country }])),
    qualification: {
      reject: [{ gate: "private", when: { consumer_mail: true, company: { known: false } }, because: "x" }],
    },
    score: [
      { dimension: "value", max: 40, points: [{ when: { value: { at_least: 20_000 } }, give: 40, because: "x" }] },
      { dimension: "size", max: 30, points: [{ when: { size: { at_least: 200 } }, give: 30, because: "x" }] },
      { dimension: "engagement", max: 30, points: [{ when: { engagement: { at_least: 5 } }, give: 30, because: "x" }] },
    ],
    priority: [
      { priority: "hot", when: { urgency: "now", score: { at_least: 40 } }, because: "x" },
      { priority: "warm", when: { score: { at_least: 30 } }, because: "x" },
    ],
    lanes: [
      { lane: "nurture", when: { urgency: "exploring", score: { below: 30 } }, action: "nurture", because: "x" },
      { lane: "high-touch", when: {}, action: "route", because: "x" },
    ],
    rules: Array.from({ length: rules }, (_, n) => {
      const own = random.some(ids, 1, 2);
      const from = random.whole(1, 900);
      return {
        rule: `Rule ${n}`,
        when: {
          territory: random.one(countries).toLowerCase(),
          industry: random.some(industries, 1, 3),
          size: { between: [from, from + random.whole(50, 600)] },
          products: random.some(products, 1, 3),
        },
        pools: n < moved ? own.map(shift) : own,
      };
    }),
    otherwise: { pools: ids.slice(0, 2) },
    pools: Object.fromEntries(
      ids.map((pool, n) => [pool, { manager: "chief", needs: n % 3 === 0 ? ["language"] : [], prefer: ["fairness"] }]),
    ),
    max_wait: "3d",
    sla: {
      hot: { answer: "5m", first_contact: "15m" },
      warm: { answer: "15m", first_contact: "1h" },
      cold: { answer: "1h", first_contact: "4h" },
    },
  });
}

/**
 * This number of reps over these pools in five time zones, and their manager. Some have too little capacity for their
 * leads.
 */
export function manyReps(count: number, pools: number, seed: number): RepState[] {
  const random = new Random(seed);
  const ids = poolIds(pools);
  const rep = (n: number): RepState => {
    const start = random.one([8, 9, 10, 14]) * 60;
    return {
      id: `rep-${n}`,
      name: `Rep ${n}`,
      email: `rep-${n}@large.example`,
      role: "rep",
      locale: "es",
      timeZone: random.one(zones),
      shifts: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start, end: start + 8 * 60 })),
      daysOff: random.chance(0.2) ? ["2026-03-02", "2026-03-03"] : [],
      pools: Object.fromEntries([ids[n % pools] as string, random.one(ids)].map((id) => [id, random.whole(1, 3)])),
      languages: random.chance(0.5) ? [...languages] : [random.one(languages)],
      products: [],
      industries: [],
      countries: [],
      useCases: [],
      won: 0,
      lost: 0,
      capacity: random.whole(8, 16),
      active: true,
      openLeads: 0,
    };
  };
  const chief: RepState = { ...rep(0), id: "chief", email: "chief@large.example", role: "manager", pools: {} };
  return [...Array.from({ length: count }, (_, n) => rep(n)), chief];
}

/** This number of leads over half a year, more of them by day, in order of arrival. */
export function* aHalfYear(count: number, seed: number): Generator<PastLead> {
  const random = new Random(seed);
  const begin = Date.parse("2026-01-05T00:00:00Z");
  for (let n = 0; n < count; n++) {
    const at = begin + ((n + random.next()) / count) * days * 86_400_000;
    const facts: LeadFacts = {
      name: `Lead ${n}`,
      email: random.chance(0.1) ? `lead${n}@gmail.com` : `lead${n}@company-${n % 997}.example`,
      ...(random.chance(0.9) && { company: `Company ${n % 997}` }),
      size: random.whole(1, 1500),
      country: random.one(countries),
      products: random.some(products, 1, 2),
      industry: random.one(industries),
      value: random.whole(0, 60_000),
      urgency: random.one(urgencies),
      engagement: random.whole(0, 12),
      language: random.one(languages),
      source: "web",
    };
    yield { ref: `lead-${n}`, receivedAt: new Date(at).toISOString(), facts };
  }
}
