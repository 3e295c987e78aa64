import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyOffer, balancesOf, boardOf, releasePlace } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { repOnBoard, withOwed, withRep } from "../../../routing/explain/changed-board.ts";
import { rankings } from "../../../routing/explain/rankings.ts";
import { type Balances, charge, claimsOf, oneLead } from "../../../routing/ledger/ledger.ts";
import { sharingIn } from "../../../routing/ledger/stored-ledger.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";
import { instants, leads, ledgers, policies, teams } from "../../build/a-team.ts";
import { chooseByObjects } from "../../build/choice-by-objects.ts";
import { runs } from "../../build/runs.ts";

const now = "2026-11-02T15:00:00.000Z";
const pool = "latam-smb";
const ledgersOf = (balances: Balances) => new Map([[pool, balances]]);
const sum = (balances: Balances) => Object.values(balances).reduce((total, balance) => total + balance, 0);

describe("board", () => {
  it("chooses whom filtering and sorting objects would choose", () => {
    fc.assert(
      fc.property(teams, leads, policies, ledgers, instants, (reps, lead, policy, balances, at) => {
        const choice = chooseRep(lead, policy, boardOf(reps, ledgersOf(balances)), at);
        const chosen = choice.kind === "offer" ? choice.offer.repId : undefined;
        expect(chosen).toBe(chooseByObjects(lead, pool, policy, reps, balances, at));
      }),
      runs(200),
    );
  });

  it("ranks the chosen first, and says of everybody else how they ranked or why they are left out", () => {
    fc.assert(
      fc.property(teams, leads, policies, ledgers, instants, (reps, lead, policy, balances, at) => {
        const board = boardOf(reps, ledgersOf(balances));
        const choice = chooseRep(lead, policy, board, at);
        const [ranking] = rankings(lead, policy, board, at, choice, Number.POSITIVE_INFINITY).pools;
        const members = reps.filter(({ pools }) => pools[pool] !== undefined).map(({ id }) => id);
        const told = [...(ranking?.candidates ?? []), ...(ranking?.leftOut ?? [])].map(({ repId }) => repId);
        expect(told.toSorted()).toEqual(members.toSorted());
        if (choice.kind === "offer") expect(ranking?.candidates[0]?.repId).toBe(choice.offer.repId);
        else expect(ranking?.candidates).toEqual([]);
      }),
      runs(100),
    );
  });

  it("charges the ledger of a simulation as the ledger of the tables would be", () => {
    fc.assert(
      fc.property(teams, fc.array(leads, { maxLength: 20 }), ledgers, (reps, many, before) => {
        const balances = { ...before, "rep-0": (before["rep-0"] ?? 0) - sum(before) };
        const policy = aPolicy({ attempts: 9 });
        const board = boardOf(reps, ledgersOf(balances));
        let kept: Balances = balances;
        for (const lead of many) {
          const choice = chooseRep(lead, policy, board, now);
          if (choice.kind !== "offer" || !choice.charge) continue;
          const { candidates } = rankings(lead, policy, board, now, choice, 99).pools[0] ?? { candidates: [] };
          kept = charge(
            kept,
            candidates.toSorted((a, b) => (a.repId < b.repId ? -1 : 1)),
            choice.offer.repId,
          );
          applyOffer(board, choice);
          expect(balancesOf(board, pool)).toEqual(kept);
          expect(sum(kept)).toBe(0);
        }
      }),
      runs(50),
    );
  });

  it("counts open leads up and down, and never takes a rep past their capacity", () => {
    const reps = ["ana", "beto"].map((id) => aRep({ id, capacity: 2 }));
    const board = boardOf(reps, new Map());
    const next = () => {
      const choice = chooseRep(aLead({ status: "ready" }), aPolicy(), board, now);
      if (choice.kind === "offer") applyOffer(board, choice);
      return choice.kind === "offer" ? choice.offer.repId : choice.kind;
    };
    expect(Array.from({ length: 5 }, next)).toEqual(["ana", "beto", "ana", "beto", "wait"]);
    releasePlace(board, { repId: "beto" });
    expect([next(), next()]).toEqual(["beto", "wait"]);
    expect(reps.map(({ openLeads }) => openLeads)).toEqual([0, 0]);
  });

  it("takes places from the argument beside the roster, and offers nothing to reps without one", () => {
    const reps = ["ana", "beto", "caro"].map((id) => aRep({ id }));
    const places = new Map([
      ["ana", { open: 3, most: 3 }],
      ["beto", { open: 0 }],
      ["caro", { open: 1, most: 5 }],
    ]);
    const board = boardOf(reps, new Map(), { places });
    const choice = chooseRep(aLead({ status: "ready" }), aPolicy(), board, now);
    expect(choice).toMatchObject({ offer: { repId: "caro" } });
    expect(rankings(aLead(), aPolicy(), board, now, choice).pools[0]?.leftOut).toEqual([
      { repId: "ana", because: "full" },
      { repId: "beto", because: "inactive" },
    ]);
  });

  it("keeps the balance of a rep who left the pool", () => {
    const board = boardOf([aRep()], ledgersOf({ zoe: -oneLead, ana: oneLead }));
    const choice = chooseRep(aLead({ status: "ready" }), aPolicy(), board, now);
    if (choice.kind === "offer") applyOffer(board, choice);
    expect(balancesOf(board, pool)).toEqual({ zoe: -oneLead, ana: oneLead });
  });

  it("charges one ledger for pools that share it, as one pool of all of them would", () => {
    const inPools = fc.array(fc.subarray(["a", "b"], { minLength: 1 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(inPools, fc.array(fc.constantFrom("a", "b"), { maxLength: 15 }), (memberships, asked) => {
        const pools = { a: { manager: "marta", ledger: "both" }, b: { manager: "marta", ledger: "both" } };
        const policy = aPolicy({ pools, rules: [], otherwise: { pools: ["a"] } });
        const reps = memberships.map((of, n) =>
          aRep({ id: `rep-${n}`, capacity: 99, pools: Object.fromEntries(of.map((id) => [id, 1])) }),
        );
        const board = boardOf(reps, new Map(), { sharing: sharingIn(policy) });
        let kept: Balances = {};
        for (const id of asked) {
          const lead = aLead({ status: "ready", rule: { rule: "", pools: [id] } });
          const choice = chooseRep(lead, policy, board, now);
          const sharers = reps.filter((rep) => rep.pools[id]).map(({ id: repId }) => ({ repId, weight: 1 }));
          if (choice.kind !== "offer") {
            expect(sharers).toEqual([]);
            continue;
          }
          const owed = claimsOf(kept, sharers);
          // Equal but for the odd billionths of shares, anybody of them may be first.
          expect(owed.get(choice.offer.repId)).toBeGreaterThan(Math.max(...owed.values()) - 1001);
          kept = charge(kept, sharers, choice.offer.repId);
          applyOffer(board, choice);
          expect(balancesOf(board, "a")).toEqual(kept);
          expect(balancesOf(board, "b")).toEqual(kept);
        }
        const both = reps.find((rep) => rep.pools.a && rep.pools.b);
        if (!both) return;
        const owed = withOwed(board, "b", both.id, oneLead);
        expect(balancesOf(owed, "a")).toEqual({ ...kept, [both.id]: (kept[both.id] ?? 0) + oneLead });
        expect(balancesOf(board, "a")).toEqual(kept);
      }),
      runs(100),
    );
  });

  it("goes with the clock from shift to shift, also backwards", () => {
    const board = boardOf([aRep()], new Map());
    const kindAt = (at: string) => chooseRep(aLead({ status: "ready" }), aPolicy(), board, at).kind;
    const times = ["2026-11-02T14:59:59.999Z", now, "2026-11-02T23:59:59.999Z", "2026-11-03T00:00:00.000Z"];
    expect(times.map(kindAt)).toEqual(["wait", "offer", "offer", "wait"]);
    expect(times.toReversed().map(kindAt)).toEqual(["wait", "offer", "offer", "wait"]);
  });
});

describe("a changed board", () => {
  const changes = fc.constantFrom<Partial<Omit<RepState, "id" | "pools">>>(
    { openLeads: 0 },
    { openLeads: 9, capacity: 3 },
    { active: true },
    { active: false },
    { languages: [], products: [] },
    { shifts: [{ weekday: 1, start: 0, end: 1440 }], daysOff: [] },
  );

  it("decides like a new board with that rep changed, and does not change the original", () => {
    fc.assert(
      fc.property(teams, leads, policies, ledgers, changes, instants, (reps, lead, policy, balances, change, at) => {
        const [first] = reps;
        if (!first) return;
        const board = boardOf(reps, ledgersOf(balances));
        const before = chooseRep(lead, policy, board, at);
        const changed = withRep(board, first.id, change);
        const rebuilt = boardOf([{ ...first, ...change }, ...reps.slice(1)], ledgersOf(balances));
        expect(chooseRep(lead, policy, changed, at)).toEqual(chooseRep(lead, policy, rebuilt, at));
        expect(chooseRep(lead, policy, board, at)).toEqual(before);
        expect(repOnBoard(changed, first.id)).toMatchObject(change);
      }),
      runs(100),
    );
  });

  it("owes a member more, and nobody else", () => {
    const board = boardOf([aRep(), aRep({ id: "beto" })], new Map());
    expect(balancesOf(board, pool)).toEqual({});
    const owed = withOwed(board, pool, "beto", oneLead);
    expect(balancesOf(board, pool)).toEqual({});
    expect(balancesOf(owed, pool)).toEqual({ beto: oneLead });
    expect(chooseRep(aLead({ status: "ready" }), aPolicy(), owed, now)).toMatchObject({ offer: { repId: "beto" } });
    expect(balancesOf(withOwed(board, pool, "zoe", oneLead), pool)).toEqual({});
  });
});
