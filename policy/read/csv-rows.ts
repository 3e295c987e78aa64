import Papa from "papaparse";

/** A row of a CSV file with the line, from 1, on which it begins. */
export interface Row {
  line: number;
  cells: string[];
  /** The error in the row's quotes; undefined if there is none. */
  broken?: string;
}

/**
 * Passes each row of a CSV text to `take`, including empty ones. A quoted cell may contain line breaks, so a row may
 * begin many lines after the previous one. The delimiter is that of the header line: comma, semicolon or tab; or the
 * one in a line `sep=;` before it, which spreadsheet programs write.
 */
export function eachRow(csv: string, take: (row: Row) => void): void {
  const [whole = "", said] = /^\uFEFF?"?sep=([^"\r\n])"?[ \t,;]*(?:\r?\n|$)/i.exec(csv) ?? [];
  const text = csv.slice(whole.length).replace(/^\uFEFF/, "");
  // The parser returns a row's offset but not its line, so lines are counted here.
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

/** The trimmed cell without the apostrophe that prevents a spreadsheet from reading it as a formula. */
export const withoutFormulaQuote = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, "");
