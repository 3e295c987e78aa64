import { describe, expect, it } from "vitest";
import { oneLead } from "../../../routing/ledger/ledger.ts";
import { factorOf } from "../../../routing/ledger/ledger-change.ts";
import {
  balancesIn,
  currentLedger,
  currentLedgers,
  decayed,
  halfLifeOf,
  hoursBetween,
  type Ledger,
  ledgerOf,
  ledgersOf,
  membersOf,
  poolsSharing,
  sharingIn,
} from "../../../routing/ledger/stored-ledger.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const now = "2026-11-02T15:30:00.000Z";
const policy = aPolicy({
  pools: {
    north: { manager: "marta", ledger: "all", history: "90d" },
    south: { manager: "marta", ledger: "all", history: "30d" },
    east: { manager: "marta" },
  },
  rules: [],
  otherwise: { pools: ["north"] },
});
const reps = [aRep({ pools: { north: 2 } }), aRep({ id: "beto", pools: { north: 1, south: 1 }, active: false })];

describe("the current ledger", () => {
  it("belongs to all pools that name it, with all their weights and the shortest history", () => {
    expect(ledgersOf(policy, ["north", "south", "east"])).toEqual(["all", "east"]);
    expect(membersOf(reps, ["north", "south"])).toEqual([
      { repId: "ana", weight: 2 },
      { repId: "beto", weight: 2 },
    ]);
    expect([halfLifeOf(policy, "all"), halfLifeOf(policy, "east")]).toEqual([30 * 1440, undefined]);
    const standing = currentLedgers(new Map([["all", { version: 3, balances: {} }]]), policy, reps, now);
    expect([...standing.keys()]).toEqual(["north", "south"]);
    expect(standing.get("north")).toBe(standing.get("south"));
  });

  it("ignores a ledger that no pool of the policy has", () => {
    expect(
      currentLedgers(new Map([["gone", { version: 3, balances: { zoe: 1, ana: -1 } }]]), policy, reps, now).size,
    ).toBe(0);
  });

  it("keeps the balance of inactive reps, and distributes that of reps who left", () => {
    const balances = { beto: oneLead, zoe: -oneLead };
    expect(currentLedger({ version: 1, balances }, "all", policy, reps, now)).toEqual({
      version: 1,
      balances: { ana: -oneLead / 2, beto: oneLead / 2 },
      decayedAt: "2026-11-02T15:00:00.000Z",
      leaving: new Map([
        ["zoe", oneLead],
        ["ana", -oneLead / 2],
        ["beto", -oneLead / 2],
      ]),
    });
  });

  it("decays by whole hours, once per hour, never backwards, and from now on if it did not decay before", () => {
    const balances = { ana: oneLead, beto: -oneLead };
    const begun = decayed({ version: 1, balances }, 1440, now);
    expect(begun).toEqual({ version: 1, balances, decayedAt: "2026-11-02T15:00:00.000Z" });
    expect(decayed(begun, 1440, "2026-11-02T15:59:59.999Z")).toBe(begun);
    expect(decayed(begun, 1440, "2026-11-01T15:00:00.000Z")).toBe(begun);
    const later = decayed(begun, 1440, "2026-11-03T15:00:00.000Z");
    expect(later).toMatchObject({ balances: { ana: oneLead / 2, beto: -oneLead / 2 } });
    const { factor, ...written } = later;
    expect(factor).toBe(factorOf(24, 1440));
    expect(decayed(written, undefined, now)).toEqual({ version: 1, balances: later.balances });
  });

  it("have the members that the active policy says, so that a lead of an older one takes nobody for a leaver", () => {
    const pool = { manager: "marta" };
    const older = aPolicy({ pools: { all: pool } });
    const active = aPolicy({ pools: { all: pool, south: { ...pool, ledger: "all" } } });
    const split = [aRep({ id: "ana", pools: { all: 1 } }), aRep({ id: "beto", pools: { south: 1 } })];
    const read = new Map([["all", { version: 3, balances: { ana: 1, beto: -1 } }]]);
    expect(currentLedgers(read, older, split, now, active).get("all")).toEqual(read.get("all"));
    expect(currentLedgers(read, older, split, now).get("all")?.leaving).toBeDefined();
    const without = aPolicy({ pools: { south: pool } });
    expect(currentLedgers(read, older, split, now, without).get("all")?.leaving).toBeDefined();
  });
});

