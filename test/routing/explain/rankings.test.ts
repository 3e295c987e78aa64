import { describe, expect, it } from "vitest";
import { boardOf } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { rankings } from "../../../routing/explain/rankings.ts";
import { oneLead } from "../../../routing/ledger/ledger.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

/** Monday 09:00 in Mexico City. */
const now = "2026-11-02T15:00:00.000Z";

function ranked(reps: RepState[], policy = aPolicy(), lead = aLead({ status: "ready" }), balances = {}) {
  const board = boardOf(reps, new Map([["latam-smb", balances]]));
  return rankings(lead, policy, board, now, chooseRep(lead, policy, board, now));
}

describe("rankings", () => {
  it("tell of each candidate the ledger before and after, and of each preference what it saw", () => {
    const policy = aPolicy({ pools: { "latam-smb": { manager: "marta", prefer: ["least-loaded"] } } });
    const team = [aRep(), aRep({ id: "beto", openLeads: 1 }), aRep({ id: "caro", active: false })];
    expect(ranked(team, policy, undefined, { beto: oneLead, ana: -oneLead })).toEqual({
      pools: [
        {
          pool: "latam-smb",
          prefer: ["least-loaded", "fairness"],
          able: 2,
          out: { inactive: 1 },
          candidates: [
            {
              repId: "ana",
              weight: 1,
              openLeads: 0,
              balance: -oneLead,
              owed: -oneLead / 2,
              after: -1.5 * oneLead,
              saw: { "least-loaded": 0, fairness: -oneLead / 2 },
            },
            {
              repId: "beto",
              weight: 1,
              openLeads: 1,
              balance: oneLead,
              owed: 1.5 * oneLead,
              after: 1.5 * oneLead,
              saw: { "least-loaded": 1, fairness: 1.5 * oneLead },
            },
          ],
          leftOut: [{ repId: "caro", because: "inactive" }],
        },
      ],
    });
  });

  it("tell of every pool that was asked, up to the one that had somebody", () => {
    const pools = Object.fromEntries(["a", "b", "c"].map((pool) => [pool, { manager: "marta" }]));
    const policy = aPolicy({ pools, otherwise: { pools: ["a", "b", "c"] }, rules: [] });
    const team = [aRep({ pools: { a: 1 }, openLeads: 10 }), aRep({ id: "beto", pools: { b: 1, c: 1 } })];
    expect(ranked(team, policy).pools.map(({ pool, able }) => [pool, able])).toEqual([
      ["a", 0],
      ["b", 1],
    ]);
  });

  it("stay small with ten thousand reps in each of thirty pools, and count whom they leave out", () => {
    const ids = Array.from({ length: 30 }, (_, n) => `pool-${n}`);
    const pools = Object.fromEntries(ids.map((pool) => [pool, { manager: "marta", prefer: ["most-experienced"] }]));
    const policy = aPolicy({ pools, otherwise: { pools: ids }, rules: [] });
    const everywhere = Object.fromEntries(ids.map((pool) => [pool, 1]));
    const team = Array.from({ length: 10_000 }, (_, n) =>
      aRep({ id: `representative-${n}`, pools: everywhere, openLeads: n % 2 === 0 ? 10 : 0, active: n % 3 > 0 }),
    ).map((rep) => ({ ...rep, languages: rep.openLeads > 0 ? ["es"] : ["pt"] }));
    const told = ranked(team, policy);
    expect(told.pools).toHaveLength(30);
    expect(told.pools[0]?.out).toEqual({ inactive: 3334, language: 3333, full: 3333 });
    expect(JSON.stringify(told).length).toBeLessThan(200_000);
    const first = ranked(
      team.map((rep) => ({ ...rep, openLeads: 0, languages: [] })),
      policy,
    ).pools;
    expect(first).toHaveLength(1);
    expect(first[0]?.able).toBe(6666);
    expect(first[0]?.candidates.length).toBeLessThan(30);
  });
});
