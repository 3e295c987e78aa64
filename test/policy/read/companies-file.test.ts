import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { readCompaniesFile } from "../../../cli/files.ts";
import { parseCompanies, renderCompanies } from "../../../policy/read/companies-file.ts";
import { renderProblem } from "../../../policy/read/problem.ts";
import { type Account, relations } from "../../../routing/company/account.ts";
import { runs } from "../../build/runs.ts";

const good = `domain,name,relation,owner,size,industry,value,revenue,country,history
florarosa.example,"Flora Rosa, S.A. de C.V.",customer,ana,120,retail,24000.50,5000000,mx,Since 2021.
nube.example,Nube Fácil,former,,,,,,,"Left in 2023,
over the price."
`;
const reps = ["ana", "beto"];

const broken: [what: string, from: string | RegExp, to: string, said: string[]][] = [
  [
    "a misspelt column",
    "relation,",
    "relations,",
    ['c.csv:1: the column "relation" is missing', 'c.csv:1: unknown column "relations"; did you mean "relation"?'],
  ],
  ["no domain", "nube.example,", ",", ["c.csv:3: domain: is empty; expected a value"]],
  [
    "a web address",
    "nube.example",
    "https://www.nube.example/",
    [
      'c.csv:3: domain: expected a domain such as acme.com, found "https://www.nube.example/"; did you mean "nube.example"?',
    ],
  ],
  [
    "an address of a person",
    "nube.example",
    "ana@nube.example",
    ['c.csv:3: domain: expected a domain such as acme.com, found "ana@nube.example"; did you mean "nube.example"?'],
  ],
  [
    "a name for a domain",
    "nube.example",
    "Nube Fácil",
    ['c.csv:3: domain: expected a domain such as acme.com, found "Nube Fácil"'],
  ],
  [
    "a public mail service",
    "nube.example",
    "gmail.com",
    [`c.csv:3: domain: expected a company's own domain, found "gmail.com", a public mail service`],
  ],
  [
    "a domain that stands twice",
    "nube.example",
    "FloraRosa.example",
    ['c.csv:3: domain: line 2 has the same, "florarosa.example"; expected one row for each domain'],
  ],
  [
    "an unknown relation",
    "former",
    "ex-customer",
    ['c.csv:3: relation: expected prospect, customer or former, found "ex-customer"'],
  ],
  [
    "an owner whom the roster does not have",
    ",ana,",
    ",anna,",
    ['c.csv:2: owner: the roster has no "anna"; did you mean "ana"?'],
  ],
  [
    "a customer without a success manager",
    ",ana,",
    ",,",
    ["c.csv:2: owner: is empty; expected the success manager of the customer"],
  ],
  ["a size in words", ",120,", ",many,", ['c.csv:2: size: expected a number such as 120, found "many"']],
  ["nobody at all", ",120,", ",0,", ['c.csv:2: size: expected a number of people, found "0"']],
  [
    "an amount a month",
    "24000.50",
    "$2000 a month",
    ['c.csv:2: value: expected a number such as 120, found "$2000 a month"'],
  ],
  ["an amount below nothing", "5000000", "-5000000", ['c.csv:2: revenue: expected a number from 0, found "-5000000"']],
  [
    "a country that is none",
    ",mx,",
    ",Atlantis,",
    ['c.csv:2: country: expected an ISO country code such as BR, found "Atlantis"'],
  ],
  [
    "a past that nobody would read",
    "Since 2021.",
    "x".repeat(501),
    ["c.csv:2: history: expected at most 500 characters, found 501"],
  ],
  [
    "a comma without quotes",
    '"Flora Rosa, S.A. de C.V."',
    "Flora Rosa, S.A. de C.V.",
    ["c.csv:2: expected 10 cells, found 11; a cell that holds a comma needs quotes"],
  ],
  [
    "nothing but the names of columns",
    /\nflora[\s\S]*$/,
    "\n",
    ["c.csv:1: holds no company; expected a line for each below the column names"],
  ],
  ["nothing", /[\s\S]*/, "", ["c.csv:1: the file is empty; expected a line of column names"]],
];

describe("a table of companies", () => {
  it("is read, with the lines of a cell made one", () => {
    expect(parseCompanies(good, "c.csv", reps)).toEqual({
      kind: "companies",
      accounts: [
        {
          domain: "florarosa.example",
          name: "Flora Rosa, S.A. de C.V.",
          relation: "customer",
          ownerId: "ana",
          size: 120,
          industry: "retail",
          value: 24000.5,
          revenue: 5000000,
          country: "MX",
          history: "Since 2021.",
        },
        {
          domain: "nube.example",
          name: "Nube Fácil",
          relation: "former",
          history: "Left in 2023, over the price.",
        },
      ],
    });
  });

  it.each(broken)("says what is wrong with %s", (_, from, to, said) => {
    const text = good.replace(from, to);
    expect(text).not.toBe(good);
    const reading = parseCompanies(text, "c.csv", reps);
    expect(reading.kind === "problems" && reading.problems.map(renderProblem)).toEqual(said);
  });

  it("takes any owner while there is no roster", () => {
    expect(parseCompanies(good.replace(",ana,", ",anna,"), "c.csv").kind).toBe("companies");
  });

  it("says that a file is not there", () => {
    const reading = readCompaniesFile("/nowhere/c.csv");
    expect(reading.kind === "problems" && reading.problems.map(renderProblem)).toEqual([
      "/nowhere/c.csv:1: cannot be read; is the name right?",
    ]);
  });

  it("survives a round trip, and no cell is a formula to a spreadsheet program", () => {
    const line = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
      .map((text) => `${text.replace(/[^\p{L}\p{N} =+\-@"',;.]/gu, "").trim()}x`.replace(/^'+|\s+/g, " ").trim());
    const odd = fc.oneof(line, fc.constantFrom("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", 'a "b", c; d'));
    const accounts = fc.uniqueArray(
      fc.record<Account>(
        {
          domain: fc.stringMatching(/^[a-z]{2,8}$/).map((name) => `${name}.example`),
          name: odd,
          relation: fc.constantFrom(...relations),
          ownerId: fc.constantFrom(...reps),
          size: fc.integer({ min: 1, max: 10_000_000 }),
          value: fc.integer({ min: 0, max: 1_000_000_000 }),
          country: fc.constantFrom("BR", "MX"),
          history: odd,
        },
        { requiredKeys: ["domain", "name", "relation", "ownerId"] },
      ),
      { minLength: 1, maxLength: 8, selector: ({ domain }) => domain },
    );
    fc.assert(
      fc.property(accounts, (all) => {
        const text = renderCompanies(all);
        expect(parseCompanies(text, "c.csv", reps)).toEqual({ kind: "companies", accounts: all });
        const cells = Papa.parse<string[]>(text).data.flat();
        expect(cells.filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
      }),
      runs(60),
    );
  });

  it.each(["=1+1\rx", "=1+1\nx", "\t=1+1", "@SUM(A1)\r\nx"])("writes %j as no formula", (history) => {
    const text = renderCompanies([{ domain: "a.example", name: "A", relation: "former", history }]);
    expect(Papa.parse<string[]>(text, { newline: "\n" }).data.flat()).toContain(`'${history}`);
  });
});
