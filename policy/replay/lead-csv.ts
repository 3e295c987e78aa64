import type { LeadFacts } from "../../routing/lead/lead.ts";
import { eachRow, withoutFormulaQuote } from "../read/csv-rows.ts";
import { fieldNames, type Line, readFields, unknownField } from "./lead-fields.ts";

/** Reads a lead from each row of a CSV text and passes it to `reading`; empty rows are skipped. */
export function csvLeads(
  text: string,
  language: LeadFacts["language"],
  reading: {
    take: (line: Line) => void;
    report: (line: number, path: string, expected: string) => void;
    notes: string[];
  },
): void {
  const report = reading.report.bind(reading);
  let names: string[] | undefined;
  eachRow(text, ({ line, cells, broken }) => {
    if (broken) {
      report(line, "", `${broken}; expected quotes in pairs`);
      return;
    }
    if (cells.every((cell) => cell.trim() === "")) return;
    if (!names) {
      names = cells.map((cell) => cell.trim().toLowerCase().replaceAll(/\s+/g, "_"));
      header(names, report, reading.notes);
      return;
    }
    if (cells.length > names.length && cells.slice(names.length).some(Boolean)) {
      report(line, "", `expected ${names.length} cells, found ${cells.length}; a cell that holds a comma needs quotes`);
      return;
    }
    const record = Object.fromEntries(names.map((name, n) => [name, withoutFormulaQuote(cells[n] ?? "")]));
    reading.take({ line, read: readFields(record, language) });
  });
}

function header(
  names: readonly string[],
  report: (line: number, path: string, expected: string) => void,
  notes: string[],
): void {
  for (const [n, name] of names.entries())
    if (name && names.indexOf(name) < n) report(1, "", `the column "${name}" stands twice; expected it once`);
  const unknown = names.filter((name) => name !== "" && !fieldNames.includes(name));
  if (unknown.length === names.length)
    report(1, "", `no column is known; expected names such as ${fieldNames.slice(0, 6).join(", ")}`);
  else if (unknown.length > 0) notes.push(`Columns that were not read: ${unknown.map(unknownField).join(", ")}`);
}
