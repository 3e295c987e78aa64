import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { Rep } from "../routing/rep.ts";
import { found, inFileOrder, type Problem, suggest } from "./problem.ts";
import { BadCell, type Column, columns } from "./roster-columns.ts";
import { BadHours } from "./working-hours.ts";

export type RosterReading = { kind: "roster"; reps: Rep[] } | { kind: "problems"; problems: Problem[] };

/** Reads and checks a roster; all its problems at once. `pools` are those that the policy knows, when there is one. */
export function readRosterFile(file: string, pools?: readonly string[]): RosterReading {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const expected =
      error instanceof TypeError
        ? "is not UTF-8 text; in a spreadsheet program save it as “CSV UTF-8”"
        : "cannot be read; is the name right?";
    return { kind: "problems", problems: [{ file, line: 1, column: 1, path: "", expected }] };
  }
  return parseRoster(text, file, pools);
}

interface Row {
  line: number;
  cells: string[];
}

/** Rows with the line on which each begins; a quoted cell may hold line breaks. Spreadsheets may part cells by ; too. */
function rowsOf(text: string): Row[] {
  const header = text.slice(0, text.search(/\r?\n|$/));
  const delimiter = [",", ";", "\t"]
    .map((mark) => ({ mark, count: header.split(mark).length }))
    .sort((a, b) => b.count - a.count)[0]?.mark;
  const rows: Row[] = [];
  let begin = 0;
  let line = 1;
  Papa.parse<string[]>(text, {
    delimiter: delimiter ?? ",",
    step: ({ data, meta }) => {
      rows.push({ line, cells: data });
      line += text.slice(begin, meta.cursor).split("\n").length - 1;
      begin = meta.cursor;
    },
  });
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
}

/** A cell as its author means it: without the apostrophe that keeps a spreadsheet from reading it as a formula. */
const plain = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, "");

/** Checks the text of a roster. `file` is the name that the problems carry. */
export function parseRoster(text: string, file: string, pools?: readonly string[]): RosterReading {
  const problems: Problem[] = [];
  const [header, ...rows] = rowsOf(text.replace(/^\uFEFF/, ""));
  const minds = (line: number, column: number, path: string, expected: string): void => {
    problems.push({ file, line, column: Math.max(1, column), path, expected });
  };
  if (!header) minds(1, 1, "", "the file is empty; expected a line of column names");
  const names = (header?.cells ?? []).map((cell) => cell.trim().toLowerCase().replaceAll(/\s+/g, "_"));
  const known = columns.map(({ name }) => name);
  for (const [n, name] of names.entries()) {
    if (name && !known.includes(name)) minds(1, n + 1, "", `unknown column "${name}"${suggest(name, known)}`);
    if (name && names.indexOf(name) < n) minds(1, n + 1, "", `the column "${name}" stands twice; expected it once`);
  }
  for (const { name, required } of columns) {
    if (header && required && !names.includes(name)) minds(1, 1, "", `the column "${name}" is missing`);
  }
  if (problems.length > 0) return { kind: "problems", problems: inFileOrder(problems) };

  const place = (name: string): number => names.indexOf(name) + 1;
  const people = rows.map(({ line, cells }) => {
    const extra = cells.findIndex((cell, n) => n >= names.length && cell.trim() !== "");
    if (extra >= 0) {
      minds(
        line,
        extra + 1,
        "",
        `expected ${names.length} cells, found ${cells.length}; a cell that holds a comma needs quotes`,
      );
      return { line, rep: {} };
    }
    const fields = columns.map((column) => {
      const cell = plain(cells[place(column.name) - 1] ?? "");
      return [
        column.field,
        readCell(column, cell, (expected) => minds(line, place(column.name), column.name, expected)),
      ];
    });
    return { line, rep: Object.fromEntries(fields.filter(([, value]) => value !== undefined)) as Partial<Rep> };
  });
  for (const { line, name, expected } of togetherComplaints(people, pools)) minds(line, place(name), name, expected);
  if (problems.length > 0) return { kind: "problems", problems: inFileOrder(problems) };
  return { kind: "roster", reps: people.map(({ rep }) => Rep.parse(rep)) };
}

function readCell({ required, read }: Column, cell: string, minds: (expected: string) => void): unknown {
  if (required && cell === "") {
    minds("is empty; expected a value");
    return undefined;
  }
  try {
    return read(cell);
  } catch (error) {
    if (!(error instanceof BadCell || error instanceof BadHours)) throw error;
    minds(error.message);
    return undefined;
  }
}

interface Minded {
  line: number;
  name: string;
  expected: string;
}

/** What is wrong between the rows: the same person twice, managers and pools that do not exist, reps without either. */
function togetherComplaints(people: { line: number; rep: Partial<Rep> }[], pools?: readonly string[]): Minded[] {
  const managers = people.flatMap(({ rep }) => (rep.role === "manager" && rep.id ? [rep.id] : []));
  const lineOf = new Map<string, number>();
  const twice = (name: "id" | "email", value: string | undefined, line: number): Minded[] => {
    if (!value) return [];
    const key = `${name} ${value.toLowerCase()}`;
    const first = lineOf.get(key);
    if (!first) lineOf.set(key, line);
    return first
      ? [{ line, name, expected: `line ${first} has the same, ${found(value)}; expected one row for each person` }]
      : [];
  };
  return people.flatMap(({ line, rep }): Minded[] => {
    const { managerId } = rep;
    const members = Object.keys(rep.pools ?? {});
    return [
      ...twice("id", rep.id, line),
      ...twice("email", rep.email, line),
      ...(managerId && !managers.includes(managerId)
        ? [
            {
              line,
              name: "manager",
              expected: `no manager has the id ${found(managerId)}${suggest(managerId, managers)}`,
            },
          ]
        : []),
      ...(pools
        ? members
            .filter((pool) => !pools.includes(pool))
            .map((pool) => ({
              line,
              name: "pools",
              expected: `the policy has no pool ${found(pool)}${suggest(pool, pools)}`,
            }))
        : []),
      ...(rep.role === "rep" && rep.pools && members.length === 0
        ? [{ line, name: "pools", expected: "is empty; expected the pools that the rep works in" }]
        : []),
      ...(rep.role === "rep" && rep.shifts?.length === 0
        ? [{ line, name: "hours", expected: "is empty; expected hours such as Mon-Fri 09:00-18:00" }]
        : []),
    ];
  });
}

/** The roster as CSV, such that parseRoster reads the same reps. No cell is a formula to a spreadsheet program. */
export function renderRoster(reps: readonly Rep[]): string {
  const rows = reps.map((rep) => columns.map((column) => column.write(rep)));
  return `${Papa.unparse({ fields: columns.map(({ name }) => name), data: rows }, { escapeFormulae: true, newline: "\n" })}\n`;
}
