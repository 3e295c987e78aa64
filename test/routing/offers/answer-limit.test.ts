import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Reassigned, reassignmentOf, remembering } from "../../../routing/ledger/reassigned.ts";
import { answerLimit } from "../../../routing/offers/answer-limit.ts";
import { aLead, anOfferedLead } from "../../build/a-lead.ts";
import { aRep } from "../../build/a-rep.ts";
import { runs } from "../../build/runs.ts";

const learns = { from: "reassignments" as const, at_least: 5, at_most: 30 };
const remembered = (...minutes: number[]): Reassigned =>
  minutes.reduce<Reassigned>((known, took) => remembering(known, { priority: "hot", minutes: took }), {});

describe("how long a rep has to answer", () => {
  it("is what the policy says, whatever was reassigned", () => {
    expect(answerLimit(15, remembered(1, 1, 1).hot)).toEqual({ minutes: 15 });
  });

  it("is the mean time to reassignment where the policy learns it, in which the longest counts as ten", () => {
    expect(answerLimit(learns, undefined)).toEqual({ minutes: 30, of: 0 });
    expect(answerLimit(learns, remembered(...Array(10).fill(10)).hot)).toEqual({ minutes: 20, of: 10 });
    expect(answerLimit(learns, remembered(12).warm)).toEqual({ minutes: 30, of: 0 });
  });

  it("never leaves the policy's bounds, and is the mean of the latest fifty at most", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { maxLength: 120 }), (all) => {
        const { hot } = remembered(...all);
        const { minutes, of = -1 } = answerLimit(learns, hot);
        expect(minutes).toBeGreaterThanOrEqual(5);
        expect(minutes).toBeLessThanOrEqual(30);
        expect(of).toBe(Math.min(50, all.length));
        if (all.length <= 50) expect(hot?.minutes ?? 0).toBe(all.reduce((sum, one) => sum + one, 0));
      }),
      runs(200),
    );
    expect(answerLimit(learns, remembered(...Array(500).fill(100)).hot).minutes).toBe(30);
    expect(answerLimit(learns, remembered(...Array(500).fill(0)).hot).minutes).toBe(5);
    // Two hundred slow ones are forgotten after as many quick ones.
    expect(answerLimit(learns, remembered(...Array(200).fill(100), ...Array(200).fill(0)).hot).minutes).toBeLessThan(8);
  });
});

describe("a reassignment", () => {
  const offered = anOfferedLead().offers[0];
  const lead = (outcome: "declined" | "lapsed" | "accepted" | "handed-on", more: object = {}) =>
    aLead({
      priority: { level: "warm", reasons: [] },
      offers: offered ? [{ ...offered, offeredAt: "2026-11-02T23:50:00.000Z", outcome, ...more }] : [],
    });
  // 17:50 in Mexico City; work ends at 18:00 and begins at 9:00.
  const next = "2026-11-03T15:05:00.000Z";

  it("took so much working time of the rep who did not take it", () => {
    for (const outcome of ["declined", "lapsed"] as const)
      expect(reassignmentOf(lead(outcome), aRep(), next)).toEqual({ priority: "warm", minutes: 15 });
  });

  it("is no first offer, none of a round, and none of a lead that somebody had", () => {
    expect(reassignmentOf(aLead(), aRep(), next)).toBeUndefined();
    expect(reassignmentOf(lead("lapsed", { round: 1 }), aRep(), next)).toBeUndefined();
    expect(reassignmentOf(lead("handed-on"), aRep(), next)).toBeUndefined();
    expect(reassignmentOf(lead("declined"), undefined, next)).toBeUndefined();
  });
});
