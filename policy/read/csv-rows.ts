import Papa from "papaparse";

/** A row of a CSV file with the line, from 1, on which it begins. */
export interface Row {
  line: number;
  cells: string[];
  /** What is wrong with the row's quotes; undefined if nothing is. */
  broken?: string;
}

/**
 * Gives each row of a CSV text to `take`, empty ones as well. A quoted cell may hold line breaks, so a row may begin
 * many lines after the one before it. What parts the cells is what parts the names in the first line: comma, semicolon
 * or tab; or what a line `sep=;` before them says, as spreadsheet programs write it.
 */
export function eachRow(csv: string, take: (row: Row) => void): void {
  const [whole = "", said] = /^\uFEFF?"?sep=([^"\r\n])"?[ \t,;]*(?:\r?\n|$)/i.exec(csv) ?? [];
  const text = csv.slice(whole.length).replace(/^\uFEFF/, "");
  // The parser says where in the text a row ends, not in which line: that much is counted here.
  let [begin, line] = [0, whole === "" ? 1 : 2];
  Papa.parse<string[]>(text, {
    delimiter: said ?? delimiterOf(text.slice(0, text.search(/\r?\n|$/))),
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
