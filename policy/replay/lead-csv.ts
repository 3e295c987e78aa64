import type { OwnFact } from "../../routing/facts.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { oneLine } from "../../texts/legible.ts";
import { eachRow, withoutFormulaQuote } from "../read/csv-rows.ts";
import { suggest } from "../read/problem.ts";
import { type Columns, columnsOf, recordOf } from "./lead-columns.ts";
import { fieldNames, type Line, readFields, unknownField } from "./lead-fields.ts";

/** Reads a lead from each row of a CSV text and passes it to `reading`; empty rows are skipped. */
export function csvLeads(
  text: string,
  { language, own }: { language: LeadFacts["language"]; own: readonly OwnFact[] },
  reading: {
    mapping?: Readonly<Record<string, string>> | undefined;
    take: (line: Line) => void;
    report: (line: number, path: string, expected: string) => void;
    notes: string[];
  },
): void {
  const report = reading.report.bind(reading);
  let columns: Columns | undefined;
  eachRow(text, ({ line, cells, broken }) => {
    if (broken) {
      report(line, "", `${broken}; expected quotes in pairs`);
      return;
    }
    if (cells.every((cell) => cell.trim() === "")) return;
    if (!columns) {
      columns = headerOf(
        cells.map((cell) => oneLine(cell.trim())),
        reading.mapping,
        (path, expected) => report(line, path, expected),
        reading.notes,
        own,
      );
      return;
    }
    const { length } = columns.fields;
    if (cells.length > length && cells.slice(length).some(Boolean)) {
      report(line, "", `expected ${length} cells, found ${cells.length}; a cell that holds a comma needs quotes`);
      return;
    }
    const record = recordOf(cells.map(withoutFormulaQuote), columns);
    reading.take({ line, read: readFields(record, language, own) });
  });
}

/** What the columns of a CSV file of leads are read as; says first which of them are read by another name, and which are not read. */
export function headerOf(
  names: readonly string[],
  mapping: Readonly<Record<string, string>> | undefined,
  report: (path: string, expected: string) => void,
  notes: string[],
  own: readonly OwnFact[],
): Columns {
  const known = fieldNames(own);
  const columns = columnsOf(names, known, mapping);
  const { fields, renamed, missing } = columns;
  for (const [n, field] of fields.entries())
    if (field && fields.indexOf(field) < n) report("", `the column "${field}" stands twice; expected it once`);
  for (const name of missing)
    report("", `there is no column "${name}", which is mapped; expected one of ${names.join(", ")}`);
  for (const field of Object.values(mapping ?? {}))
    if (!known.includes(field))
      report("", `a column is mapped to "${field}"; expected a field${suggest(field, known)}`);
  const unread = names.filter((name, n) => name !== "" && fields[n] === undefined);
  if (fields.every((field) => field === undefined))
    report("", `no column is known; expected names such as ${known.slice(0, 6).join(", ")}`);
  else if (unread.length > 0)
    notes.push(`Columns that were not read: ${unread.map((name) => unknownField(name, own)).join(", ")}`);
  if (renamed.length > 0) notes.push(`Columns that were read by another name: ${renamed.join(", ")}`);
  return columns;
}
