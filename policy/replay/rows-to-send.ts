import type { OwnFact } from "../../routing/facts.ts";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { readFacts } from "../../routing/lead/read-facts.ts";
import { oneLine } from "../../texts/legible.ts";
import { renderTable } from "../read/csv-file.ts";
import { eachRow, withoutFormulaQuote } from "../read/csv-rows.ts";
import type { Problem } from "../read/problem.ts";
import { type Columns, recordOf } from "./lead-columns.ts";
import { headerOf } from "./lead-csv.ts";

/** A row of a file that becomes a lead, by the names of facts. `id` is what the file calls it. */
export interface RowToSend {
  line: number;
  id?: string;
  posted: Record<string, string>;
  cells: readonly string[];
}

/** A row that becomes none, and why. */
export interface Reject {
  line: number;
  reason: string;
  cells: readonly string[];
}

export interface RowsToSend {
  names: readonly string[];
  rows: RowToSend[];
  rejects: Reject[];
  /** Sentences about how the file was read. */
  notes: string[];
}

/** What a file of past leads has beside facts: of an import they say nothing, since its leads come now. */
const beside = ["received_at", "outcome", "closed_at", "owner", "owner_by"];

/**
 * Reads the leads of a CSV text that are to be taken now, as its columns are called in three languages or by the mapping. Rows
 * without a name or an address are rejects; of others what cannot be read goes on as it was written, as in a form. What
 * is wrong with the header is a problem of the file.
 * @param file the name to show in problems
 */
export function rowsToSend(
  text: string,
  file: string,
  options: { language: LeadFacts["language"]; own: readonly OwnFact[]; mapping?: Readonly<Record<string, string>> },
): RowsToSend | { problems: Problem[] } {
  const { language, own, mapping } = options;
  const problems: Problem[] = [];
  const read: RowsToSend = { names: [], rows: [], rejects: [], notes: [] };
  let columns: Columns | undefined;
  eachRow(text, ({ line, cells, broken }) => {
    if (cells.every((cell) => cell.trim() === "")) return;
    if (!columns) {
      read.names = cells.map((cell) => oneLine(cell.trim()));
      const report = (path: string, expected: string) => problems.push({ file, line, column: 1, path, expected });
      columns = headerOf(read.names, mapping, report, read.notes, own);
      if (broken) report("", `${broken}; expected quotes in pairs`);
      return;
    }
    const reject = (reason: string) => read.rejects.push({ line, reason, cells });
    const { length } = columns.fields;
    if (broken) return reject(`${broken}; expected quotes in pairs`);
    if (cells.length > length && cells.slice(length).some(Boolean))
      return reject(`expected ${length} cells, found ${cells.length}; a cell that holds a comma needs quotes`);
    const record = recordOf(cells.map(withoutFormulaQuote), columns);
    const lead = readFacts(record, "file", { language }, own);
    if ("misread" in lead)
      return reject(lead.misread.map(({ name, expected }) => `${name}: expected ${expected}`).join("; "));
    const { id } = record;
    const posted = Object.entries(record).flatMap(([name, value]): [string, string][] =>
      name === "id" || beside.includes(name) || typeof value !== "string" || value === "" ? [] : [[name, value]],
    );
    read.rows.push({
      line,
      ...(typeof id === "string" && id !== "" && { id }),
      posted: Object.fromEntries(posted),
      cells,
    });
  });
  const unused = beside.filter((name) => columns?.fields.includes(name));
  if (unused.length > 0) read.notes.push(`Not taken, since the leads come now: ${unused.join(", ")}.`);
  if (!columns)
    problems.push({ file, line: 1, column: 1, path: "", expected: "is empty; expected a line of column names" });
  return problems.length > 0 ? { problems } : read;
}

/** The rejects as CSV: the line, why, and the row as it was, no cell of which a spreadsheet takes for a formula. */
export function renderRejects(names: readonly string[], rejects: readonly Reject[]): string {
  const widest = Math.max(names.length, ...rejects.map(({ cells }) => cells.length));
  return renderTable(rejects, [
    { name: "line", write: ({ line }) => String(line) },
    { name: "reason", write: ({ reason }) => reason },
    ...Array.from({ length: widest }, (_, n) => ({
      name: names[n] || `column ${n + 1}`,
      write: ({ cells }: Reject) => cells[n] ?? "",
    })),
  ]);
}
