import fc from "fast-check";
import type { Condition } from "../../routing/conditions/condition.ts";
import { retainedEnds } from "../../routing/lead/retention.ts";
import { occasions } from "../../routing/lead/told.ts";
import { numberAttributes } from "../../routing/policy/attribute.ts";
import { enrichable } from "../../routing/policy/looking-up.ts";
import { weekdays } from "../../routing/time/office.ts";
import { aPool, aRule } from "./any-asking.ts";
import {
  aCondition,
  duration,
  names,
  number,
  ownAttributes,
  shortTime,
  some,
  subset,
  text,
  words,
} from "./any-condition.ts";

const part = fc.double({ min: 0.001, max: 1, noNaN: true });
const points = fc.integer({ min: 1, max: 2000 }).map((halves) => halves / 2);
const effort = fc.record(
  {
    points,
    close: duration,
    bands: fc.uniqueArray(
      fc.record(
        { from: fc.integer({ min: 0, max: 1e6 }), points, close: duration },
        { requiredKeys: ["from", "points"] },
      ),
      {
        maxLength: 2,
        selector: ({ from }) => from,
      },
    ),
  },
  { requiredKeys: ["points"] },
);
interface Names {
  territories: string[];
  pools: string[];
  lanes: string[];
  products: string[];
}

/** Entries with a name of their own each. */
const named = <T extends object>(key: string, most: number, of: fc.Arbitrary<T>) =>
  fc
    .uniqueArray(fc.tuple(text, of), { maxLength: most, selector: ([name]) => name })
    .map((entries) => entries.map(([name, entry]) => ({ [key]: name, ...entry })));

const provider = fc.record(
  {
    http: fc.constantFrom("firmographics", "acme"),
    url: fc.constant("https://api.example/v1?d={domain}&n={company}"),
    header: fc.constant("X-Api-Key"),
    prefix: text,
    map: fc.dictionary(fc.constantFrom(...enrichable), fc.constantFrom("a.b", "people[0].size"), { maxKeys: 3 }),
    timeout: shortTime,
    retries: fc.integer({ min: 0, max: 3 }),
    keep: duration,
  },
  { requiredKeys: ["http", "url", "header", "map"] },
);

function aDimension(dimension: string, { territories, products }: Names) {
  const line = fc.record({
    when: aCondition({ territory: territories, products }),
    give: fc.integer({ min: -20, max: 20 }),
    because: words,
  });
  const step = fc.record({ from: number, give: fc.integer({ min: 0, max: 20 }), because: words });
  return fc.record(
    {
      dimension: fc.constant(dimension),
      max: fc.double({ min: 20, max: 1000, noNaN: true }),
      weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
      points: fc.array(line, { maxLength: 2 }),
      behaviour: fc.array(
        fc.record(
          {
            event: fc.constantFrom("webinar", "pricing-page"),
            give: fc.integer({ min: -20, max: 20 }),
            at_most: fc.integer({ min: 1, max: 10 }),
            half_life: fc.integer({ min: 1, max: 99 }).map((days) => `${days}d`),
            because: words,
          },
          { requiredKeys: ["event", "give", "at_most"] },
        ),
        { maxLength: 2 },
      ),
      bands: fc.record({
        of: fc.constantFrom(...numberAttributes.filter((name) => name !== "score")),
        steps: fc.uniqueArray(step, { minLength: 1, maxLength: 3, selector: ({ from }) => from }),
      }),
    },
    { requiredKeys: ["dimension", "max"] },
  );
}

