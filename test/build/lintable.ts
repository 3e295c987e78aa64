import fc from "fast-check";
import type { Condition } from "../../routing/conditions/condition.ts";
import type { KnownOwner, Lead, LeadFacts } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { aLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";

// Small policies over few values, so that rules contradict themselves, shadow each other and leave gaps all the time,
// and leads of the same values, with some that the policy does not name.

const countries = ["BR", "MX", "ar"];
const sizes = [0, 10, 49, 50, 51, 200];
const texts = ["retail", "tail", "Shop", "re"];
const domains = ["acme.example", "gmail.com", "rival.example"];
const territories = ["north", "south"];
const pools = ["one", "two", "three"];
const products = ["crm", "billing"];
const languages = ["en", "es", "pt"] as const;
const lanes = ["first", "second", "last"];
const priorities = ["hot", "warm", "cold"] as const;

const orNot = <T>(...values: readonly T[]) => fc.constantFrom(undefined, ...values);
const oneOrMore = <T>(values: readonly T[]) =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.subarray([...values], { minLength: 1 }),
    fc.record({ is_not: fc.constantFrom(...values) }),
    fc.record({ none_of: fc.subarray([...values]), known: fc.boolean() }, { requiredKeys: [] }),
  );
const aNumber = (values: readonly number[]) =>
  fc.oneof(
    fc.constantFrom(...values),
    fc.constantFrom(...values).map((at_least) => ({ at_least })),
    fc.constantFrom(...values).map((below) => ({ below })),
    fc.tuple(fc.constantFrom(...values), fc.constantFrom(...values)).map(([above, at_most]) => ({ above, at_most })),
    fc.record({ known: fc.boolean() }),
  );
const aText = (values: readonly string[]) =>
  fc.oneof(
    oneOrMore(values),
    fc.record({ contains: fc.subarray([...values], { minLength: 1, maxLength: 2 }) }),
    fc.record({ starts_with: fc.constantFrom(...values) }),
    fc.record({ ends_with: fc.constantFrom(...values) }),
    fc.record({ word: fc.constantFrom(...values) }),
    fc.record({ words: fc.subarray([...values], { minLength: 1, maxLength: 2 }) }),
  );

const factTests = {
  country: aText(countries),
  size: aNumber(sizes),
  industry: aText(texts),
  products: oneOrMore(products),
  language: oneOrMore(languages),
  customer_type: oneOrMore(["new", "customer", "former"]),
  urgency: oneOrMore(["now", "exploring"]),
  email_domain: aText(domains),
  consumer_mail: fc.boolean(),
  role: aText(["CEO", "Head of sales", "head"]),
  seniority: oneOrMore(["executive", "director", "other"]),
  time_zone: aText(["America/Bogota", "UTC"]),
  local_hour: aNumber([0, 9, 17, 23]),
  working_time: fc.boolean(),
  weekday: oneOrMore(["monday", "friday", "saturday"]),
  office_hour: aNumber([0, 9, 17, 23]),
  office_weekday: oneOrMore(["monday", "saturday"]),
  received: oneOrMore(["office-hours", "after-hours"]),
};
const days = ["0d", "30d", "31d", "400d"];
const aDay = fc.oneof(
  fc.constantFrom("2026-10-20", "2026-11-02"),
  fc.constantFrom(...days).map((within) => ({ within })),
  fc.constantFrom(...days).map((older_than) => ({ older_than })),
  fc.constantFrom(...days).map((in_next) => ({ in_next })),
  fc.record({ before: fc.constant("2026-10-20"), after: fc.constant("2025-01-01") }, { requiredKeys: [] }),
  fc.record({ known: fc.boolean() }),
);
/** Attributes that the policy names itself, one of each kind, and what it asks of them. */
const own = {
  plan: { kind: "choice", values: ["free", "pro"] },
  tools: { kind: "several", values: ["erp", "wiki"] },
  seats: { kind: "number", range: [0, 100] },
  pilot: { kind: "yes-no" },
  notes: { kind: "text" },
  last_touch: { kind: "date" },
};
const ownTests = {
  plan: oneOrMore(["free", "pro"]),
  tools: oneOrMore(["erp", "wiki"]),
  seats: aNumber([0, 10, 50]),
  pilot: fc.boolean(),
  notes: aText(["call", "call me"]),
  last_touch: aDay,
};
const decidedTests = {
  territory: oneOrMore(territories),
  owner: oneOrMore(["ana", "beto"]),
  owner_by: oneOrMore(["account", "opportunity", "colleague"]),
  stage: oneOrMore(["first", "qualified"]),
};
const score = aNumber([0, 5, 10, 12, 20]);
const priority = oneOrMore(priorities);
const lane = oneOrMore(lanes);

