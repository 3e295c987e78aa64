import { describe, expect, it } from "vitest";
import { oneLead } from "../../../routing/ledger/ledger.ts";
import {
  currentLedger,
  currentLedgers,
  decayed,
  halfLifeOf,
  ledgersOf,
  membersOf,
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
    expect(decayed(later, undefined, now)).toEqual({ version: 1, balances: later.balances });
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