function aDocument(its: Names) {
  const { territories, pools, lanes, products } = its;
  const facts = { territory: territories, products };
  const decided = { ...facts, lane: lanes, priority: ["hot", "warm"], stage: ["first", "qualified"] };
  const learnt = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.nat(999)).map(([least, more]) => ({
    from: "reassignments",
    at_least: `${least}m`,
    at_most: `${least + more}m`,
  }));
  const sla = fc.record({ answer: fc.oneof(duration, learnt), first_contact: duration });
  const lane = (name: string, when: fc.Arbitrary<Condition>) =>
    fc.record({
      lane: fc.constant(name),
      when,
      action: fc.constantFrom("route", "nurture", "self-service"),
      because: words,
    });
  return fc.record(
    {
      turno: fc.constant(1),
      name: text,
      currency: fc.constantFrom("USD", "BRL"),
      languages: fc.shuffledSubarray(["en", "es", "pt"], { minLength: 1 }),
      form: fc.record(
        {
          products: fc.tuple(...products.map((id) => fc.record({ id: fc.constant(id), name: words }))),
          privacy_url: fc.constant("https://andina.example/privacy"),
          steps: fc
            .record({ title: words, label: words, help: words, placeholder: words })
            .map(({ title, ...texts }) => [
              { title, fields: ["name", { field: "email", required: true, ...texts }] },
              { fields: [{ field: "campaign", hidden: true, param: "utm_campaign", value: "none" }] },
            ]),
          consents: fc.tuple(
            fc.record({
              ...{ id: fc.constant("news"), purpose: fc.constant("marketing"), wording: words },
              ...{ version: fc.constant("3"), required: fc.constant(true) },
            }),
          ),
          brand: fc.constant({
            name: "Andina",
            logo: "https://andina.example/logo.png",
            colours: { accent: "#0a6b5a", on_accent: "#ffffff", card: "#fffffe", ink: "#1b2321" },
            font: "serif",
          }),
          thanks: fc.record({ title: words, text: words, redirect: fc.constant("https://andina.example/thanks") }),
          names: fc.constant({ "your-name": "name" }),
        },
        { requiredKeys: ["products"] },
      ),
      sources: fc.constantFrom<object>(
        {},
        { ads: { of: "google" } },
        { site: { signed: "header", header: "X-Key", secret: "site", map: { email: "mail", name: "who" }, id: "nr" } },
      ),
      channels: fc.constantFrom<object>(
        {},
        { team: { kind: "slack" } },
        { board: { kind: "teams", tell: ["breaches", "digests"], pools: [pools[0] ?? ""], language: "es" } },
      ),
      attributes: ownAttributes,
      office: fc.record(
        {
          time_zone: fc.constantFrom("Europe/Vienna", "America/Bogota"),
          days: fc.subarray([...weekdays], { minLength: 1 }),
          from: fc.constantFrom("00:00", "08:30"),
          to: fc.constantFrom("17:15", "24:00"),
        },
        { requiredKeys: ["time_zone"] },
      ),
      territories: fc.record(Object.fromEntries(territories.map((name) => [name, aCondition({ products })]))),
      enrichment: fc.record(
        {
          providers: fc.uniqueArray(fc.oneof(fc.constantFrom("companies", "places"), provider), {
            maxLength: 3,
            selector: (it) => (typeof it === "string" ? it : it.http),
          }),
          limit: fc.integer({ min: 1, max: 20_000 }).map((ms) => `${ms}ms`),
        },
        { requiredKeys: [] },
      ),
      accounts: fc.record(
        {
          match_name_at: fc.double({ min: 0.5, max: 1, noNaN: true }),
          colleagues: fc.constantFrom("same-owner", "any-owner"),
        },
        { requiredKeys: [] },
      ),
      regions: fc.constantFrom({}, { north: ["MX-NLE", "Coahuila"], coast: ["Jalisco"] }),
      consumer_mail: fc.subarray(["mail.example", "post.example"]),
      seniority: fc.record({ owner: some(text), manager: some(text) }, { requiredKeys: [] }),
      qualification: fc.record(
        {
          reject: named("gate", 2, fc.record({ when: aCondition(facts), because: words })),
          ask: fc.array(fc.record({ missing: fc.constantFrom("size", "use_case", "role"), ask: words }), {
            maxLength: 3,
          }),
        },
        { requiredKeys: [] },
      ),
      score: fc.tuple(aDimension("value", its), aDimension("geography", its), aDimension("What they did", its)),
      chance: fc
        .record({
          leads: fc.integer({ min: 1, max: 9999 }),
          won: fc.integer({ min: 1, max: 9999 }),
          points: fc.uniqueArray(fc.nat(100), { minLength: 2, maxLength: 6 }),
          chances: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 }),
        })
        .map(({ leads, won, points, chances }) => ({
          ...{ from: "2026-01-05", to: "2026-11-30", leads, won: Math.min(leads, won) },
          steps: points
            .toSorted((a, b) => a - b)
            .map((points, n) => ({ points, chance: (chances.toSorted((a, b) => a - b)[n] ?? 0) / 1000 })),
        })),
      learn: fc.record(
        {
          never: fc.subarray(["campaign", "notes"]),
          allow: fc.subarray(["city", "plan"]),
          rising: fc.subarray(["size", "seats"]),
          falling: fc.subarray(["value", "last_touch"]),
        },
        { requiredKeys: [] },
      ),
      priority: fc.array(
        fc.record({ priority: fc.constantFrom("hot", "warm"), when: aCondition(facts), because: words }),
        { maxLength: 2 },
      ),
      lanes: fc.tuple(
        ...lanes.map((name, n) => lane(name, n < lanes.length - 1 ? aCondition(facts) : fc.constant({}))),
      ),
      rules: named("rule", 4, aRule(pools, decided)),
      otherwise: fc.record({ pools: subset(pools, 1), meant: fc.constant(true) }, { requiredKeys: ["pools"] }),
      pools: fc.record(Object.fromEntries(pools.map((name) => [name, aPool]))),
      sla: fc.record({ hot: sla, warm: sla, cold: sla }),
      reminders: fc.uniqueArray(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { maxLength: 3 }),
      attempts: fc.integer({ min: 1, max: 5 }),
      max_wait: duration,
      after_max_wait: subset(pools),
      after_attempts: fc.record(
        { again: fc.integer({ min: 1, max: 3 }), pools: subset(pools, 1), wait: duration },
        { requiredKeys: ["pools"] },
      ),
      effort: fc.record(Object.fromEntries(lanes.map((name) => [name, effort])), { requiredKeys: [] }),
      in_flight: duration,
      pause_after: fc.integer({ min: 0, max: 20 }),
      give_back: fc.record({ within: duration, per_week: fc.integer({ min: 0, max: 100 }) }),
      follow: fc.record(
        {
          breach: fc.constantFrom("tell", "hand-on"),
          reminders: fc.uniqueArray(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { maxLength: 3 }),
          hand_on_at_most: fc.integer({ min: 0, max: 10 }),
          nudges: fc.record(
            {
              every: fc.integer({ min: 1, max: 99 }).map((days) => `${days}d`),
              at_most: fc.integer({ min: 0, max: 52 }),
            },
            { requiredKeys: [] },
          ),
          contact_details: duration,
        },
        { requiredKeys: [] },
      ),
      nurture: fc
        .array(
          fc.record(
            {
              days: fc.integer({ min: 1, max: 30 }),
              subject: words,
              text: words,
              url: fc.constant("https://andina.example/a?b=c"),
            },
            { requiredKeys: ["days", "subject", "text"] },
          ),
          { maxLength: 3 },
        )
        .map((steps) =>
          steps.map(({ days, ...mail }, n) => ({
            after: `${steps.slice(0, n).reduce((sum, one) => sum + one.days, days)}d`,
            mail,
          })),
        ),
      receipts: fc.record(
        {
          mail: fc.constantFrom("weekly", "off"),
          weekday: fc.constantFrom("monday", "thursday", "sunday"),
          hour: fc.integer({ min: 0, max: 23 }),
          keep: fc.integer({ min: 30, max: 999 }).map((days) => `${days}d`),
        },
        { requiredKeys: [] },
      ),
      privacy: fc.record({
        retention: fc.dictionary(
          fc.constantFrom(...retainedEnds),
          fc.integer({ min: 1, max: 4000 }).map((days) => `${days}d`),
          { noNullPrototype: true },
        ),
      }),
      acknowledge: fc.record({ tell: fc.subarray([...occasions]), per_day: fc.integer({ min: 1, max: 10 }) }),
      choose: fc.record(
        {
          lanes: fc.constant(lanes),
          show: fc.integer({ min: 1, max: 10 }),
          days: fc.integer({ min: 1, max: 14 }),
          length: fc.integer({ min: 5, max: 480 }).map((minutes) => `${minutes}m`),
          notice: fc.integer({ min: 0, max: 168 }).map((hours) => `${hours}h`),
        },
        { requiredKeys: [] },
      ),
      lost_reasons: fc.uniqueArray(fc.record({ id: fc.constantFrom("price", "not-now", "no-fit"), name: words }), {
        minLength: 1,
        maxLength: 3,
        selector: ({ id }) => id,
      }),
      onboarding: fc.record(
        {
          pool: fc.constantFrom(...pools),
          call: fc.record({ within: duration }, { requiredKeys: [] }),
          steps: fc.array(
            fc.record(
              {
                name: words,
                after: duration,
                tell: fc.constantFrom("customer", "manager", "both"),
                mail: fc.record({ subject: words, text: words }),
              },
              { requiredKeys: ["name", "after"] },
            ),
            { maxLength: 3 },
          ),
        },
        { requiredKeys: ["pool"] },
      ),
      expectations: fc.record(
        { answered_in_time: part, contacted_in_time: part, win_rate: part, also: fc.array(words, { maxLength: 2 }) },
        { requiredKeys: [] },
      ),
      self_service_url: fc.constant("https://andina.example/start"),
      references: fc.array(fc.record({ industry: text, company: text, text: words }), { maxLength: 2 }),
    },
    {
      requiredKeys: [
        "turno",
        "name",
        "currency",
        "form",
        "attributes",
        "territories",
        "qualification",
        "score",
        "priority",
        "lanes",
        "rules",
        "otherwise",
        "pools",
        "sla",
      ],
    },
  );
}

/** The content of a policy file that passes the check, every section of it, as its author could have written it. */
export const anyPolicyDocument = fc
  .record({
    territories: names("territory", 3),
    pools: names("pool", 3),
    lanes: names("lane", 3),
    products: names("product", 2),
  })
  .chain(aDocument)
  // Only leads that go to a rep can choose one, and only what takes a time to close can be in flight.
  .map(({ in_flight, ...document }) => ({
    ...document,
    ...(in_flight && JSON.stringify(document.effort)?.includes('"close"') && { in_flight }),
    ...(document.choose?.lanes && {
      choose: {
        ...document.choose,
        lanes: document.lanes.flatMap(({ lane, action }) => (action === "route" ? [lane] : [])),
      },
    }),
  }));
