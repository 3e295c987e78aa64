import { describe, expect, it } from "vitest";
import {
  applyOffer,
  type Board,
  balancesOf,
  boardOf,
  copyOf,
  type Place,
  poolBoard,
  releasePlace,
  sharersOf,
  usedOf,
  withSameLedger,
} from "../../routing/choice/board.ts";
import { chooseRep } from "../../routing/choice/choose-rep.ts";
import { withRep } from "../../routing/explain/changed-board.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { sharingIn } from "../../routing/ledger/stored-ledger.ts";
import { unused } from "../../routing/reps/capacity.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";

const now = "2026-11-02T15:00:00.000Z";
const pool = "latam-smb";
const limited = { effort: 9, perDay: 9 };
const paused = { since: now, until: "2026-11-03T15:00:00.000Z", because: "asked" as const };
const tomorrow = Date.parse("2026-11-03T15:00:00.000Z");

/** All that a board says of its only rep. */
const stateOf = (board: Board) => ({
  open: board.open[0],
  most: board.most[0],
  pausedUntil: board.pausedUntil[0],
  used: board.used.get(0),
});
const placed = (rep: Partial<RepState>, place: Place) =>
  boardOf([aRep(rep)], new Map(), { places: new Map([["ana", place]]) });

describe("what a board says of a rep", () => {
  const used = { effort: 2, given: { "2026-11-02": 3 } };
  const idle = { effort: 0, given: {} };
  it.each<[string, Board, object]>([
    ["is what the roster says", boardOf([aRep({ openLeads: 2 })], new Map()), { open: 2, most: 10, pausedUntil: 0 }],
    ["is the end of their pause", boardOf([aRep({ paused })], new Map()), { pausedUntil: tomorrow }],
    [
      "is what they have used of limits",
      boardOf([aRep({ ...limited, openEffort: 2, given: used.given })], new Map()),
      { used },
    ],
    ["is that nothing is used of limits", boardOf([aRep(limited)], new Map()), { used: idle }],
    ["is nothing of limits that they have not", boardOf([aRep({ openEffort: 2 })], new Map()), { used: undefined }],
    ["is their place rather than the roster's", placed({ openLeads: 2 }, { open: 4, most: 7 }), { open: 4, most: 7 }],
    ["is the pause of their place", placed({}, { open: 0, most: 7, paused }), { pausedUntil: tomorrow }],
    ["is no pause where their place has none", placed({ paused }, { open: 0, most: 7 }), { pausedUntil: 0 }],
    ["is what their place has used", placed(limited, { open: 0, most: 7, ...used }), { used }],
    ["is not what the roster has used", placed({ ...limited, openEffort: 5 }, { open: 0, most: 7 }), { used: idle }],
    ["is no offers where their place has no capacity", placed({}, { open: 1 }), { open: 1, most: -1 }],
    ["is no offers for who is inactive", placed({ active: false }, { open: 1, most: 7 }), { most: -1 }],
    ["is no offers for a manager", placed({ role: "manager" }, { open: 1, most: 7 }), { most: -1 }],
    [
      "is no offers and nothing used for who has no place beside others",
      boardOf([aRep({ ...limited, paused, openEffort: 5, openLeads: 3 })], new Map(), { places: new Map() }),
      { open: 3, most: -1, pausedUntil: 0, used: idle },
    ],
  ])("%s", (_, board, expected) => {
    expect(stateOf(board)).toMatchObject(expected);
  });

  it("is nothing used of a position that has no limits", () => {
    expect(usedOf(boardOf([aRep()], new Map()), 0)).toBe(unused);
  });
});

