import { XMLParser, XMLValidator } from "fast-xml-parser";
import Papa from "papaparse";
import type { Problem } from "../read/problem.ts";

/** One test of an entry. `values` are empty where the field has to be blank, or must not be. */
export interface Criterion {
  /** With its object, as `Lead.Country`. */
  field: string;
  operation: string;
  values: string[];
}

/** One entry of an assignment rule: the first whose criteria hold assigns the lead. */
export interface RuleEntry {
  /** A user's name, which has the form of a mail address, or the name of a queue; undefined where nobody is named. */
  assignedTo: string | undefined;
  isQueue: boolean;
  criteria: Criterion[];
  /** How the criteria are joined, by their numbers, as `1 AND (2 OR 3)`; all must hold if it is absent. */
  filter: string | undefined;
  /** A formula in place of criteria. */
  formula: string | undefined;
}

export interface AssignmentRule {
  name: string;
  active: boolean;
  entries: RuleEntry[];
}

/** A queue and the names of its users. */
export interface Queue {
  id: string;
  name: string;
  users: string[];
}

export type Reading<Found> = { kind: "read"; found: Found } | { kind: "problems"; problems: Problem[] };

type Element = { [name: string]: unknown };

const lists = ["assignmentRule", "ruleEntry", "criteriaItems", "user"];
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  isArray: (name) => lists.includes(name),
});

const textOf = (element: Element, name: string): string | undefined => {
  const value = element[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
};
const all = (element: unknown, name: string): Element[] =>
  ((element as Element | undefined)?.[name] as Element[] | undefined)?.filter((one) => typeof one === "object") ?? [];

/** Reads an XML file whose root has this name. */
function rootOf(text: string, file: string, root: string, what: string): Reading<Element> {
  const problem = (line: number, column: number, expected: string): Reading<Element> => ({
    kind: "problems",
    problems: [{ file, line, column, path: "", expected }],
  });
  const valid = XMLValidator.validate(text);
  if (valid !== true) return problem(valid.err.line, valid.err.col, `is no XML: ${valid.err.msg}`);
  const found = (parser.parse(text) as Element)[root];
  return typeof found === "object" && found !== null
    ? { kind: "read", found: found as Element }
    : problem(1, 1, `expected ${what}, with <${root}> as its outermost element`);
}

/**
 * Reads the assignment rules of leads from their metadata file, which Salesforce's Metadata API describes under
 * AssignmentRules.
 */
export function readAssignmentRules(text: string, file: string): Reading<AssignmentRule[]> {
  const root = rootOf(text, file, "AssignmentRules", "the assignment rules of leads");
  if (root.kind === "problems") return root;
  const found = all(root.found, "assignmentRule").map((rule) => ({
    name: textOf(rule, "fullName") ?? "",
    active: textOf(rule, "active") === "true",
    entries: all(rule, "ruleEntry").map((entry) => ({
      assignedTo: textOf(entry, "assignedTo"),
      isQueue: textOf(entry, "assignedToType")?.toLowerCase() === "queue",
      criteria: all(entry, "criteriaItems").map((item) => ({
        field: textOf(item, "field") ?? "",
        operation: textOf(item, "operation") ?? "",
        values: valuesIn(textOf(item, "value")),
      })),
      filter: textOf(entry, "booleanFilter"),
      formula: textOf(entry, "formula"),
    })),
  }));
  return { kind: "read", found };
}

/** Reads a queue's metadata file. Its id is that by which rules name it. */
export function readQueue(text: string, file: string): Reading<Queue> {
  const root = rootOf(text, file, "Queue", "a queue");
  if (root.kind === "problems") return root;
  const id = textOf(root.found, "fullName") ?? file.split(/[/\\]/).at(-1)?.split(".queue")[0] ?? "";
  const users = ((root.found.queueMembers as Element | undefined)?.users as Element | undefined)?.user;
  const named = Array.isArray(users) ? users.filter((user) => typeof user === "string") : [];
  return { kind: "read", found: { id, name: textOf(root.found, "name") ?? id, users: named } };
}

/** The values of a test, of which one is enough. A value that holds a comma stands in quotes. */
function valuesIn(text: string | undefined): string[] {
  const [cells = []] = Papa.parse<string[]>(text ?? "", { delimiter: "," }).data;
  return cells
    .flatMap((cell) => cell.split(";"))
    .map((value) => value.trim())
    .filter((value) => value !== "");
}
