import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aHalfYear, aLargePolicy, manyReps } from "../../../bench/replay-company.ts";
import { type PastLead, PastLeads } from "../../../policy/replay/leads.ts";
import { replay } from "../../../policy/replay/run.ts";
import type { Assumptions, Side } from "../../../policy/replay/simulation.ts";
import { World } from "../../../policy/replay/world.ts";
import type { LeadFacts } from "../../../routing/lead/lead.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { runs } from "../../build/runs.ts";

const usual: Assumptions = { openDays: 14, recorded: false };
/** Monday 2 November 2026, noon in Mexico City: everybody is at work. */
const noon = Date.parse("2026-11-02T18:00:00Z");
const minutes = (count: number): string => new Date(noon + count * 60_000).toISOString();

const past = (ref: string, after: number, facts: Partial<LeadFacts> = {}, more: Partial<PastLead> = {}): PastLead => ({
  ref,
  receivedAt: minutes(after),
  // Without a number, so that they are not one person.
  facts: { ...aLead().facts, phone: undefined, ...facts },
  ...more,
});
const packed = (...leads: PastLead[]): PastLeads => {
  const all = new PastLeads();
  for (const lead of leads) all.add(lead);
  return all;
};
const pools = { "latam-smb": { manager: "marta" }, brazil: { manager: "marta", needs: [] } };
const toOnePool = aPolicy({ rules: [], pools });
const brazilApart = aPolicy({ rules: [{ rule: "Brazil", when: { country: "BR" }, pools: ["brazil"] }], pools });
const marta = aRep({ id: "marta", role: "manager", pools: {} });
const team = [aRep(), aRep({ id: "beto" }), aRep({ id: "carla", pools: { brazil: 1 } }), marta];
const side = (policy = toOnePool, reps: readonly RepState[] = team): Side => ({
  policyName: "p",
  rosterName: "r",
  policy,
  reps,
});
const threeLeads = () => packed(past("one", 0, { country: "BR" }), past("two", 1), past("three", 2));

