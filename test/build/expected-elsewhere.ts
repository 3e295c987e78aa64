import { describe, expect, it } from "vitest";
import { applyOffer, type Board, boardOf } from "../../routing/choice/board.ts";
import { decideLead } from "../../routing/decide.ts";
import type { Offer } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { aLead } from "./a-lead.ts";
import { aPolicy } from "./a-policy.ts";
import { aRep } from "./a-rep.ts";

// What the tests of other products say that leads come to. Each row is run through Turno: most come to the same, and the
// rows `otherwise` say why ours is another answer.

export const monday = "2026-11-02T15:00:00.000Z";
export const minutes = (after: number) => new Date(Date.parse(monday) + after * 60_000).toISOString();

/** Members of the pool `all` with room for many leads. */
export const team = (...reps: (string | (Partial<RepState> & { id: string }))[]): RepState[] =>
  reps.map((rep) => aRep({ capacity: 999, pools: { all: 1 }, ...(typeof rep === "string" ? { id: rep } : rep) }));
export const rules = (of: object = {}, pool: object = {}): Policy => {
  const pools = { all: { manager: "marta", ...pool } };
  return aPolicy({
    ...{ lanes: [{ lane: "sales", when: {}, action: "route", because: "All" }], attempts: 9, rules: [] },
    ...{ pools, otherwise: { pools: ["all"] }, qualification: {} },
    ...of,
  } as never);
};
export const three = team("ana", "beto", "caro");
export const two = team("ana", "beto");

/** Who a lead goes to, or what becomes of it; it is then theirs on the board. */
export function give(board: Board, policy: Policy, lead: object = {}, at = monday): string {
  const decision = decideLead(aLead(lead as never), policy, board, at);
  if (!("choice" in decision)) return decision.kind;
  if (decision.choice.kind !== "offer") {
    return decision.choice.kind === "escalate" ? decision.choice.cause : decision.choice.kind;
  }
  applyOffer(board, decision.choice);
  return decision.choice.offer.repId;
}
export const on = (reps: readonly RepState[], balances: Record<string, number> = {}) =>
  boardOf(reps, new Map([["all", balances]]));
export const turns = (count: number, policy: Policy, reps: readonly RepState[], lead: object = {}): string[] => {
  const board = on(reps);
  return Array.from({ length: count }, (_, n) => give(board, policy, { id: `lead-${n}`, ...lead }));
};
export const counts = (owners: readonly string[]): string =>
  [...new Set(owners)]
    .sort()
    .map((id) => `${id} ${owners.filter((owner) => owner === id).length}`)
    .join(", ");
export const sizes = (owners: readonly string[]): string =>
  [...Map.groupBy(owners, (id) => id).values()]
    .map(({ length }) => length)
    .sort()
    .join(" ");
export const share = 1_000_000_000;
export const away = { shifts: [{ weekday: 2, start: 600, end: 1080 }] };
export const inTwoPools = (pools: Record<string, object>, of: object = {}) =>
  rules({
    pools: Object.fromEntries(Object.entries(pools).map(([id, pool]) => [id, { manager: "marta", ...pool }])),
    otherwise: { pools: Object.keys(pools) },
    ...of,
  });

export interface Row {
  scenario: string;
  /** What it comes to in Turno. */
  comesTo: unknown;
  run: () => unknown;
  /** What is expected elsewhere, and why ours is another. */
  otherwise?: { expected: string; why: string };
}

/** An offer of the pool `all` to somebody, answered so. */
export const anOffer = (repId: string, outcome: "declined" | "accepted", more: Partial<Offer> = {}): Offer => ({
  ...{
    attempt: 1,
    repId,
    pool: "all",
    offeredAt: monday,
    expiresAt: monday,
    remindAt: [],
    reminded: 0,
    linkHashes: [],
  },
  outcome,
  ...more,
});

/** Runs each row; what is otherwise elsewhere says why. */
export const expectRows = (parts: Readonly<Record<string, readonly Row[]>>) =>
  describe.each(Object.entries(parts))("what users of other products expect: %s", (_, rows) => {
    it.each(rows)("$scenario", ({ run, comesTo, otherwise }) => {
      expect(run()).toEqual(comesTo);
      if (otherwise) expect([otherwise.expected, otherwise.why].every(Boolean)).toBe(true);
    });
  });
