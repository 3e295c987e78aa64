import fc from "fast-check";
import { type Board, boardOf } from "../../routing/choice/board.ts";
import type { Condition } from "../../routing/conditions/condition.ts";
import { type Lead, urgencies } from "../../routing/lead/lead.ts";
import { preferences } from "../../routing/lead/why.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { noClosings } from "../../routing/reps/closings.ts";
import { aLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep, officeHours } from "./a-rep.ts";

// Small companies at random: a policy of a few rules over a few values, some reps, some leads, so that a change of one
// thing often changes who gets the lead.

export const countries = ["BR", "MX", "AR"] as const;
export const industries = ["retail", "fintech"] as const;
export const products = ["crm", "billing"] as const;
/** The largest number that a rule may name. */
export const most = 40;

const amount = fc.integer({ min: 1, max: most });
const aNumber = fc.oneof(
  fc.record({ at_least: amount }),
  fc.record({ below: amount }),
  fc.record({ above: amount }),
  fc.tuple(amount, amount).map(([a, b]) => ({ between: [Math.min(a, b), Math.max(a, b)] as [number, number] })),
  fc.record({ known: fc.boolean() }),
);
const someDay = "2026-10-20";
/** Days that conditions can tell apart, at the time of a situation. */
export const someDays = [
  someDay,
  "2026-10-21",
  "2026-10-02",
  "2026-10-03",
  "2026-11-02",
  "2026-12-02",
  "2026-12-03",
  "2019-01-01",
];
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ size: aNumber }),
  fc.record({ value: aNumber }),
  fc.record({ country: fc.constantFrom(...countries) }),
  fc.record({ country: fc.record({ none_of: fc.subarray([...countries], { minLength: 1 }) }) }),
  fc.record({ industry: fc.oneof(fc.constantFrom(...industries), fc.record({ known: fc.boolean() })) }),
  fc.record({ products: fc.constantFrom(...products) }),
  fc.record({ urgency: fc.constantFrom(...urgencies) }),
  fc.record({ consumer_mail: fc.boolean() }),
  fc.record({ seniority: fc.constantFrom("owner", "director", "other") }),
  fc.record({ role: fc.record({ word: fc.constantFrom("sales", "founder", "ales") }) }),
  fc.record({ plan: fc.constantFrom("free", "pro") }),
  fc.record({ seats: aNumber }),
  fc.record({ pilot: fc.boolean() }),
  fc.record({ tools: fc.constantFrom("erp", "wiki") }),
  fc.record({
    renewal: fc.constantFrom({ within: "30d" }, { older_than: "30d" }, { in_next: "30d" }, { after: someDay }),
  }),
  fc.record({ score: fc.record({ at_least: fc.constantFrom(10, 20) }) }),
  fc.constant({ territory: "south" }),
) as fc.Arbitrary<Condition>;
const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  fc.tuple(leaf, leaf).map(([a, b]) => ({ all: [a, b] })),
  fc.tuple(leaf, leaf).map(([a, b]) => ({ any: [a, b] })),
  leaf.map((not) => ({ not })),
);

const pools = ["one", "two"] as const;
export const repIds = ["ana", "beto", "caro", "dani", "eva"] as const;

const pool = fc.record({
  needs: fc.subarray(["language", "product", "industry", "country"], { maxLength: 2 }),
  prefer: fc.subarray([...preferences], { minLength: 1, maxLength: 3 }),
  fairness: fc.constantFrom("eligible" as const, "equal-counts" as const),
  named_leads: fc.constantFrom("free" as const, "count" as const),
  several: fc.constantFrom("all" as const, "any" as const),
  unlisted: fc.constantFrom("everything" as const, "nothing" as const),
  most_ahead: fc.constantFrom(0, 1, 50),
  per_rep: fc.constantFrom<object>({ month: 10_000 }, { hour: 2, day: 1 }),
  hours: fc.constantFrom("working" as const, "working" as const, "any" as const),
});
const someRule = fc.record(
  {
    when: condition,
    pools: fc.subarray([...pools], { minLength: 1 }),
    rep: fc.constantFrom("owner", ...repIds),
    wait: fc.constant("30m"),
    before_next: fc.constantFrom("30m", "20h"),
    sla: fc.constantFrom({ answer: "2h" }, { answer: "none", first_contact: "none" }),
  },
  { requiredKeys: ["when", "pools"] },
);