describe("replay", () => {
  it("tells a change that a rule makes from those that only follow from it", () => {
    const { changes, changed } = replay(threeLeads(), side(), side(brazilApart), usual);
    expect(changes.map(({ lead, before, after, because }) => [lead, before, after, because])).toEqual([
      ["one", "ana", "carla", "rule"],
      ["two", "beto", "ana", "cascading"],
      ["three", "ana", "beto", "cascading"],
    ]);
    expect(changed).toMatchObject({ leads: 3, direct: 1, cascading: 2, by: { rule: 1 } });
  });

  it("says that a roster makes another choice where its absent rep would have been next, as things stood", () => {
    const without = team.map((rep) => (rep.id === "ana" ? { ...rep, active: false } : rep));
    const { changes } = replay(threeLeads(), side(), side(toOnePool, without), usual);
    expect(changes.map(({ lead, before, after, because }) => [lead, before, after, because])).toEqual([
      ["one", "ana", "beto", "choice"],
      ["three", "ana", "beto", "choice"],
    ]);
  });

  it("names gates and lanes as causes of their own", () => {
    const stricter = aPolicy({
      rules: [],
      pools,
      qualification: { reject: [{ gate: "Brazil", when: { country: "BR" }, because: "No" }] },
      lanes: [
        { lane: "later", when: { country: "CO" }, action: "nurture", because: "Later" },
        { lane: "high-touch", when: {}, action: "route", because: "Now" },
      ],
    });
    const leads = packed(past("one", 0, { country: "BR" }), past("two", 1, { country: "CO" }));
    const { changes, after } = replay(leads, side(), side(stricter), usual);
    expect(changes.map(({ before, after, because }) => [before, after, because])).toEqual([
      ["ana", "rejected", "qualification"],
      ["beto", "lane:later", "lane"],
    ]);
    expect(after).toMatchObject({ leads: 2, rejected: 1, nurtured: 1, assigned: 0 });
  });

  it("gives what becomes free to the hottest who waits, then to the oldest", () => {
    const one = [aRep({ capacity: 1 }), marta];
    const night = -12 * 60;
    const leads = packed(
      past("first", night, { urgency: "exploring" }),
      past("second", night + 1, { urgency: "exploring" }),
      past("hot", night + 2, { urgency: "now" }),
    );
    const order: string[] = [];
    const world = new World(
      side(toOnePool, one),
      { ...usual, openDays: 0.1 },
      {
        offered: ({ offer }) => order.push(offer.offeredAt),
        settled: (_, lead, { kind }) => order.push(`${lead.id} ${kind}`),
      },
    );
    for (let n = 0; n < 3; n++) world.arrive(n, leads.at(n));
    world.finish();
    expect(order).toEqual([
      "2026-11-02T15:00:00.000Z",
      "hot assigned",
      "2026-11-02T17:24:00.000Z",
      "first assigned",
      "2026-11-02T19:48:00.000Z",
      "second assigned",
    ]);
  });

  it("counts a pause from its start on, and gives what waits to who is back as soon as it ends", () => {
    const paused = { since: minutes(30), until: minutes(90), because: "asked" as const };
    const one = [aRep({ paused }), marta];
    const leads = packed(past("before", 0), past("within", 60), past("after", 120));
    const { before } = replay(leads, side(toOnePool, one), side(toOnePool, one), usual);
    expect(before).toMatchObject({ assigned: 3 });
    expect(before.waits[0]).toMatchObject({ leads: 3, atOnce: 2, p95: 30 });
  });

  it("gives a lead of a file to whom it gave the colleague's, as each side's policy has it, until that is closed", () => {
    const rules = [{ rule: "Known", when: { owner: { known: true } }, rep: "owner", pools: ["latam-smb"] }];
    const [same, any] = (["same-owner", "any-owner"] as const).map((colleagues) =>
      aPolicy({ rules, pools, accounts: { match_name_at: 0.9, colleagues } }),
    );
    const found = [{ answers: [], account: undefined, companyLeads: [] }];
    const leads = packed(
      past("one", 0, {}, { found }),
      past("two", 1, {}, { found }),
      past("late", 900, {}, { found }),
    );
    const { changes } = replay(leads, side(same), side(any), { ...usual, openDays: 0.5 });
    expect(changes.map(({ lead, before, after }) => [lead, before, after])).toEqual([
      ["two", "ana", "beto"],
      // The ledger's turn, since the colleagues' leads are closed by then.
      ["late", "beto", "ana"],
    ]);
  });

  it("gives a lead of perhaps the same person to whom it gave the first, under each roster", () => {
    const phone = "+52 55 5555 0101";
    const leads = packed(past("one", 0, { phone }), past("two", 1), past("three", 2), past("four", 3, { phone }));
    const { changes } = replay(leads, side(), side(toOnePool, [aRep({ active: false }), ...team.slice(1)]), usual);
    expect(changes.map(({ lead, before, after }) => [lead, before, after])).toEqual([
      ["one", "ana", "beto"],
      ["three", "ana", "beto"],
      ["four", "ana", "beto"],
    ]);
  });

  it("calls it cascading when only the first lead of perhaps the same person is sent elsewhere by a rule", () => {
    const phone = "+52 55 5555 0101";
    const leads = packed(past("one", 0, { phone, country: "BR" }), past("two", 1, { phone }));
    const { changes } = replay(leads, side(), side(brazilApart), usual);
    expect(changes.map(({ lead, before, after, because }) => [lead, before, after, because])).toEqual([
      ["one", "ana", "carla", "rule"],
      ["two", "ana", "carla", "cascading"],
    ]);
  });

  it("leaves a lead to the manager once it waited for the longest time", () => {
    const full = [aRep({ capacity: 1 }), marta];
    const { before } = replay(
      packed(past("one", 0), past("two", 1)),
      side(toOnePool, full),
      side(toOnePool, full),
      usual,
    );
    expect(before).toMatchObject({ assigned: 1, escalated: 1, uncovered: 2, causes: { "nobody-available": 1 } });
    expect(before.waits[0]).toMatchObject({ leads: 2, atOnce: 1, never: 1, inTime: 1 });
  });

  it("offers a lead in further pools once it waited for the longest time, and never lets it wait again", () => {
    const full = [aRep({ capacity: 1 }), ...team.slice(2), aRep({ id: "dora", pools: { brazil: 1 } })];
    const later = aPolicy({ rules: [], pools, after_max_wait: ["brazil"] });
    const refusals = [{ repId: "carla", outcome: "declined" as const, minutes: 5 }];
    const leads = packed(past("one", 0), past("two", 1, {}, { refusals }));
    const { before, changes } = replay(leads, side(later, full), side(toOnePool, full), { ...usual, recorded: true });
    expect(before).toMatchObject({ assigned: 2, escalated: 0 });
    expect(before.waits[0]).toMatchObject({ leads: 2, p95: 1440 + 5 });
    expect(changes).toMatchObject([{ lead: "two", before: "dora", after: "manager", because: "rule" }]);
  });

  it("counts waits by the clock and in the working time of who got the lead", () => {
    const one = [aRep({ capacity: 1 }), marta];
    const leads = packed(past("one", 0), past("two", 60));
    const { before } = replay(leads, side(toOnePool, one), side(toOnePool, one), { ...usual, openDays: 0.5 });
    // Free again at midnight UTC, when Ana's shift ends: she has the lead the next morning at 9.
    expect(before.waits[0]).toMatchObject({ median: 0, p95: 20 * 60, workingP95: 5 * 60, inTime: 1 });
  });

  it("lets reps refuse again what they refused, when asked to", () => {
    const refused = past("one", 0, {}, { refusals: [{ repId: "ana", outcome: "declined", minutes: 5 }] });
    const { before } = replay(packed(refused), side(), side(brazilApart), { ...usual, recorded: true });
    expect(before.reps.map(({ repId, leads, offers, maxOpen }) => [repId, leads, offers, maxOpen])).toEqual([
      ["ana", 0, 1, 1],
      ["beto", 1, 1, 1],
      ["carla", 0, 0, 0],
    ]);
    expect(replay(packed(refused), side(), side(brazilApart), usual).before.reps[0]).toMatchObject({ leads: 1 });
  });

  it("says how many leads went where they really went", () => {
    const owned = (ref: string, after: number, ownerId: string) => past(ref, after, {}, { ownerId });
    const leads = packed(owned("one", 0, "ana"), owned("two", 1, "ana"), past("three", 2));
    expect(replay(leads, side(), side(), usual).recorded).toEqual({ leads: 2, same: 1 });
  });
});

