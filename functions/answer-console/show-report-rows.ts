import { columnsOf } from "../../reports/columns.ts";
import type { LeadRow } from "../../reports/row.ts";
import type { Person } from "../../routing/reps/person.ts";
import { type Asked, Unusable } from "../asking-person.ts";
import { type Deps, Versioned } from "./asked.ts";

/**
 * What the reports know of the leads received in a month (`2026-11`, UTC), as columns: a read unit for each 8 KB, so 150 for
 * 4,000 leads, and half a one for somebody who has them already.
 */
export async function showReportRows(
  _: Person,
  { pathParameters }: Asked,
  { reportRows: rows }: Deps,
): Promise<Versioned> {
  const month = pathParameters?.month ?? "";
  if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(month)) throw new Unusable("month: expected one such as 2026-11");
  // Before the rows, so that what changes meanwhile is asked for again.
  const version = await rows.versionOf(month);
  return new Versioned(`${month}.${version}`, async () => {
    const all: LeadRow[] = [];
    for await (const row of rows.ofMonth(month)) all.push(row);
    return { month, columns: columnsOf(all) };
  });
}