describe("the pools of a ledger", () => {
  /** A new one for each test, since what is made of a policy is memoized. */
  const shared = () =>
    aPolicy({
      pools: {
        north: { manager: "marta", ledger: "all" },
        south: { manager: "marta", ledger: "all" },
        east: { manager: "marta" },
        west: { manager: "marta", ledger: "east" },
        alone: { manager: "marta" },
        named: { manager: "marta", ledger: "own" },
      },
      rules: [],
      otherwise: { pools: ["north"] },
    });

  it("are those that name it, and the pool of its own name", () => {
    const of = shared();
    expect(["all", "east", "alone", "own", "named", "gone"].map((name) => poolsSharing(of, name))).toEqual([
      ["north", "south"],
      ["east", "west"],
      ["alone"],
      ["named"],
      [],
      [],
    ]);
    expect(["north", "west", "alone", "gone"].map((pool) => ledgerOf(of, pool))).toEqual([
      "all",
      "east",
      "alone",
      "gone",
    ]);
  });

  it("are told for each pool that shares one, and for no other", () => {
    expect(Object.fromEntries(sharingIn(shared()))).toEqual({
      north: ["north", "south"],
      south: ["north", "south"],
      east: ["east", "west"],
      west: ["east", "west"],
    });
  });

  it("have as members whose weight is above zero in one of them", () => {
    const weights: Record<string, number>[] = [
      { north: 1, south: 0.5 },
      { south: 2 },
      { east: 1 },
      { north: 0 },
      { north: -1, south: 1 },
    ];
    const team = weights.map((pools, n) => aRep({ id: `rep-${n}`, pools }));
    expect(membersOf(team, ["north", "south"])).toEqual([
      { repId: "rep-0", weight: 1.5 },
      { repId: "rep-1", weight: 2 },
      { repId: "rep-4", weight: 1 },
    ]);
  });

  it("are read each with its ledger as of now, none of them for a ledger without pools", () => {
    const read = new Map<string, Ledger>([
      ["all", { version: 1, balances: { ana: 1, beto: -1 } }],
      ["gone", { version: 2, balances: { ana: 2, beto: -2 } }],
      ["alone", { version: 3, balances: {} }],
    ]);
    const team = ["ana", "beto"].map((id) => aRep({ id, pools: { north: 1 } }));
    const current = currentLedgers(read, shared(), team, now);
    expect(Object.fromEntries(balancesIn(current))).toEqual({
      north: { ana: 1, beto: -1 },
      south: { ana: 1, beto: -1 },
      alone: {},
    });
  });
});

describe("a ledger that somebody left", () => {
  const plain = () =>
    aPolicy({
      pools: { north: { manager: "marta" }, east: { manager: "marta" } },
      rules: [],
      otherwise: { pools: ["north"] },
    });
  const ana = aRep({ pools: { north: 1 } });
  const current = (balances: Record<string, number>, ...others: ReturnType<typeof aRep>[]) =>
    currentLedger({ version: 1, balances }, "north", plain(), [ana, ...others], now);

  it.each([
    ["is no longer known", []],
    ["is in another pool now", [aRep({ id: "beto", pools: { east: 1 } })]],
    ["has no weight any more", [aRep({ id: "beto", pools: { north: 0 } })]],
  ])("gives the balance of who %s to the others", (_, others) => {
    const leaving = new Map([
      ["beto", oneLead],
      ["ana", -oneLead],
    ]);
    expect(current({ ana: oneLead, beto: -oneLead }, ...others)).toEqual({ version: 1, balances: { ana: 0 }, leaving });
  });

  it("loses a line of zero without an entry", () => {
    expect(current({ ana: 0, beto: 0 })).toStrictEqual({ version: 1, balances: { ana: 0 } });
  });

  it("is unchanged if nobody left, or nobody is there to take the balance", () => {
    const balances = { ana: oneLead, beto: -oneLead };
    const both = current(balances, aRep({ id: "beto", pools: { north: 1 } }));
    expect(both).toStrictEqual({ version: 1, balances });
    const nobody = currentLedger({ version: 1, balances }, "north", plain(), [], now);
    expect(nobody).toStrictEqual({ version: 1, balances });
  });
});

describe("the hours between two instants", () => {
  it.each([
    ["2026-11-02T15:00:00.000Z", "2026-11-02T15:59:59.999Z", 0],
    ["2026-11-02T15:00:00.000Z", "2026-11-02T16:00:00.000Z", 1],
    ["2026-11-02T15:30:00.000Z", "2026-11-03T15:29:00.000Z", 23],
    ["2026-11-02T15:00:00.000Z", "2026-11-02T12:00:00.000Z", 0],
  ])("from %s to %s are %i, whole and never fewer than none", (from, to, hours) => {
    expect(hoursBetween(from, to)).toBe(hours);
  });
});
