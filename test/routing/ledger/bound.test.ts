import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundOf } from "../../../routing/ledger/bound.ts";
import { type Balances, charge, nextRep, oneLead, type Sharer } from "../../../routing/ledger/ledger.ts";

const members = (...weights: number[]): Sharer[] => weights.map((weight, n) => ({ repId: `rep-${n}`, weight }));

describe("the bound of a ledger", () => {
  it("is half a lead for each other member, whatever their weights, and more where a share is small enough to wait", () => {
    expect(boundOf(members(1, 1, 1)) / oneLead).toBe(1);
    expect(boundOf(members(1, 3, 2)) / oneLead).toBe(1);
    expect(boundOf(members(1, 30, 1)) / oneLead).toBe(1.25);
    expect(boundOf(members(5)) / oneLead).toBe(0);
    expect(boundOf(members(1, 1), 4) / oneLead).toBe(1.5);
  });

  it("is kept by every history of leads, whoever is eligible for which, with any weights", () => {
    const weight = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom(0.1, 40, 128));
    const history = fc.array(weight, { minLength: 2, maxLength: 6 }).chain((weights) =>
      fc.record({
        weights: fc.constant(weights),
        leads: fc.array(fc.array(fc.boolean(), { minLength: weights.length, maxLength: weights.length }), {
          maxLength: 200,
        }),
      }),
    );
    fc.assert(
      fc.property(history, ({ weights, leads }) => {
        const all = members(...weights);
        const most = boundOf(all) + leads.length;
        let balances: Balances = {};
        for (const there of leads) {
          const eligible = all.filter((_, n) => there[n]);
          const next = nextRep(balances, eligible);
          if (next === undefined) continue;
          balances = charge(balances, eligible, next);
          for (const balance of Object.values(balances)) expect(Math.abs(balance)).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 500 },
    );
  });
});
