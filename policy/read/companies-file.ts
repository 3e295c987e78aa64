import { Account, relations } from "../../routing/company/account.ts";
import { companyDomain, consumerMailDomains } from "../../routing/company/consumer-mail.ts";
import { factTable } from "../../routing/facts.ts";
import { numberText } from "../../routing/lead/read-number.ts";
import { oneLine } from "../../texts/legible.ts";
import { choice, country, expect, factCell, id, optional } from "./cells.ts";
import { BadCell, type CellIssue, type Column, parseTable, type ReadRow, renderTable } from "./csv-file.ts";
import { describeValue, type Problem, suggest } from "./problem.ts";

export type CompaniesReading = { kind: "companies"; accounts: Account[] } | { kind: "problems"; problems: Problem[] };

/**
 * Parses a table of companies. Returns the companies, or all problems of the file at once.
 * @param file the name to show in problems
 * @param reps ids of the roster, for owners to be checked; undefined without a roster
 */
export function parseCompanies(text: string, file: string, reps?: readonly string[]): CompaniesReading {
  const read = parseTable(text, file, columns, undefined, (rows) => crossRowIssues(rows, reps));
  if ("problems" in read) return { kind: "problems", problems: read.problems };
  if (read.length > 0) return { kind: "companies", accounts: read.map(({ fields }) => Account.parse(fields)) };
  const expected = "holds no company; expected a line for each below the column names";
  return { kind: "problems", problems: [{ file, line: 1, column: 1, path: "", expected }] };
}

/** Writes the companies as CSV that parseCompanies reads back. */
export const renderCompanies = (accounts: readonly Account[]): string => renderTable(accounts, columns);

function domain(cell: string): string {
  const name = cell.toLowerCase();
  if (consumerMailDomains.has(name)) {
    throw new BadCell(`expected a company's own domain, found ${describeValue(cell)}, a public mail service`);
  }
  const bare = name.replace(/^[a-z]+:\/\//, "").replace(/^www\.|^.*@|\/.*/gs, "");
  const hint = bare !== name && companyDomain(`x@${bare}`) ? `; did you mean "${bare}"?` : "";
  if (companyDomain(`x@${name}`) !== name) {
    throw new BadCell(`expected a domain such as acme.com, found ${describeValue(cell)}${hint}`);
  }
  return name;
}

const people = (cell: string): unknown => {
  const read = factCell(factTable.size)(cell);
  expect(read !== 0, "a number of people", cell);
  return read;
};
const money = (fact: "value" | "revenue") => optional(factCell(factTable[fact]));
const amount = (value: number | undefined): string => (value === undefined ? "" : numberText(value));
const text =
  (most: number) =>
  (cell: string): string => {
    const line = oneLine(cell);
    if (line.length > most) throw new BadCell(`expected at most ${most} characters, found ${line.length}`);
    return line;
  };

/** `plan=pro; seats=120`: facts that the policy names itself; several values of one are parted by |. */
function attributesIn(cell: string): Record<string, string> {
  const pairs = text(2000)(cell)
    .split(";")
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map((pair): [string, string] => {
      const [, name, value] = /^([a-z][a-z0-9_]*)\s*=\s*(\S.*)$/.exec(pair) ?? [];
      if (name === undefined || value === undefined)
        throw new BadCell(`expected pairs such as plan=pro; seats=120, found ${describeValue(pair)}`);
      return [name, value];
    });
  return Object.fromEntries(pairs);
}

const columns: readonly Column<Account>[] = [
  { name: "domain", field: "domain", required: true, read: domain, write: ({ domain }) => domain },
  { name: "name", field: "name", required: true, read: text(200), write: ({ name }) => name },
  { name: "relation", field: "relation", required: true, read: choice(relations), write: ({ relation }) => relation },
  { name: "owner", field: "ownerId", read: optional(id), write: ({ ownerId }) => ownerId ?? "" },
  {
    name: "opportunity_owner",
    field: "opportunityOwnerId",
    read: optional(id),
    write: ({ opportunityOwnerId }) => opportunityOwnerId ?? "",
  },
  { name: "parent", field: "parent", read: optional(domain), write: ({ parent }) => parent ?? "" },
  { name: "size", field: "size", read: optional(people), write: ({ size }) => String(size ?? "") },
  { name: "industry", field: "industry", read: optional(text(120)), write: ({ industry }) => industry ?? "" },
  { name: "value", field: "value", read: money("value"), write: ({ value }) => amount(value) },
  { name: "revenue", field: "revenue", read: money("revenue"), write: ({ revenue }) => amount(revenue) },
  { name: "country", field: "country", read: optional(country), write: ({ country }) => country ?? "" },
  {
    name: "attributes",
    field: "attributes",
    read: optional(attributesIn),
    write: ({ attributes = {} }) =>
      Object.entries(attributes)
        .map(([name, value]) => `${name}=${value}`)
        .join("; "),
  },
  { name: "history", field: "history", read: optional(text(500)), write: ({ history }) => history ?? "" },
];

/** Issues that concern several rows or other files: repeated domains, owners who are missing or not in the roster. */
function crossRowIssues(rows: readonly ReadRow<Account>[], reps?: readonly string[]): CellIssue[] {
  const lineOf = new Map<string, number>();
  return rows.flatMap(({ line, fields: { domain, ownerId, relation } }): CellIssue[] => {
    const first = domain === undefined ? undefined : lineOf.get(domain);
    if (domain !== undefined && first === undefined) lineOf.set(domain, line);
    const again = `line ${first} has the same, ${describeValue(domain)}; expected one row for each domain`;
    const stranger = ownerId !== undefined && reps !== undefined && !reps.includes(ownerId);
    return [
      ...(first === undefined ? [] : [{ line, name: "domain", expected: again }]),
      ...(stranger
        ? [{ line, name: "owner", expected: `the roster has no ${describeValue(ownerId)}${suggest(ownerId, reps)}` }]
        : []),
      ...(relation === "customer" && ownerId === undefined
        ? [{ line, name: "owner", expected: "is empty; expected the success manager of the customer" }]
        : []),
    ];
  });
}
