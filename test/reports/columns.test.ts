import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf, rowsIn } from "../../reports/columns.ts";
import { LeadRow } from "../../reports/row.ts";
import { aRow } from "../build/a-row.ts";

describe("rows as columns", () => {
  it("are the same rows again, whatever is in them and whatever is not", () => {
    const same = fc.property(fc.array(aRow), (rows) => {
      const sent = JSON.parse(JSON.stringify(columnsOf(rows)));
      expect(rowsIn(sent)).toEqual(rows);
    });
    return fc.assert(same);
  });

  it("have every field that a row can have", () => {
    const [row] = fc.sample(aRow, 1);
    expect(row).toBeDefined();
    const known = { ...columnsOf([]).leads, ...columnsOf([]).parts, receivedAt: [], offers: [], own: {} };
    expect(Object.keys(known).sort()).toEqual(Object.keys(LeadRow.shape).sort());
  });
});
