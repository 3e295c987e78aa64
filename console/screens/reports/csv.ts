import papa from "papaparse";
import type { View } from "../../../reports/views/view.ts";

/** The rows of a table as CSV: numbers where they are such, and no cell that a spreadsheet takes for a formula. */
export function csvOf({ head, rows }: Pick<View, "head" | "rows">): string {
  const data = rows.map((row) => row.map(({ text, value }) => value ?? text));
  return papa.unparse({ fields: [...head], data }, { escapeFormulae: true });
}
