import type { Fact } from "../../routing/facts.ts";
import { countryOf } from "../../routing/lead/read-country.ts";
import { readFact } from "../../routing/lead/read-facts.ts";
import { BadCell } from "./csv-file.ts";
import { countryIssue } from "./policy-conditions.ts";
import { describeValue, oneOf, suggest } from "./problem.ts";

// Readers for the cells of several tables. Each throws a BadCell that says what was expected.

export const expect = (holds: unknown, expected: string, cell: string, options: readonly string[] = []): void => {
  if (!holds) throw new BadCell(`expected ${expected}, found ${describeValue(cell)}${suggest(cell, options)}`);
};

export const id = (cell: string): string => {
  expect(/^[a-z0-9][a-z0-9-]*$/.test(cell), "lower-case letters, digits and hyphens", cell);
  return cell;
};
export const choice =
  (options: readonly string[]) =>
  (cell: string): string => {
    expect(options.includes(cell.toLowerCase()), oneOf(options), cell, options);
    return cell.toLowerCase();
  };

export function country(cell: string): string {
  const code = countryOf(cell);
  if (code === undefined) throw new BadCell(countryIssue(cell) || `expected a country, found ${describeValue(cell)}`);
  return code;
}

/** A reader for a cell with a fact, with the same rules as for leads. */
export const factCell =
  (fact: Fact) =>
  (cell: string): unknown => {
    const read = readFact(fact, cell);
    if (read.kind === "read") return read.value;
    throw new BadCell(`expected ${read.kind === "nothing" ? fact.means : read.expected}, found ${describeValue(cell)}`);
  };

export const optional =
  <T>(read: (cell: string) => T) =>
  (cell: string): T | undefined =>
    cell === "" ? undefined : read(cell);