const policy: fc.Arbitrary<Policy> = fc
  .record({
    gates: fc.array(condition, { maxLength: 1 }),
    south: condition,
    points: fc.array(condition, { maxLength: 3 }),
    webinar: fc.constantFrom(undefined, { event: "webinar", give: 10, at_most: 2, half_life: "30d" }),
    hot: condition,
    nurture: fc.option(condition, { nil: undefined }),
    rules: fc.array(someRule, { maxLength: 4 }),
    one: pool,
    two: pool,
  })
  .map(({ gates, south, points, webinar, hot, nurture, rules, one, two }) =>
    aPolicy({
      territories: { south },
      attributes: {
        plan: { kind: "choice", values: ["free", "pro"] },
        seats: { kind: "number" },
        pilot: { kind: "yes-no" },
        tools: { kind: "several", values: ["erp", "wiki"] },
        renewal: { kind: "date" },
      },
      qualification: { reject: gates.map((when, n) => ({ gate: `Gate ${n}`, when, because: "A gate" })) },
      score: [
        {
          dimension: "value",
          max: 100,
          points: points.map((when) => ({ when, give: 10, because: "Points" })),
          behaviour: webinar ? [webinar] : [],
        },
      ],
      priority: [{ priority: "hot", when: hot, because: "Hot" }],
      lanes: [
        ...(nurture ? [{ lane: "nurture", when: nurture, action: "nurture", because: "Not yet" }] : []),
        { lane: "high-touch", when: {}, action: "route", because: "Ready" },
      ],
      rules: rules.map((rule, n) => ({ rule: `Rule ${n}`, ...rule })),
      otherwise: { pools: ["one"] },
      pools: { one: { manager: "marta", ...one }, two: { manager: "marta", ...two } },
    }),
  );

const rep = fc.record({
  pools: fc.constantFrom<Record<string, number>[]>({ one: 1 }, { two: 1 }, { one: 1, two: 2 }),
  active: fc.constantFrom(true, true, true, false),
  shifts: fc.constantFrom(officeHours, officeHours, [{ weekday: 6, start: 540, end: 720 }]),
  openLeads: fc.integer({ min: 0, max: 2 }),
  capacity: fc.constant(2),
  experience: fc.integer({ min: 0, max: 2 }),
  won: fc.integer({ min: 0, max: 9 }),
  closings: fc
    .record({ won: fc.integer({ min: 0, max: 3 }), lost: fc.integer({ min: 0, max: 3 }) })
    .map((some) => ({ ...noClosings, ...some })),
  languages: fc.constantFrom<string[][]>([], ["es"], ["pt"]),
  products: fc.constantFrom<string[][]>([], ["crm"]),
  industries: fc.constantFrom<string[][]>([], ["retail"]),
  countries: fc.constantFrom<string[][]>([], ["BR"]),
});

export interface Situation {
  policy: Policy;
  board: Board;
  lead: Lead;
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** What a policy of these may ask of a lead. */
export const leadFacts = fc.record({
  size: maybe(fc.integer({ min: 0, max: most + 2 })),
  value: maybe(fc.integer({ min: 0, max: most + 2 })),
  country: maybe(fc.constantFrom(...countries)),
  industry: maybe(fc.constantFrom(...industries)),
  products: maybe(fc.subarray([...products])),
  urgency: maybe(fc.constantFrom(...urgencies)),
  role: maybe(fc.constantFrom("Founder", "Sales director", "Cook")),
  plan: maybe(fc.constantFrom("free", "pro")),
  seats: maybe(fc.integer({ min: 0, max: most + 2 })),
  pilot: maybe(fc.boolean()),
  tools: maybe(fc.subarray(["erp", "wiki"])),
  renewal: maybe(fc.constantFrom(...someDays)),
  events: maybe(
    fc.constantFrom(...["2026-11-02T14:00:00Z", "2026-10-03T14:00:00Z"].map((at) => [{ event: "webinar", at }])),
  ),
  language: fc.constantFrom("es", "pt"),
  email: fc.constantFrom("lucia@florarosa.example", "lucia@gmail.com"),
});

/** A company at its working time, Monday 09:00 in Mexico City, and a lead that it has to decide about. */
export const situation: fc.Arbitrary<Situation> = fc
  .record({
    policy,
    reps: fc.array(rep, { minLength: 1, maxLength: repIds.length }),
    balances: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 5, maxLength: 5 }),
    facts: leadFacts,
    owner: maybe(fc.constantFrom(...repIds)),
  })
  .map(({ policy, reps, balances, facts, owner }) => {
    const roster = reps.map((state, n) => aRep({ id: repIds[n] ?? "", name: `Rep ${n}`, ...state }));
    const ledger = Object.fromEntries(repIds.map((id, n) => [id, ((balances[n] ?? 0) * oneLead) / 2]));
    const board = boardOf(roster, new Map(pools.map((id) => [id, ledger])));
    const lead = aLead({ facts, ...(owner && { knownOwner: { repId: owner, because: "account" } }) });
    return { policy, board, lead };
  });
