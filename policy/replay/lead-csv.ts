import { Readable } from "node:stream";
import Papa from "papaparse";
import type { LeadFacts } from "../../routing/lead/lead.ts";
import { fieldNames, type Line, readFields, unknownField } from "./lead-fields.ts";

/** Gives each row of a CSV file, with the line on which it begins; a quoted cell may hold line breaks. */
export function csvRows(
  chunks: AsyncIterable<string>,
  language: LeadFacts["language"],
  reading: {
    take: (line: Line) => void;
    minds: (line: number, path: string, expected: string) => void;
    notes: string[];
  },
): Promise<void> {
  const minds = reading.minds.bind(reading);
  let line = 1;
  let names: string[] | undefined;
  const row = (cells: string[], broken: string | undefined): void => {
    if (broken) {
      minds(line, "", `${broken}; expected quotes in pairs`);
      return;
    }
    if (cells.every((cell) => cell.trim() === "")) return;
    if (!names) {
      names = cells.map((cell) => cell.trim().toLowerCase().replaceAll(/\s+/g, "_"));
      header(names, minds, reading.notes);
      return;
    }
    if (cells.length > names.length && cells.slice(names.length).some(Boolean)) {
      minds(line, "", `expected ${names.length} cells, found ${cells.length}; a cell that holds a comma needs quotes`);
      return;
    }
    const record = Object.fromEntries(names.map((name, n) => [name, plain(cells[n] ?? "")]));
    reading.take({ line, read: readFields(record, language) });
  };
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(Readable.from(chunks), {
      delimitersToGuess: [",", ";", "\t"],
      step: ({ data, errors }, parser) => {
        try {
          row(data, errors.find(({ type }) => type === "Quotes")?.message);
        } catch (error) {
          parser.abort();
          reject(error);
        }
        line += 1 + data.reduce((breaks, cell) => breaks + (cell.split("\n").length - 1), 0);
      },
      complete: () => resolve(),
      error: reject,
    });
  });
}

function header(
  names: readonly string[],
  minds: (line: number, path: string, expected: string) => void,
  notes: string[],
): void {
  for (const [n, name] of names.entries())
    if (name && names.indexOf(name) < n) minds(1, "", `the column "${name}" stands twice; expected it once`);
  const unknown = names.filter((name) => name !== "" && !fieldNames.includes(name));
  if (unknown.length === names.length)
    minds(1, "", `no column is known; expected names such as ${fieldNames.slice(0, 6).join(", ")}`);
  else if (unknown.length > 0) notes.push(`Columns that were not read: ${unknown.map(unknownField).join(", ")}`);
}

/** A cell without the apostrophe that keeps a spreadsheet from reading it as a formula. */
const plain = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, "");
