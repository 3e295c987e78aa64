import fc from "fast-check";
import type { Lead } from "../../routing/lead/lead.ts";
import { preferences } from "../../routing/lead/why.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { allNeeds } from "../../routing/policy/needs.ts";
import type { Pause, RepState } from "../../routing/reps/rep.ts";
import type { TimeOff } from "../../routing/time/schedule.ts";
import { aLead, anOfferedLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep, officeHours } from "./a-rep.ts";

// Random rosters, pools and leads, small and from few values, so that reps are often alike.

const zones = ["America/Mexico_City", "America/Sao_Paulo", "Europe/Madrid", "Asia/Kolkata", "Pacific/Auckland"];
const places = [
  { lat: 19.4, lon: -99.1 },
  { lat: -23.6, lon: -46.6 },
  { lat: 40.4, lon: -3.7 },
];
/** Often none, which limits nothing. */
const some = (values: readonly string[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    { weight: 2, arbitrary: fc.subarray([...values], { minLength: 1, maxLength: Math.min(2, values.length) }) },
  );
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const mondays = [{ weekday: 1, start: 0, end: 1440 }];

const rep = fc.record({
  role: fc.constantFrom("rep", "rep", "rep", "manager" as const),
  active: fc.integer({ min: 0, max: 9 }).map((idle) => idle > 0),
  timeZone: fc.constantFrom(...zones),
  shifts: fc.constantFrom(officeHours, mondays, mondays, mondays, []),
  daysOff: fc.constantFrom<string[]>([], [], [], ["2026-11-02"]),
  timeOff: fc.constantFrom<TimeOff[] | undefined>(
    undefined,
    undefined,
    [{ from: "2026-11-02T00:00", to: "2026-11-02T12:00" }],
    [{ from: "2026-11-02", to: "2026-11-02", requested: true }],
  ),
  /** Monday from 15:00 to 16:00 UTC. */
  busy: fc.constantFrom<number[] | undefined>(undefined, undefined, [29_893_860, 29_893_920]),
  pools: fc.constantFrom<Record<string, number>>(
    { "latam-smb": 1 },
    { "latam-smb": 2.5 },
    { "latam-smb": 1, b: 1 },
    { b: 1 },
  ),
  languages: some(["es", "EN", "pt"]),
  products: some(["crm", "Billing"]),
  industries: some(["retail", "Health"]),
  countries: some(["MX", "br"]),
  useCases: some(["stores"]),
  capacity: fc.integer({ min: 2, max: 5 }),
  openLeads: fc.integer({ min: 0, max: 3 }),
  // Mostly no limits; the keys are of a Monday, its week and its month.
  perHour: fc.constantFrom(undefined, undefined, 1),
  perDay: fc.constantFrom(undefined, undefined, 1, 2),
  perWeek: fc.constantFrom(undefined, undefined, undefined, 3),
  perMonth: fc.constantFrom(undefined, undefined, undefined, 4),
  effort: fc.constantFrom(undefined, undefined, 3, 8),
  openEffort: fc.integer({ min: 0, max: 6 }),
  inFlight: fc.constantFrom(0, 0, 10, 20, 40).map((days) => days * 1440),
  given: fc.record({
    "2026-11-02": fc.integer({ min: 0, max: 2 }),
    "2026-W45": fc.integer({ min: 0, max: 4 }),
    "2026-11": fc.integer({ min: 0, max: 4 }),
  }),
  experience: maybe(fc.integer({ min: 0, max: 3 })),
  paused: fc.constantFrom<Pause | undefined>(
    undefined,
    undefined,
    undefined,
    { since: "2026-10-20T00:00:00.000Z", because: "asked" },
    { since: "2026-10-20T00:00:00.000Z", until: "2026-11-02T12:00:00.000Z", because: "lapses" },
  ),
  won: fc.integer({ min: 0, max: 3 }),
  lost: fc.integer({ min: 0, max: 3 }),
  place: maybe(fc.constantFrom(...places)),
});

/** A roster of at most 40 reps in a random order, some inactive. */
export const teams: fc.Arbitrary<RepState[]> = fc.array(rep, { maxLength: 40, size: "max" }).chain((reps) =>
  fc.shuffledSubarray(
    reps.map((state, n) => aRep({ ...state, id: `rep-${n}` })),
    { minLength: reps.length },
  ),
);

const facts = fc.record({
  language: fc.constantFrom("es", "en", "pt" as const),
  products: some(["crm", "billing"]),
  industry: maybe(fc.constantFrom("Retail", "health")),
  country: maybe(fc.constantFrom("MX", "BR", "DE")),
  useCase: maybe(fc.constantFrom("Stores", "other")),
  timeZone: maybe(fc.constantFrom(...zones)),
  place: maybe(fc.constantFrom(...places)),
  value: maybe(fc.constantFrom(1000, 50_000)),
});
const anyRep = fc.integer({ min: 0, max: 39 }).map((n) => `rep-${n}`);

/** A lead that is ready, perhaps after an offer, perhaps with an owner or colleagues' reps. */
export const leads: fc.Arbitrary<Lead> = fc
  .record({
    facts,
    asked: fc.array(anyRep, { maxLength: 2 }),
    owner: maybe(anyRep),
    company: fc.array(anyRep, { maxLength: 3 }),
    lane: maybe(fc.constantFrom("high-touch", "low-touch")),
  })
  .map(({ facts, asked, owner, company, lane }) =>
    aLead({
      status: "ready",
      facts: JSON.parse(JSON.stringify(facts)) as Lead["facts"],
      offers: asked.flatMap((repId, n) => anOfferedLead().offers.map((offer) => ({ ...offer, repId, attempt: n + 1 }))),
      ...(owner && { knownOwner: { repId: owner, because: "account" as const } }),
      companyReps: company,
      ...(lane && { lane: { lane, because: "so" } }),
    }),
  );

const effort = { "high-touch": { points: 2, close: "10d", bands: [{ from: 50_000, points: 4.5, close: "30d" }] } };

/** A policy with one pool of any needs and preferences. */
export const policies = fc
  .record({
    needs: fc.subarray(allNeeds),
    prefer: fc.shuffledSubarray([...preferences], { maxLength: 4 }),
    inFlight: fc.constantFrom(undefined, "6d", "12d"),
  })
  .map(({ inFlight, ...pool }) =>
    aPolicy({
      ...{ attempts: 9, effort, pools: { "latam-smb": { manager: "marta", ...pool } } },
      ...(inFlight && { in_flight: inFlight }),
    }),
  );

/** Some lines of a ledger. */
export const ledgers = fc.dictionary(
  anyRep,
  fc.integer({ min: -2, max: 2 }).map((leads) => leads * oneLead),
  {
    maxKeys: 40,
  },
);

/** Most of them on a Monday, others in a week with a change of clocks in it. ISO 8601. */
export const instants = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 54 * 8, max: 54 * 8 + 60 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 7 * 24 * 4 }) },
  )
  .map((quarters) => new Date(Date.parse("2026-10-28T18:00:00Z") + quarters * 900_000).toISOString());
