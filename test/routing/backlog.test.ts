import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reserveOnBoard, retryAt } from "../../routing/backlog.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { priorities } from "../../routing/lead/lead.ts";
import { turnOrder, waitKeyOf } from "../../routing/offers/turn-order.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";

const now = "2026-11-02T16:00:00.000Z";
const minutes = (count: number) => Date.parse(now) + count * 60_000;
const waits = (id: string, overrides: Parameters<typeof aLead>[0] = {}) =>
  aLead({ id, status: "waiting", waitingSince: now, rule: { rule: "Mexico", pools: ["latam-smb"] }, ...overrides });

describe("the order of the backlog", () => {
  it("is by priority, then by arrival, in whatever order the leads come", () => {
    const some = fc.record({
      id: fc.uuid(),
      level: fc.constantFrom(...priorities),
      receivedAt: fc.integer({ min: 0, max: 5 }).map((n) => new Date(minutes(n)).toISOString()),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (leads) => {
        const sorted = leads
          .map(({ id, level, receivedAt }) => aLead({ id, receivedAt, priority: { level, reasons: [] } }))
          .sort((a, b) => (turnOrder(a) < turnOrder(b) ? -1 : 1));
        for (const [n, lead] of sorted.entries()) {
          const next = sorted[n + 1];
          if (!next) continue;
          const [heat, nextHeat] = [lead, next].map(({ priority }) => priorities.indexOf(priority?.level ?? "cold"));
          expect(heat).toBeLessThanOrEqual(nextHeat ?? 0);
          if (heat === nextHeat) expect(lead.receivedAt <= next.receivedAt).toBe(true);
        }
      }),
    );
  });

  it("is equal for leads that differ only in facts that their pools do not need", () => {
    const policy = aPolicy();
    const kind = (facts: object) => waitKeyOf(waits("a", { facts }), policy);
    expect(kind({ industry: "retail", country: "MX" })).toBe(kind({ industry: "mining", country: "PE" }));
    expect(kind({ language: "es" })).not.toBe(kind({ language: "pt" }));
    const choosy = aPolicy({ pools: { "latam-smb": { manager: "marta", needs: ["industry"] } } });
    expect(waitKeyOf(waits("a", { facts: { industry: "retail" } }), choosy)).not.toBe(
      waitKeyOf(waits("a", { facts: { industry: "mining" } }), choosy),
    );
  });
});

describe("whose turn it is", () => {
  it("leaves to the next what those before have not taken", () => {
    const board = boardOf([aRep({ capacity: 2 })], new Map());
    expect(["a", "b", "c"].map((id) => reserveOnBoard(waits(id), aPolicy(), board, now))).toEqual([
      "now",
      "now",
      "not-yet",
    ]);
  });

  it("is decided by the rules as they are now, not by the rule that the lead has", () => {
    const board = () => boardOf([aRep({ pools: { "latam-smb": 1 } })], new Map());
    const pools = { "latam-smb": { manager: "marta" }, empty: { manager: "marta" } };
    const stale = (pool: string) => waits("a", { rule: { rule: "Mexico", rep: "zoe", wait: 600, pools: [pool] } });
    const rules = (pool: string) => aPolicy({ pools, rules: [{ rule: "Mexico", when: {}, pools: [pool] }] });
    const away = boardOf([aRep({ openLeads: 10 })], new Map());
    expect(reserveOnBoard(stale("empty"), rules("latam-smb"), away, now)).toBe("not-yet");
    const free = board();
    expect(reserveOnBoard(stale("empty"), rules("latam-smb"), free, now)).toBe("now");
    expect(free.open[0]).toBe(1);
    const other = board();
    expect(reserveOnBoard(stale("latam-smb"), rules("empty"), other, now)).toBe("now");
    expect(other.open[0]).toBe(0);
  });

  it("leaves places to others where a lead would be shown to several, who have not claimed it yet", () => {
    const board = boardOf([aRep(), aRep({ id: "beto" })], new Map());
    const rounds = aPolicy({ pools: { "latam-smb": { manager: "marta", show_to: 2 } } });
    expect(reserveOnBoard(waits("a"), rounds, board, now)).toBe("now");
    expect([...board.open]).toEqual([0, 0]);
  });

  it("is also theirs whose longest wait is over, who take no place", () => {
    const board = boardOf([aRep({ capacity: 0 })], new Map());
    const old = waits("a", { waitingSince: "2026-10-01T00:00:00.000Z" });
    expect(reserveOnBoard(old, aPolicy(), board, now)).toBe("now");
  });
});

describe("when a lead retries without being woken", () => {
  const until = (count: number) => ({ kind: "wait" as const, until: new Date(minutes(count)).toISOString() });
  const look = (lead: ReturnType<typeof waits>, choice: Parameters<typeof retryAt>[1], policy = aPolicy()) =>
    (Date.parse(retryAt(lead, choice, policy, now)) - Date.parse(now)) / 60_000;

  it("is an hour from now at the soonest, and some minutes after the next shift, each at a time of its own", () => {
    const full = Array.from({ length: 50 }, (_, n) => look(waits(`lead-${n}`), until(15)));
    const shift = Array.from({ length: 50 }, (_, n) => look(waits(`lead-${n}`), until(300)));
    expect([Math.min(...full) >= 60, Math.max(...full) <= 75]).toEqual([true, true]);
    expect([Math.min(...shift) >= 300, Math.max(...shift) <= 315]).toEqual([true, true]);
    expect(new Set(shift).size).toBeGreaterThan(40);
  });

  /** The parts of a quarter of an hour that these ids stand for, in 9973rds. */
  it.each([
    ["", 0],
    ["a", 97],
    ["ab", 97 * 31 + 98],
    ["zzz", ((122 * 31 + 122) * 31 + 122) % 9973],
  ])("is at the minute that its id %j stands for, later than its chance or than an hour from now", (id, part) => {
    const jitter = (part / 9973) * 15;
    // To the millisecond, which is a 60,000th of a minute.
    expect(look(waits(id), until(300))).toBeCloseTo(300 + jitter, 4);
    expect(look(waits(id), until(61))).toBeCloseTo(61 + jitter, 4);
    expect(look(waits(id), until(59))).toBeCloseTo(60 + jitter, 4);
  });

  it("is within the rule's wait only while the rep whom the rule names is waited for, counted from when the wait began", () => {
    const rule = { rule: "Mexico", rep: "ana", wait: 30, pools: ["latam-smb"] };
    const begun = waits("a", { rule, waitingSince: new Date(minutes(-20)).toISOString() });
    expect(look(begun, { ...until(15), waitsFor: "ana" })).toBe(10);
    const patient = waits("a", { rule: { ...rule, wait: 100_000 } });
    expect(look(patient, { ...until(900), waitsFor: "ana" }, aPolicy({ max_wait: "2h" }))).toBe(120);
    const unruly = { ...waits("a"), rule: undefined };
    expect(look(unruly, { ...until(300), waitsFor: "ana" })).toBeGreaterThanOrEqual(300);
  });

  it("is never past the longest wait, nor past the time for the rep whom the rule names", () => {
    expect(look(waits("a"), until(900), aPolicy({ max_wait: "2h" }))).toBe(120);
    const named = waits("a", { rule: { rule: "Mexico", rep: "ana", wait: 30, pools: ["latam-smb"] } });
    expect(look(named, { ...until(15), waitsFor: "ana" })).toBe(30);
    expect(look(named, until(900))).toBeGreaterThan(60);
  });
});