function aCondition(tests: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Condition> {
  const names = Object.keys(tests);
  const leaf = fc
    .subarray(names, { minLength: 1, maxLength: 2 })
    .chain((some) => fc.record(Object.fromEntries(some.map((name) => [name, tests[name] ?? fc.constant(1)]))));
  const group = fc.array(leaf, { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { weight: 5, arbitrary: leaf },
    { weight: 1, arbitrary: fc.record({ any: group }) },
    { weight: 1, arbitrary: fc.record({ not: leaf }) },
    { weight: 1, arbitrary: fc.tuple(leaf, group, leaf).map(([own, any, not]) => ({ ...own, any, not })) },
    { weight: 1, arbitrary: fc.constant({}) },
  ) as fc.Arbitrary<Condition>;
}

/** Half of them places, which are the ones that must not overlap. */
const aTerritory = fc.oneof(
  aCondition(factTests),
  fc.subarray(countries, { minLength: 1, maxLength: 2 }).map((country) => ({ country })),
);

const because = fc.constant("So it is");
const facts = { ...factTests, ...ownTests, ...decidedTests };
const somePools = fc.subarray(pools, { minLength: 1, maxLength: 2 });
const give = fc.constantFrom(-5, 5, 7, 10);
const needs = fc.subarray(["language", "product", "industry", "country"]);

/** A policy that its schema takes; what its conditions ask may make any sense or none. */
export const lintablePolicy: fc.Arbitrary<Policy> = fc
  .record({
    languages: fc.subarray([...languages], { minLength: 1 }),
    territories: fc.record({ north: aTerritory, south: aTerritory }),
    reject: fc.array(fc.record({ gate: fc.uuid(), when: aCondition(facts), because }), { maxLength: 1 }),
    points: fc.array(fc.record({ when: aCondition(facts), give, because }), { maxLength: 3 }),
    steps: fc.array(fc.record({ from: fc.constantFrom(...sizes), give, because }), { minLength: 1, maxLength: 3 }),
    behaviour: fc.array(
      fc.record(
        {
          event: fc.constantFrom("webinar", "pricing-page"),
          give: fc.constantFrom(-5, 3, 5),
          at_most: fc.constantFrom(1, 2, 3),
          half_life: fc.constantFrom("30d", "1h"),
        },
        { requiredKeys: ["event", "give", "at_most"] },
      ),
      { maxLength: 2 },
    ),
    office: orNot({ time_zone: "Europe/Vienna", days: ["monday", "tuesday"] as const, from: "08:30", to: "17:15" }),
    weight: fc.constantFrom(1, 0.1, 2),
    priority: fc.array(
      fc.record({ priority: fc.constantFrom(...priorities), when: aCondition({ ...facts, score }), because }),
      { maxLength: 2 },
    ),
    lanes: fc.array(
      fc.record({
        when: aCondition({ ...facts, score, priority }),
        action: fc.constantFrom("route", "route", "nurture"),
        because,
      }),
      { minLength: 1, maxLength: 2 },
    ),
    rules: fc.array(
      fc.record(
        {
          when: fc.oneof(
            aCondition({ ...facts, score, priority, lane }),
            fc
              .tuple(aCondition(facts), fc.constantFrom(...territories))
              .map(([when, territory]) => ({ ...when, territory })),
          ),
          rep: fc.constantFrom("owner", "ana", "nobody", "colleague"),
          pools: somePools,
          goesOn: fc.boolean(),
        },
        { requiredKeys: ["when", "pools"] },
      ),
      { maxLength: 6 },
    ),
    otherwise: fc.record({ pools: somePools }),
    later: fc.oneof(fc.constant([]), somePools),
    pools: fc.record(
      Object.fromEntries(
        pools.map((pool) => [
          pool,
          fc.record(
            {
              manager: fc.constant("marta"),
              needs,
              several: fc.constantFrom("all", "any"),
              unlisted: fc.constantFrom("everything", "nothing"),
              per_rep: fc.record({ hour: fc.constantFrom(1, 5), day: fc.constantFrom(3, 9) }),
            },
            { requiredKeys: ["manager", "needs"] },
          ),
        ]),
      ),
    ),
  })
  .map(
    ({
      languages,
      territories,
      reject,
      points,
      behaviour,
      steps,
      office,
      weight,
      priority,
      lanes: some,
      rules,
      otherwise,
      later,
      pools,
    }) =>
      aPolicy({
        languages,
        attributes: own,
        consumer_mail: ["own-mail.example"],
        ...(office && { office }),
        territories,
        qualification: { reject },
        score: [
          { dimension: "value", max: 15, weight, points, behaviour },
          { dimension: "size", max: 10, bands: { of: "size", steps } },
        ],
        priority,
        lanes: [
          ...some.map((lane, n) => ({ ...lane, lane: lanes[n] ?? "" })),
          { lane: "last", when: {}, action: "route", because: "So it is" },
        ],
        rules: rules.map(({ goesOn, pools, ...rule }, n) => ({
          ...rule,
          rule: `Rule ${n}`,
          ...(goesOn && rule.rep ? { else: "next" } : { pools }),
        })),
        otherwise,
        after_max_wait: later,
        pools,
        form: { products: products.map((id) => ({ id, name: id })) },
      } as never),
  );

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
    }),
    { maxLength: 4 },
  )
  .map((reps) => [
    ...reps.map((rep, n) => aRep({ ...rep, id: ["ana", "beto", "caio", "dora"][n] ?? "eva" })),
    aRep({ id: "marta", role: "manager", pools: {} }),
  ]);

const someFacts = fc.record({
  country: orNot("BR", "MX", "AR", "CO", "BRA"),
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
