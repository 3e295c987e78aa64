import type { LeadRow } from "../../reports/row.ts";
import type { Tables } from "./open-tables.ts";

/** All that reports can say: the rows of a month without whose they are, in an order that does not depend on it. */
export async function figuresOf({ rows }: Pick<Tables, "rows">, month = "2026-11"): Promise<string[]> {
  const found: string[] = [];
  for await (const { id: _, rev: __, ...row } of rows.ofMonth(month)) found.push(JSON.stringify(sorted(row)));
  return found.sort();
}

const sorted = (row: Omit<LeadRow, "id" | "rev">): object =>
  Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
