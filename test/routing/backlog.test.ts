import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reserveOnBoard, retryAt } from "../../routing/backlog.ts";
import { boardOf } from "../../routing/board.ts";
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
  it("is that of heat, then of arrival, however the leads come", () => {
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

  it("takes leads for the same that differ only in what their pools do not ask", () => {
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

  it("is also theirs whose longest wait is over, who take no place", () => {
    const board = boardOf([aRep({ capacity: 0 })], new Map());
    const old = waits("a", { waitingSince: "2026-10-01T00:00:00.000Z" });
    expect(reserveOnBoard(old, aPolicy(), board, now)).toBe("now");
  });
});

describe("when a lead looks again by itself", () => {
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

  it("is never past the longest wait, nor past the time for the rep whom the rule names", () => {
    expect(look(waits("a"), until(900), aPolicy({ max_wait: "2h" }))).toBe(120);
    const named = waits("a", { rule: { rule: "Mexico", rep: "ana", wait: 30, pools: ["latam-smb"] } });
    expect(look(named, { ...until(15), waitsFor: "ana" })).toBe(30);
    expect(look(named, until(900))).toBeGreaterThan(60);
  });
});
