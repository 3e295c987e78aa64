import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AttributeReader, Vocabulary } from "../../../routing/conditions/attribute-reader.ts";
import { compile, type RangeLeaf, type ValueLeaf } from "../../../routing/conditions/compiled-condition.ts";
import { type Attributes, type Condition, evaluate } from "../../../routing/conditions/condition.ts";
import { type IndexColumn, RangeColumn, ValueColumn } from "../../../routing/conditions/index-columns.ts";
import { RuleRows } from "../../../routing/conditions/rule-rows.ts";
import { runs } from "../../build/runs.ts";

/** Every second rule demands something; the others demand nothing. */
function demandsOf<Leaf extends RangeLeaf | ValueLeaf>(conditions: readonly Condition[]) {
  const vocabulary = new Vocabulary();
  return conditions.map((condition, n) => ({ rule: 2 * n, narrowing: compile(condition, vocabulary) as Leaf }));
}

const leftIn = (column: IndexColumn, rows: RuleRows, rules: number, attributes: Attributes): boolean[] => {
  const row = column.select(new AttributeReader(attributes));
  return Array.from({ length: rules }, (_, rule) => ((rows.bits[row + (rule >> 5)] ?? 0) & (1 << (rule & 31))) !== 0);
};

const expected = (conditions: readonly Condition[], attributes: Attributes): boolean[] =>
  conditions.flatMap((condition) => [evaluate(condition, attributes).holds, true]);

describe("index columns", () => {
  const number = fc.integer({ min: 0, max: 12 });
  const range = fc.oneof(
    fc.record({ at_least: number }),
    fc.record({ above: number, below: number }),
    fc.record({ at_most: number }),
    fc.record({ between: fc.tuple(number, number) }),
    fc.record({ at_least: number, above: number, below: number, at_most: number }),
  );
  const ranges = fc.array(range, { minLength: 1, maxLength: 40, size: "max" });
  const size = fc.oneof(
    number,
    fc.double({ min: -2, max: 14, noNaN: true }),
    fc.constantFrom(undefined, "7", Number.NaN),
  );

  it("leave in exactly the rules whose range a number is in", () => {
    fc.assert(
      fc.property(ranges, size, (tests, found) => {
        const conditions = tests.map((test): Condition => ({ size: test }));
        const demands = demandsOf<RangeLeaf>(conditions);
        const [first] = demands;
        const rows = new RuleRows(2 * tests.length);
        const column = new RangeColumn(rows, (first as (typeof demands)[number]).narrowing.slot, demands);
        expect(column.exact).toBe(true);
        expect(leftIn(column, rows, 2 * tests.length, { size: found })).toEqual(expected(conditions, { size: found }));
      }),
      runs(200),
    );
  });

  const value = fc.constantFrom("BR", "br", "AR", "__proto__", "5", 5, true, "");
  const values = fc.array(fc.oneof(value, fc.array(value, { maxLength: 3 })), {
    minLength: 1,
    maxLength: 40,
    size: "max",
  });
  const found = fc.oneof(value, fc.array(fc.constantFrom("BR", "Br", "AR", "MX", "__proto__", ""), { maxLength: 4 }));

  it("leave in exactly the rules one of whose values a lead has", () => {
    fc.assert(
      fc.property(values, fc.option(found, { nil: undefined }), (tests, country) => {
        const conditions = tests.map((test): Condition => ({ country: test }));
        const demands = demandsOf<ValueLeaf>(conditions);
        const [first] = demands;
        const rows = new RuleRows(2 * tests.length);
        const column = new ValueColumn(rows, (first as (typeof demands)[number]).narrowing.slot, demands);
        expect(column.exact).toBe(true);
        expect(leftIn(column, rows, 2 * tests.length, { country })).toEqual(expected(conditions, { country }));
      }),
      runs(200),
    );
  });
});
