import * as z from "zod/mini";
import en from "zod/v4/locales/en.js";
import { Policy } from "../../routing/policy/policy.ts";
import type { Issue, Path } from "./issue.ts";
import { knownKeys } from "./known-keys.ts";
import { describeValue, namesInstead, oneOf, suggest } from "./problem.ts";

z.config(en());

/** The issues that the policy's schema finds in a document. For a union, only the branch that the author meant counts. */
export function schemaIssues(document: unknown): Issue[] {
  const result = Policy.safeParse(document);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => issuesOf(issue as z.core.$ZodIssue, [], document));
}

function issuesOf(issue: z.core.$ZodIssue, above: Path, document: unknown): Issue[] {
  const path = [...above, ...issue.path];
  const value = valueAt(document, path);
  const say = (expected: string): Issue[] => [{ path, at: "value", expected }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], at: "key", expected: unknownKey(key, path) }));
    case "invalid_union":
      return unionIssues(issue, path, document);
    case "invalid_key":
      return [
        { path, at: "key", expected: `${issue.issues[0]?.message ?? "bad key"}, found ${describeValue(path.at(-1))}` },
      ];
    case "invalid_type":
      if (value === undefined) return say(`is missing; expected ${typeName(issue.expected)}`);
      if (value === null) return say(`is empty; expected ${typeName(issue.expected)}`);
      return say(`expected ${typeName(issue.expected)}, found ${describeValue(value)}`);
    case "invalid_value":
      return say(closedValue(issue.values, value));
    case "too_small":
    case "too_big":
      return say(`expected ${limit(issue)}, found ${describeValue(value)}`);
    case "invalid_format":
      if (issue.format === "url")
        return say(`expected a web address as https://example.com, found ${describeValue(value)}`);
      return say(`${issue.message}, found ${describeValue(value)}`);
    default:
      return say(issue.message);
  }
}

function closedValue(values: readonly unknown[], value: unknown): string {
  const options = values.map(String);
  if (value === undefined || value === null) {
    return `is ${value === undefined ? "missing" : "empty"}; expected ${oneOf(options)}`;
  }
  return `expected ${oneOf(options)}, found ${describeValue(value)}${options.length > 1 ? suggest(String(value), options) : ""}`;
}

type Limit = z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig;

function limit(issue: Limit): string {
  const [bound, below] = issue.code === "too_small" ? [issue.minimum, "at least"] : [issue.maximum, "at most"];
  if (issue.origin === "string") return issue.exact ? `${bound} characters` : `${below} ${bound} characters`;
  if (issue.origin === "array")
    return issue.exact ? `${bound} entries` : `${below} ${bound} entr${bound === 1 ? "y" : "ies"}`;
  if (issue.inclusive) return `a number of ${below} ${bound}`;
  return `a number ${issue.code === "too_small" ? "above" : "below"} ${bound}`;
}

/**
 * A union reports the issues of all its branches. The author meant the branch that expects this kind of value, so only
 * its issues are kept. If no branch does, one sentence names what each accepts.
 */
function unionIssues(issue: z.core.$ZodIssueInvalidUnion, path: Path, document: unknown): Issue[] {
  const branches = issue.errors.filter((branch) => branch.length > 0);
  const value = valueAt(document, path);
  const isBlock = typeof value === "object" && value !== null;
  const misses = (inner: z.core.$ZodIssue): boolean =>
    isWrongKind(inner) || (isBlock && inner.path.length === 0 && inner.code === "invalid_value");
  const meant = branches.filter((branch) => !branch.some(misses)).sort((a, b) => a.length - b.length)[0];
  if (meant) return meant.flatMap((inner) => issuesOf(inner, path, document));
  const kinds = oneOf([...new Set(branches.flat().flatMap(kindsOf))]);
  const lead = value === undefined ? "is missing; " : value === null ? "is empty; " : "";
  return [{ path, at: "value", expected: `${lead}expected ${kinds}${lead ? "" : `, found ${describeValue(value)}`}` }];
}

const isWrongKind = (issue: z.core.$ZodIssue): boolean =>
  issue.path.length === 0 &&
  (issue.code === "invalid_type" ||
    (issue.code === "invalid_union" && issue.errors.every((all) => all.some(isWrongKind))));

const kindsOf = (issue: z.core.$ZodIssue): string[] =>
  issue.code === "invalid_union"
    ? issue.errors.flat().flatMap(kindsOf)
    : issue.code === "invalid_type"
      ? [typeName(issue.expected)]
      : [];

const typeNames: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a block of keys",
  record: "a block of keys",
  array: "a list",
  tuple: "a list",
};
const typeName = (type: string): string => typeNames[type] ?? type;

function unknownKey(key: string, path: Path): string {
  const known = knownKeys(path);
  const kind = known.includes("customer_type") ? "attribute" : known.includes("at_least") ? "operator" : "key";
  return `unknown ${kind} "${key}"${namesInstead(key, known)}`;
}

/** The value at a path of a document; undefined if there is none. */
function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    document,
  );
}
