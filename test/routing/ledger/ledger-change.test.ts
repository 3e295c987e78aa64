import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Balances, charge, oneLead } from "../../../routing/ledger/ledger.ts";
import {
  applyChanges,
  changesBetween,
  correctionOf,
  costOf,
  creditOf,
  decay,
  withoutLeavers,
} from "../../../routing/ledger/ledger-change.ts";

const sum = (balances: Balances) => Object.values(balances).reduce((total, balance) => total + balance, 0);
const repIds = ["ana", "beto", "caro", "davi", "elsa", "fito"];
const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
const membersAmong = (ids: readonly string[], least = 1) =>
  fc
    .subarray([...ids], { minLength: least })
    .chain((some) => fc.tuple(...some.map((repId) => weight.map((of) => ({ repId, weight: of })))));
/** Lines that sum to zero. */
const ledgers = fc
  .array(fc.integer({ min: -50 * oneLead, max: 50 * oneLead }), { minLength: 5, maxLength: 5 })
  .map((some): Balances => {
    const last = -some.reduce((total, balance) => total + balance, 0);
    return Object.fromEntries([...some, last].map((balance, n) => [repIds[n] as string, balance]));
  });

describe("an offer's charge", () => {
  it("is credited exactly, whatever else was charged in between", () => {
    fc.assert(
      fc.property(ledgers, membersAmong(repIds), membersAmong(repIds), (before, eligible, others) => {
        const chosen = eligible.at(-1)?.repId ?? "";
        const between = charge(before, others, others[0]?.repId ?? "");
        const charged = charge(charge(before, eligible, chosen), others, others[0]?.repId ?? "");
        const changes = creditOf(costOf(eligible, chosen));
        expect(applyChanges(charged, changes)).toEqual(between);
      }),
    );
  });

  it("decays with the ledger, and only what is left of it is credited", () => {
    const kept = costOf([...repIds.map((repId) => ({ repId, weight: 1 }))], "ana");
    const changes = creditOf(kept, { hours: 24 * 90, halfLife: 90 * 1440 });
    expect(changes.get("ana")).toBeCloseTo((oneLead * 5) / 12, -1);
    expect(sum(Object.fromEntries(changes))).toBe(0);
  });
});

describe("a correction", () => {
  it("gives one rep the amount, which the others give by weight", () => {
    fc.assert(
      fc.property(
        ledgers,
        membersAmong(repIds, 2),
        fc.integer({ min: -9 * oneLead, max: 9 * oneLead }),
        (before, members, by) => {
          const [{ repId } = { repId: "" }, ...others] = members;
          const after = applyChanges(before, correctionOf(repId, by, members) ?? new Map());
          expect((after[repId] ?? 0) - (before[repId] ?? 0)).toBe(by);
          expect(sum(after)).toBe(0);
          const total = others.reduce((all, { weight: of }) => all + of, 0);
          for (const other of others) {
            const gave = (before[other.repId] ?? 0) - (after[other.repId] ?? 0);
            expect(Math.abs(gave - (by * other.weight) / total)).toBeLessThan(1.001);
          }
        },
      ),
    );
  });

  it("needs another member who gives", () => {
    expect(correctionOf("ana", oneLead, [{ repId: "ana", weight: 1 }])).toBeUndefined();
  });
});

describe("a rep who leaves a pool", () => {
  it("has their balance distributed to the remaining members, once", () => {
    fc.assert(
      fc.property(ledgers, membersAmong(repIds), (before, members) => {
        const left = withoutLeavers(before, members);
        if (members.length === repIds.length) expect(left).toBeUndefined();
        else {
          const after = left?.balances ?? {};
          expect(Object.keys(after).every((repId) => members.some((member) => member.repId === repId))).toBe(true);
          expect(sum(after)).toBe(0);
          expect(withoutLeavers(after, members)).toBeUndefined();
          const size = (balances: Balances) => Object.values(balances).reduce((all, one) => all + Math.abs(one), 0);
          expect(size(after)).toBeLessThanOrEqual(size(before));
        }
      }),
    );
  });

  it("leaves twice as much to a member with twice the weight", () => {
    const members = [
      { repId: "beto", weight: 2 },
      { repId: "caro", weight: 1 },
    ];
    const left = withoutLeavers({ ana: 3 * oneLead, beto: -oneLead, caro: -2 * oneLead }, members);
    expect(left?.balances).toEqual({ beto: oneLead, caro: -oneLead });
  });

  it("takes with them only what is theirs, and those who stay get nothing where it comes to zero", () => {
    const members = [{ repId: "caro", weight: 1 }];
    const left = withoutLeavers({ ana: 5, beto: -5, caro: 0, davi: 0 }, members);
    expect(left).toEqual({
      balances: { caro: 0 },
      changes: new Map([
        ["ana", -5],
        ["beto", 5],
      ]),
    });
    const gone = withoutLeavers({ ana: 5, caro: -5 }, members);
    expect(gone).toEqual({
      balances: { caro: 0 },
      changes: new Map([
        ["ana", -5],
        ["caro", 5],
      ]),
    });
    expect(withoutLeavers({ caro: 5 }, members)).toBeUndefined();
    expect(withoutLeavers({}, members)).toBeUndefined();
  });

  it("loses a zero balance without a change, and keeps their balance while the pool has no members", () => {
    const left = withoutLeavers({ ana: 0, beto: 0 }, [{ repId: "beto", weight: 1 }]);
    expect([left?.balances, left?.changes.size]).toEqual([{ beto: 0 }, 0]);
    expect(withoutLeavers({ ana: oneLead, beto: -oneLead }, [])).toBeUndefined();
  });
});

