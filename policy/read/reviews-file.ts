import { Review, reviewStates } from "../../routing/reps/review.ts";
import { oneLine } from "../../texts/legible.ts";
import { choice, expect, id } from "./cells.ts";
import { BadCell, type CellIssue, type Column, parseTable, type ReadRow } from "./csv-file.ts";
import { describeValue, type Problem, suggest } from "./problem.ts";

export type ReviewsReading = { kind: "reviews"; reviews: Review[] } | { kind: "problems"; problems: Problem[] };

/**
 * Parses a table of reviews: rep, text, author, source, date, state. Returns them, or all problems of the file at once.
 * @param file the name to show in problems
 * @param today ISO date, after which nobody has said anything
 * @param reps ids of the roster, for the reps to be checked; undefined without a roster
 */
export function parseReviews(text: string, file: string, today: string, reps?: readonly string[]): ReviewsReading {
  const read = parseTable(text, file, columns, { today }, (rows) => crossRowIssues(rows, reps));
  if ("problems" in read) return { kind: "problems", problems: read.problems };
  if (read.length > 0) return { kind: "reviews", reviews: read.map(({ fields }) => Review.parse(fields)) };
  const expected = "holds no review; expected a line for each below the column names";
  return { kind: "problems", problems: [{ file, line: 1, column: 1, path: "", expected }] };
}

/** A text of one line, at most so many characters long. */
const line =
  (most: number) =>
  (cell: string): string => {
    const text = oneLine(cell);
    if (text === "") throw new BadCell("holds nothing that can be read");
    if (text.length > most) throw new BadCell(`expected at most ${most} characters, found ${text.length}`);
    return text;
  };

function date(cell: string, { today }: { today: string }): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(cell) ? new Date(`${cell}T00:00:00Z`) : undefined;
  const exists = day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(cell);
  expect(exists, "a day such as 2026-11-24", cell);
  expect(cell <= today, `no day after today, ${today}`, cell);
  return cell;
}

const columns: readonly Column<Review, { today: string }>[] = [
  { name: "rep", field: "repId", required: true, read: id, write: ({ repId }) => repId },
  { name: "text", field: "text", required: true, read: line(600), write: ({ text }) => text },
  { name: "author", field: "author", required: true, read: line(80), write: ({ author }) => author },
  { name: "source", field: "source", required: true, read: line(80), write: ({ source }) => source },
  { name: "date", field: "date", required: true, read: date, write: ({ date }) => date },
  {
    name: "state",
    field: "state",
    read: (cell) => (cell === "" ? "pending" : choice(reviewStates)(cell)),
    write: ({ state }) => state,
  },
];

/** Issues that concern several rows or the roster: the same review twice, reps who are not there. */
function crossRowIssues(rows: readonly ReadRow<Review>[], reps?: readonly string[]): CellIssue[] {
  const lineOf = new Map<string, number>();
  return rows.flatMap(({ line, fields: { repId, text, author, date } }): CellIssue[] => {
    const key = [repId, text, author, date].join("\n");
    const first = lineOf.get(key);
    lineOf.set(key, first ?? line);
    const stranger = repId !== undefined && reps !== undefined && !reps.includes(repId);
    return [
      ...(first !== undefined && text !== undefined
        ? [{ line, name: "text", expected: `line ${first} is the same review; expected one row for each` }]
        : []),
      ...(stranger
        ? [{ line, name: "rep", expected: `the roster has no ${describeValue(repId)}${suggest(repId, reps)}` }]
        : []),
    ];
  });
}
