import Papa from "papaparse";

/** A row of a CSV file with the line, from 1, on which it begins. */
export interface Row {
  line: number;
  cells: string[];
  /** What is wrong with the row's quotes; undefined if nothing is. */
  broken?: string;
}

/**
 * Calls `take` with each row of a CSV text, empty rows included. Quoted cells may contain line breaks. The delimiter is the
 * most frequent of comma, semicolon and tab in the first line.
 */
export function eachRow(csv: string, take: (row: Row) => void): void {
  const text = csv.replace(/^\uFEFF/, "");
  // The parser reports the offset at which a row ends, but not its line, so line breaks are counted here.
  let [begin, line] = [0, 1];
  Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text.slice(0, text.search(/\r?\n|$/))),
    step: ({ data, errors, meta }) => {
      const broken = errors.find(({ type }) => type === "Quotes")?.message;
      take({ line, cells: data, ...(broken !== undefined && { broken }) });
      line += text.slice(begin, meta.cursor).split("\n").length - 1;
      begin = meta.cursor;
    },
  });
}

const delimiterOf = (header: string): string => {
  const marks = [",", ";", "\t"].map((mark) => ({ mark, count: header.split(mark).length }));
  return marks.sort((a, b) => b.count - a.count)[0]?.mark ?? ",";
};

/** The trimmed cell, without the apostrophe that keeps a spreadsheet from taking it for a formula. */
export const withoutFormulaQuote = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, "");
