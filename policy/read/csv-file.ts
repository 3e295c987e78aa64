import Papa from "papaparse";
import { eachRow, type Row, withoutFormulaQuote } from "./csv-rows.ts";
import { inFileOrder, type Problem, suggest } from "./problem.ts";

/** Thrown by a cell's reader; the message says what was expected. */
export class BadCell extends Error {
  override readonly name = "BadCell";
}

/**
 * A column of a CSV table: the field that it fills, and how its cells are read and written. `Known` is context that
 * readers need, such as the function that looks up public holidays.
 */
export interface Column<Thing, Known = unknown> {
  name: string;
  field: keyof Thing;
  /** The cell may not be empty. */
  required?: boolean;
  /** The content is a secret and is not shown when changes are listed. */
  secret?: boolean;
  /** @throws BadCell */
  read: (cell: string, known: Known) => unknown;
  write: (thing: Thing) => string;
}

/** One line of a file, with the fields that could be read. */
export interface ReadRow<Thing> {
  line: number;
  fields: Partial<Thing>;
}

/** The rows of a CSV text that are not empty. */
function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  eachRow(text, (row) => rows.push(row));
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
}

/** Something wrong with one cell, by its line (from 1) and the name of its column. */
export interface CellIssue {
  line: number;
  name: string;
  expected: string;
}

/**
 * Reads a table whose first line has the names of its columns. Returns the rows, or all problems at once.
 * @param file the name to show in problems
 * @param crossRow finds issues between rows, after each row was read
 */
export function parseTable<Thing, Known>(
  text: string,
  file: string,
  columns: readonly Column<Thing, Known>[],
  known: Known,
  crossRow: (rows: readonly ReadRow<Thing>[]) => CellIssue[],
): ReadRow<Thing>[] | { problems: Problem[] } {
  const problems: Problem[] = [];
  const [header, ...rows] = rowsOf(text);
  const report = (line: number, column: number, path: string, expected: string): void => {
    problems.push({ file, line, column: Math.max(1, column), path, expected });
  };
  if (!header) report(1, 1, "", "the file is empty; expected a line of column names");
  const names = (header?.cells ?? []).map((cell) => cell.trim().toLowerCase().replaceAll(/\s+/g, "_"));
  const columnNames = columns.map(({ name }) => name);
  for (const [n, name] of names.entries()) {
    if (name && !columnNames.includes(name))
      report(1, n + 1, "", `unknown column "${name}"${suggest(name, columnNames)}`);
    if (name && names.indexOf(name) < n) report(1, n + 1, "", `the column "${name}" stands twice; expected it once`);
  }
  for (const { name, required } of columns) {
    if (header && required && !names.includes(name)) report(1, 1, "", `the column "${name}" is missing`);
  }
  if (problems.length > 0) return { problems: inFileOrder(problems) };

  const place = (name: string): number => names.indexOf(name) + 1;
  const things = rows.map(({ line, cells }): ReadRow<Thing> => {
    const extra = cells.findIndex((cell, n) => n >= names.length && cell.trim() !== "");
    if (extra >= 0) {
      const expected = `expected ${names.length} cells, found ${cells.length}; a cell that holds a comma needs quotes`;
      report(line, extra + 1, "", expected);
      return { line, fields: {} };
    }
    const fields = columns.map((column) => {
      const cell = withoutFormulaQuote(cells[place(column.name) - 1] ?? "");
      const value = readCell(column, cell, known, (expected) =>
        report(line, place(column.name), column.name, expected),
      );
      return [column.field, value];
    });
    return { line, fields: Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Partial<Thing> };
  });
  for (const { line, name, expected } of crossRow(things)) report(line, place(name), name, expected);
  return problems.length > 0 ? { problems: inFileOrder(problems) } : things;
}

function readCell<Thing, Known>(
  { required, read }: Column<Thing, Known>,
  cell: string,
  known: Known,
  report: (expected: string) => void,
): unknown {
  if (required && cell === "") {
    report("is empty; expected a value");
    return undefined;
  }
  try {
    return read(cell, known);
  } catch (error) {
    if (!(error instanceof BadCell)) throw error;
    report(error.message);
    return undefined;
  }
}

/** What a spreadsheet takes for a formula. The library's own pattern lets one that holds a line break pass. */
const formula = /^[=+\-@\t\r]/;

/** Writes the table as CSV that parseTable reads back. Cells are escaped against formula injection in spreadsheets. */
export function renderTable<Thing>(
  things: readonly Thing[],
  columns: readonly Pick<Column<Thing>, "name" | "write">[],
): string {
  const rows = things.map((thing) => columns.map((column) => column.write(thing)));
  const fields = columns.map(({ name }) => name);
  return `${Papa.unparse({ fields, data: rows }, { escapeFormulae: formula, newline: "\n" })}\n`;
}