const company = fc.record({
  seed: fc.integer({ min: 0, max: 10_000 }),
  rules: fc.integer({ min: 1, max: 12 }),
  pools: fc.integer({ min: 2, max: 4 }),
  reps: fc.integer({ min: 1, max: 8 }),
  leads: fc.integer({ min: 1, max: 60 }),
  places: fc.integer({ min: 1, max: 3 }),
  openDays: fc.constantFrom(0.2, 10, 40),
});
const fewTimes = runs(12);

function made({ seed, rules, pools, reps, leads, places }: typeof company extends fc.Arbitrary<infer C> ? C : never) {
  const roster = manyReps(reps, pools, seed).map((rep, n) => ({ ...rep, capacity: 1 + ((n + places) % 3) }));
  return {
    leads: packed(...aHalfYear(leads, seed)),
    before: side(aLargePolicy(rules, pools, seed), roster),
    after: side(aLargePolicy(rules, pools, seed, Math.ceil(rules / 2)), roster.slice(Math.floor(reps / 3))),
  };
}

describe("any replay", () => {
  it("changes nothing under the same policy and roster, and is the same to the byte when repeated", () => {
    fc.assert(
      fc.property(company, (of) => {
        const { leads, before, after } = made(of);
        const alike = {
          ...before,
          reps: before.reps.map((rep) => ({ ...rep })),
          policy: structuredClone(before.policy),
        };
        const same = replay(leads, before, alike, { openDays: of.openDays, recorded: false });
        expect(same.changes).toEqual([]);
        expect(same.after).toEqual(same.before);
        const run = () => JSON.stringify(replay(leads, before, after, { openDays: of.openDays, recorded: false }));
        expect(run()).toBe(run());
      }),
      fewTimes,
    );
  });

  it("brings every lead to one end in each world, and shares out as much as it offers", () => {
    fc.assert(
      fc.property(company, (of) => {
        const { leads, before, after } = made(of);
        const result = replay(leads, before, after, { openDays: of.openDays, recorded: false });
        for (const world of [result.before, result.after]) {
          expect(world.assigned + world.nurtured + world.rejected + world.escalated).toBe(leads.length);
          const sum = (key: "leads" | "owed" | "offers" | "named") =>
            world.reps.reduce((all, rep) => all + rep[key], 0);
          expect(sum("leads")).toBe(world.assigned);
          expect(sum("owed")).toBeCloseTo(sum("offers") - sum("named"), 6);
        }
        expect(result.changed.direct + result.changed.cascading).toBe(result.changes.length);
      }),
      fewTimes,
    );
  });

  it("settles each lead once and never gives a rep more than they may have, nor outside of working hours", () => {
    fc.assert(
      fc.property(company, (of) => {
        const { leads, before } = made(of);
        const most = new Map(before.reps.map((rep) => [rep.id, rep.capacity]));
        const settled = new Set<number>();
        const world = new World(
          before,
          { openDays: of.openDays, recorded: false },
          {
            offered: ({ offer }, open) => {
              expect(open).toBeLessThanOrEqual(most.get(offer.repId) ?? 0);
              expect(world.board.availableFrom(offer.repId, Date.parse(offer.offeredAt))).toBe(
                Date.parse(offer.offeredAt),
              );
            },
            settled: (position) => {
              expect(settled.has(position)).toBe(false);
              settled.add(position);
            },
          },
        );
        for (let n = 0; n < leads.length; n++) world.arrive(n, leads.at(n));
        world.finish();
        expect(settled.size).toBe(leads.length);
      }),
      fewTimes,
    );
  });
});