describe("an offer on a board", () => {
  const [offer] = anOfferedLead().offers.map((one) => ({ ...one, points: 2, countedIn: ["2026-11-02"] }));
  if (!offer) throw new Error("an offered lead has an offer");

  it("takes a place, its points and its periods, and gives them back", () => {
    const board = boardOf([aRep({ ...limited, openLeads: 1 })], new Map());
    applyOffer(board, { offer });
    expect(stateOf(board)).toMatchObject({ open: 2, used: { effort: 2, given: { "2026-11-02": 1 } } });
    releasePlace(board, { repId: "ana", points: 2 });
    expect(stateOf(board)).toMatchObject({ open: 1, used: { effort: 0, given: { "2026-11-02": 1 } } });
    releasePlace(board, { repId: "ana", countedIn: ["2026-11-02"] });
    expect(stateOf(board).open).toBe(0);
    expect(usedOf(board, 0).given["2026-11-02"] ?? 0).toBe(0);
  });

  it("takes nothing of limits that there are not, and no place is released twice", () => {
    const board = boardOf([aRep()], new Map());
    const { countedIn: _, ...unlimited } = offer;
    applyOffer(board, { offer: unlimited });
    expect(stateOf(board)).toEqual({ open: 1, most: 10, pausedUntil: 0, used: undefined });
    releasePlace(board, unlimited);
    releasePlace(board, unlimited);
    expect(stateOf(board)).toEqual({ open: 0, most: 10, pausedUntil: 0, used: undefined });
  });

  it("counts as new in the periods of its round where it was claimed from one, else in its own", () => {
    const countedBy = (...given: Parameters<typeof applyOffer>[1][]) => {
      const board = boardOf([aRep({ perDay: 9, perWeek: 9 })], new Map());
      for (const one of given) applyOffer(board, one);
      return usedOf(board, 0).given;
    };
    expect(countedBy({ offer })).toEqual({ "2026-11-02": 1 });
    const round = { countedIn: ["2026-11-02", "2026-W45"] };
    expect(countedBy({ offer: { ...offer, round: 1, countedIn: [] }, round })).toEqual({
      "2026-11-02": 1,
      "2026-W45": 1,
    });
  });

  it("is an error for somebody who is not on the board", () => {
    const board = boardOf([aRep({ id: "beto" })], new Map());
    expect(() => applyOffer(board, { offer })).toThrow('the board has no rep "ana"');
    expect(() => releasePlace(board, { repId: "ana" })).toThrow('the board has no rep "ana"');
  });

  it("says who shares its charge, by weight and in order", () => {
    const reps = [aRep({ id: "caro" }), aRep({ pools: { [pool]: 3 } }), aRep({ id: "beto", pools: { b: 1 } })];
    const sharers = sharersOf(boardOf(reps, new Map()), { pool, eligible: Int32Array.of(0, 1), chosen: 0 });
    expect(sharers).toEqual([
      { repId: "ana", weight: 3 },
      { repId: "caro", weight: 1 },
    ]);
  });
});

describe("the pools that share a ledger", () => {
  const policy = aPolicy({
    pools: { a: { manager: "marta", ledger: "one" }, b: { manager: "marta", ledger: "one" }, c: { manager: "marta" } },
    rules: [],
    otherwise: { pools: ["a"] },
  });
  const reps = [
    aRep({ id: "ana", pools: { a: 1 } }),
    aRep({ id: "beto", pools: { a: 1, b: 1 } }),
    aRep({ id: "zoe", pools: { b: 1 } }),
  ];
  const board = () => boardOf(reps, new Map(), { sharing: sharingIn(policy) });
  const charged = (of: Board) => {
    const choice = chooseRep(aLead({ status: "ready", rule: { rule: "", pools: ["a"] } }), policy, of, now);
    if (choice.kind === "offer") applyOffer(of, choice);
    return of;
  };

  it("are each other's, and a pool's alone that shares with none", () => {
    expect(["a", "b", "c"].map((id) => withSameLedger(board(), id))).toEqual([["a", "b"], ["a", "b"], ["c"]]);
  });

  it("charge their common members in each of them, whether it was asked for before or not", () => {
    for (const asked of [true, false]) {
      const shared = board();
      if (asked) poolBoard(shared, "b");
      charged(shared);
      expect([...poolBoard(shared, "b").balance]).toEqual([oneLead / 2, 0]);
      expect([...poolBoard(shared, "b").changed]).toEqual([1, 0]);
      expect(balancesOf(shared, "b")).toEqual({ ana: -oneLead / 2, beto: oneLead / 2 });
    }
  });
});

describe("the copy of a board", () => {
  it("stays as it is when the board changes, and the board when the copy does", () => {
    const rep = aRep({ ...limited, openLeads: 3 });
    const lead = aLead({ status: "ready" });
    const changed = (board: Board) => {
      const choice = chooseRep(lead, aPolicy(), board, now);
      if (choice.kind === "offer") applyOffer(board, choice);
      board.most[0] = 5;
      board.pausedUntil[0] = tomorrow;
    };
    const told = (board: Board) => [stateOf(board), balancesOf(board, pool)];
    const before = told(boardOf([rep], new Map([[pool, { ana: oneLead }]])));
    for (const first of [true, false]) {
      const board = boardOf([rep], new Map([[pool, { ana: oneLead }]]));
      poolBoard(board, pool);
      const copy = copyOf(board);
      changed(first ? board : copy);
      expect(told(first ? copy : board)).toEqual(before);
      expect(told(first ? board : copy)).not.toEqual(before);
    }
  });

  it("has the columns of another roster where one is given", () => {
    const board = boardOf([aRep({ experience: 1 })], new Map([[pool, { ana: oneLead }]]));
    poolBoard(board, pool);
    const changed = withRep(board, "ana", { experience: 8 });
    expect([...poolBoard(changed, pool).experience]).toEqual([8]);
    expect([...poolBoard(board, pool).experience]).toEqual([1]);
    expect([...poolBoard(copyOf(board), pool).experience]).toEqual([1]);
    expect(balancesOf(changed, pool)).toEqual({ ana: oneLead });
  });
});
