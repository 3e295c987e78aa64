import fc from "fast-check";
import { withRegions } from "../../policy/read/policy-regions.ts";
import type { Condition } from "../../routing/conditions/condition.ts";
import { preferences } from "../../routing/lead/why.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { aPolicy } from "./a-policy.ts";

// Small policies over few values, so that rules contradict themselves, shadow each other and leave gaps all the time.

const countries = ["BR", "MX", "ar"];
export const sizes = [0, 10, 49, 50, 51, 200];
const texts = ["retail", "tail", "Shop", "re"];
export const domains = ["acme.example", "gmail.com", "rival.example"];
const territories = ["north", "south"];
export const pools = ["one", "two", "three"];
export const products = ["crm", "billing"];
export const languages = ["en", "es", "pt"] as const;
const lanes = ["first", "second", "last"];
export const priorities = ["hot", "warm", "cold"] as const;

export const orNot = <T>(...values: readonly T[]) => fc.constantFrom(undefined, ...values);
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
  region: aText(["Jalisco", "MX-NLE", "BR-SP", "the north"]),
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
const minutes = fc.constantFrom("5m", "4h", "2d");
const ownTime = fc.oneof(minutes, fc.constant("none"));
/** How a rule asks its pools, beside their order. */
const asking = fc.record(
  {
    before_next: minutes,
    parts: fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(1, 5)),
    sla: fc.record({ answer: ownTime, first_contact: ownTime }, { requiredKeys: [] }),
    prefer: fc.subarray([...preferences], { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const most = (...values: readonly number[]) => fc.constantFrom(...values);
/** How a pool shares its leads, and whom they suit. */
const aPool = fc
  .record(
    {
      manager: fc.constant("marta"),
      needs,
      several: fc.constantFrom("all", "any"),
      unlisted: fc.constantFrom("everything", "nothing"),
      prefer: fc.subarray([...preferences], { maxLength: 3 }),
      most_ahead: most(0, 1.5),
      per_rep: fc.record(
        { hour: most(1, 5), day: most(3, 9), week: most(9), month: most(9, 20) },
        { requiredKeys: ["hour"] },
      ),
      show_to: most(2, 3),
      ledger: fc.constantFrom("shared", "other"),
      history: fc.constant("30d"),
      fairness: fc.constantFrom("eligible", "equal-counts"),
      named_leads: fc.constantFrom("free", "count"),
      hours: fc.constantFrom("working", "any"),
    },
    { requiredKeys: ["manager", "needs"] },
  )
  .map(({ show_to, ...pool }) => ({ ...pool, ...(show_to && pool.fairness !== "equal-counts" && { show_to }) }));

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
          rep: fc.oneof(
            fc.constantFrom("owner", "ana", "nobody", "colleague", "account-owner", "opportunity-owner"),
            fc.constantFrom({ fact: "campaign" }, { fact: "notes" }),
          ),
          wait: minutes,
          pools: somePools,
          goesOn: fc.boolean(),
          asks: asking,
        },
        { requiredKeys: ["when", "pools", "asks"] },
      ),
      { maxLength: 6 },
    ),
    otherwise: fc.record({ pools: somePools }),
    later: fc.oneof(fc.constant([]), somePools),
    pools: fc.record(Object.fromEntries(pools.map((pool) => [pool, aPool]))),
    after: orNot(...[{ again: 1 }, { again: 2, pools: ["three"], wait: "30m" }, { pools: ["two"] }]),
    attempts: fc.constantFrom(1, 2, 3),
    regions: orNot({ north: ["MX-NLE", "MX-COA"] }),
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
      after,
      attempts,
      regions,
    }) =>
      withRegions(
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
          rules: rules.map(({ goesOn, pools, asks: { parts, sla, ...asks }, wait, ...rule }, n) => ({
            ...rule,
            rule: `Rule ${n}`,
            ...(sla && { sla }),
            ...(rule.rep && wait && { wait }),
            ...(goesOn && rule.rep
              ? { else: "next" }
              : {
                  pools,
                  ...asks,
                  ...(parts && { split: Object.fromEntries(pools.map((pool, m) => [pool, parts[m]])) }),
                }),
          })),
          otherwise,
          after_max_wait: later,
          ...(after && { after_attempts: after }),
          ...(regions && { regions }),
          attempts,
          pools,
          form: { products: products.map((id) => ({ id, name: id })) },
        } as never),
      ),
  );
