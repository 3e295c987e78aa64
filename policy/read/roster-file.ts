import { Rep } from "../../routing/reps/rep.ts";
import { type CellIssue, parseTable, type ReadRow, renderTable } from "./csv-file.ts";
import { describeValue, type Problem, suggest } from "./problem.ts";
import type { HolidaysOf } from "./public-holidays.ts";
import { columns } from "./roster-columns.ts";

export type RosterReading = { kind: "roster"; reps: Rep[] } | { kind: "problems"; problems: Problem[] };

/**
 * Parses a roster. Returns the reps, or all problems of the file at once.
 * @param file the name to show in problems
 * @param holidaysOf looks up the public holidays of a place
 * @param pools ids of the policy's pools, for memberships to be checked; undefined without a policy
 */
export function parseRoster(
  text: string,
  file: string,
  holidaysOf: HolidaysOf,
  pools?: readonly string[],
): RosterReading {
  const read = parseTable(text, file, columns, { holidaysOf }, (people) => crossRowIssues(people, pools));
  if ("problems" in read) return { kind: "problems", problems: read.problems };
  return { kind: "roster", reps: read.map(({ fields }) => Rep.parse(fields)) };
}

/** Issues that concern several rows or other files: repeated people, unknown managers and pools, reps without hours. */
function crossRowIssues(people: readonly ReadRow<Rep>[], pools?: readonly string[]): CellIssue[] {
  const managers = people.flatMap(({ fields: rep }) => (rep.role === "manager" && rep.id ? [rep.id] : []));
  const lineOf = new Map<string, number>();
  const twice = (name: "id" | "email", value: string | undefined, line: number): CellIssue[] => {
    if (!value) return [];
    const key = `${name} ${value.toLowerCase()}`;
    const first = lineOf.get(key);
    if (!first) lineOf.set(key, line);
    return first
      ? [
          {
            line,
            name,
            expected: `line ${first} has the same, ${describeValue(value)}; expected one row for each person`,
          },
        ]
      : [];
  };
  return people.flatMap(({ line, fields: rep }): CellIssue[] => {
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
              expected: `no manager has the id ${describeValue(managerId)}${suggest(managerId, managers)}`,
            },
          ]
        : []),
      ...(pools
        ? members
            .filter((pool) => !pools.includes(pool))
            .map((pool) => ({
              line,
              name: "pools",
              expected: `the policy has no pool ${describeValue(pool)}${suggest(pool, pools)}`,
            }))
        : []),
      ...(rep.role === "rep" && rep.shifts?.length === 0
        ? [{ line, name: "hours", expected: "is empty; expected hours such as Mon-Fri 09:00-18:00" }]
        : []),
    ];
  });
}

/** Writes the roster as CSV that parseRoster reads back, with cells escaped so that none is a spreadsheet formula. */
export const renderRoster = (reps: readonly Rep[]): string => renderTable(reps, columns);
