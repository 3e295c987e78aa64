import { describe, expect, it } from "vitest";
import { applyOffer, balancesOf, boardOf, releasePlace } from "../../../routing/choice/board.ts";
import { chooseRep } from "../../../routing/choice/choose-rep.ts";
import { rankings } from "../../../routing/explain/rankings.ts";
import type { Lead } from "../../../routing/lead/lead.ts";
import type { RepState } from "../../../routing/reps/rep.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const weekdays = [1, 2, 3, 4, 5];
const shifts = (from: number, to: number) => weekdays.map((weekday) => ({ weekday, start: from * 60, end: to * 60 }));
const rep = (id: string, from: number, to: number, more: Partial<RepState> = {}) =>
  aRep({ id, timeZone: "UTC", shifts: shifts(from, to), capacity: 999, ...more });
const policyWith = (pool: object) => aPolicy({ pools: { "latam-smb": { manager: "marta", ...pool } } });
const ready = (more: Partial<Lead> = {}) =>
  aLead({ status: "ready", rule: { rule: "Mexico", pools: ["latam-smb"] }, ...more } as never);

/** How many leads each has after two weeks with one every fifty minutes, and the sum of the ledger. */
function twoWeeks(pool: object, reps: readonly RepState[]) {
  const policy = policyWith(pool);
  const board = boardOf(reps, new Map());
  const counts: Record<string, number> = {};
  for (let at = Date.parse("2026-11-02T00:00:00Z"); at < Date.parse("2026-11-16T00:00:00Z"); at += 50 * 60_000) {
    const now = new Date(at).toISOString();
    const choice = chooseRep(ready(), policy, board, now);
    if (choice.kind !== "offer") continue;
    const [first] = rankings(ready(), policy, board, now, choice).pools[0]?.candidates ?? [];
    expect(first?.repId).toBe(choice.offer.repId);
    applyOffer(board, choice);
    expect(Object.values(balancesOf(board, "latam-smb")).reduce((sum, balance) => sum + balance, 0)).toBe(0);
    releasePlace(board, choice.offer);
    counts[choice.offer.repId] = (counts[choice.offer.repId] ?? 0) + 1;
  }
  return counts;
}

describe("a pool with equal counts", () => {
  const offices = [rep("max", 7, 17), rep("tess", 8, 18)];

  it("gives both offices as many, although one opens an hour earlier", () => {
    const { max = 0, tess = 0 } = twoWeeks({ fairness: "equal-counts" }, offices);
    expect([Math.abs(max - tess) <= 1, max + tess > 100]).toEqual([true, true]);
    const early = twoWeeks({}, [rep("max", 7, 17), rep("tess", 12, 18)]);
    expect((early.max ?? 0) - (early.tess ?? 0)).toBeGreaterThan(20);
  });

  it("gives by weight, and more to whoever was missing for less than four days", () => {
    const { max = 0, tess = 0 } = twoWeeks({ fairness: "equal-counts" }, [
      rep("max", 7, 17, { pools: { "latam-smb": 2 } }),
      rep("tess", 8, 18, { daysOff: ["2026-11-04"] }),
    ]);
    expect(Math.abs(max - 2 * tess)).toBeLessThanOrEqual(3);
  });

  it("owes nothing for a long absence but its last days", () => {
    const daysOff = Array.from({ length: 11 }, (_, n) => `2026-11-${String(n + 2).padStart(2, "0")}`);
    const { max = 0, tess = 0 } = twoWeeks({ fairness: "equal-counts" }, [
      rep("max", 7, 17),
      rep("tess", 7, 17, { daysOff }),
    ]);
    expect(tess).toBeGreaterThan(0);
    expect(max - tess).toBeGreaterThan(60);
  });
});

describe("a pool whose hours are any", () => {
  const saturday = "2026-11-07T12:00:00.000Z";

  it("offers at the weekend, and lets the time to answer begin with the next shift", () => {
    const choose = (pool: object) =>
      chooseRep(ready(), policyWith(pool), boardOf([rep("max", 7, 17)], new Map()), saturday);
    expect(choose({}).kind).toBe("wait");
    expect(choose({ hours: "any" })).toMatchObject({
      kind: "offer",
      offer: { repId: "max", expiresAt: expect.stringMatching(/^2026-11-09T0[78]:/) },
    });
  });

  it("offers to the rep whom the rule names as well", () => {
    const lead = ready({ rule: { rule: "Known", rep: "max", wait: 600, pools: ["latam-smb"] } });
    const board = boardOf([rep("max", 7, 17), rep("tess", 0, 24)], new Map());
    expect(chooseRep(lead, policyWith({ hours: "any" }), board, saturday)).toMatchObject({ offer: { repId: "max" } });
  });
});

describe("a lead of a rep whom its rule names", () => {
  const monday = "2026-11-02T12:00:00.000Z";
  const lead = ready({ rule: { rule: "Known", rep: "max", pools: ["latam-smb"] } });
  function charged(pool: object) {
    const board = boardOf([rep("max", 7, 17), rep("tess", 7, 17)], new Map());
    const choice = chooseRep(lead, policyWith(pool), board, monday);
    if (choice.kind !== "offer") throw new Error(choice.kind);
    expect(rankings(lead, policyWith(pool), board, monday, choice)).toEqual({ named: { repId: "max" }, pools: [] });
    applyOffer(board, choice);
    return balancesOf(board, "latam-smb");
  }

  it("costs nothing, or a turn where the pool counts it", () => {
    expect(charged({})).toEqual({});
    expect(charged({ named_leads: "count" })).toEqual({ max: -500_000_000, tess: 500_000_000 });
  });
});