describe("a decayed ledger", () => {
  it("sums to zero, and no balance grows or changes its sign", () => {
    fc.assert(
      fc.property(
        ledgers,
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 1440, max: 1e6 }),
        (before, hours, halfLife) => {
          const after = decay(before, hours, halfLife);
          expect(sum(after)).toBe(0);
          const factor = 2 ** ((-60 * hours) / halfLife);
          for (const [repId, balance] of Object.entries(before)) {
            const left = after[repId] ?? Number.NaN;
            expect(Math.abs(left)).toBeLessThanOrEqual(Math.abs(balance));
            expect(left * balance).toBeGreaterThanOrEqual(0);
            // One part in 2^27 of the running sums, and the rounding of two of them.
            expect(Math.abs(left - balance * factor)).toBeLessThanOrEqual(2 + (600 * oneLead) / 2 ** 27);
          }
        },
      ),
    );
  });

  it("has half of each balance left after its half-life, and all of it at once", () => {
    const before = { ana: 3 * oneLead, beto: -2 * oneLead, caro: -oneLead };
    expect(decay(before, 24, 1440)).toEqual({ ana: 1.5 * oneLead, beto: -oneLead, caro: -oneLead / 2 });
    expect(decay(before, 0, 1440)).toEqual(before);
  });
});

describe("what an offer costs", () => {
  it("is shared by the eligible, one of whom is chosen, and says the weights that are not 1", () => {
    const eligible = [
      { repId: "a", weight: 1 },
      { repId: "b", weight: 3 },
    ];
    const shares = { a: oneLead / 4, b: (oneLead / 4) * 3 };
    expect(costOf(eligible, "a")).toStrictEqual({ chosen: "a", shares, weights: { b: 3 } });
    expect(costOf([{ repId: "a", weight: 1 }], "a")).toStrictEqual({ chosen: "a", shares: { a: oneLead } });
    expect(() => costOf(eligible, "c")).toThrow("one of the eligible");
  });

  it("comes back from those who shared it, and what is left of it where the ledger fades", () => {
    const cost = { chosen: "b", shares: { a: 600_000_000, b: 400_000_000 } };
    expect(Object.fromEntries(creditOf(cost))).toEqual({ a: -600_000_000, b: 600_000_000 });
    const faded = creditOf(cost, { hours: 24, halfLife: 1440 });
    expect(Object.fromEntries(faded)).toEqual({ a: -300_000_000, b: 300_000_000 });
  });
});

describe("a correction's parts", () => {
  it("comes to the same correction in whatever order the members are, with the odd billionth to the first by id", () => {
    const members = ["c", "a", "b"].map((repId) => ({ repId, weight: 1 }));
    for (const order of [members, members.toReversed(), members.toSorted((x, y) => (x.repId < y.repId ? -1 : 1))]) {
      const changes = correctionOf("d", 100, [...order, { repId: "d", weight: 1 }]);
      expect(Object.fromEntries(changes ?? [])).toEqual({ a: -34, b: -33, c: -33, d: 100 });
    }
  });

  it("is taken from the others of a rep who gets nothing, as whole billionths in either direction", () => {
    const members = ["a", "b", "c", "d"].map((repId) => ({ repId, weight: 1 }));
    const parts = (by: number) => Object.fromEntries(correctionOf("d", by, members) ?? []);
    expect(parts(-100)).toEqual({ a: 34, b: 33, c: 33, d: -100 });
    expect(parts(1)).toEqual({ a: -1, b: 0, c: 0, d: 1 });
    expect(correctionOf("d", 5, [])).toBeUndefined();
  });

  it("adds to existing balances, and starts new ones", () => {
    const changes = new Map([
      ["a", 2],
      ["c", -2],
    ]);
    expect(applyChanges({ a: 5, b: -5 }, changes)).toEqual({ a: 7, b: -5, c: -2 });
  });

  it("is what leads from one ledger to the other, line by line", () => {
    const between = changesBetween({ a: 5, b: -5 }, { b: -7, c: 7 });
    expect(Object.fromEntries(between)).toEqual({ a: -5, b: -2, c: 7 });
  });
});
