import * as z from "zod";
import { type Locale, priorities } from "../../routing/lead/lead.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Issue, Path } from "../read/issue.ts";
import { readYaml } from "../read/located-yaml.ts";
import { describeValue, oneOf, type Problem, suggest } from "../read/problem.ts";
import { fieldNames, type ReadLead, readFields, unknownField } from "../replay/lead-fields.ts";

/** What can become of a lead when it arrives. `offered`: to a rep; `waits`: until one is available; `manager`: none may have it. */
export const outcomes = ["offered", "waits", "manager", "nurtured", "rejected"] as const;

const Range = z.strictObject({ at_least: z.optional(z.number()), at_most: z.optional(z.number()) });

/** What is expected of the decision about a lead; what is left out may be anything. */
const Expected = z.strictObject({
  outcome: z.optional(z.enum(outcomes)),
  priority: z.optional(z.enum(priorities)),
  lane: z.optional(z.string()),
  /** A rule's name, or `otherwise`. */
  rule: z.optional(z.string()),
  pool: z.optional(z.string()),
  /** The id of a rep, or of some of whom one is chosen. */
  rep: z.optional(z.union([z.string(), z.array(z.string()).min(1)])),
  /** Points of the whole score. */
  score: z.optional(z.union([z.number(), Range])),
});
export type Expected = z.infer<typeof Expected>;

/** A lead with the outcome that a policy should give it. */
export interface PolicyTest {
  /** The test's place in the file, from 0. */
  n: number;
  name: string;
  lead: ReadLead;
  /** When it arrives, ISO 8601. */
  at: string;
  expect: Expected;
}

export type TestsReading =
  | { kind: "tests"; tests: PolicyTest[]; locate: (issue: Issue) => Problem }
  | { kind: "problems"; problems: Problem[] };

const Test = z.strictObject({
  test: z.string().min(1),
  at: z.optional(z.iso.datetime({ offset: true })),
  lead: z.record(z.string(), z.unknown()),
  expect: Expected,
});

/**
 * Parses a file of policy tests: a list of `test` (its name), `lead` (facts by the names of conditions), `expect` and, where
 * hours matter, `at`. Returns them, or all problems at once: names that the policy does not know are among them.
 * @param now ISO 8601, for tests without a time
 */
export function parseTests(text: string, file: string, policy: Policy, now: string): TestsReading {
  const read = readYaml(text, file);
  if ("problems" in read) return { kind: "problems", problems: read.problems };
  const { content, syntax, locate } = read;
  const at = (path: Path, expected: string, which: Issue["at"] = "value") => locate({ path, at: which, expected });
  if (!Array.isArray(content) || content.length === 0)
    return { kind: "problems", problems: [at([], "expected a list of tests, each with test, lead and expect")] };
  const language: Locale = policy.languages[0] ?? "en";
  const own = ownFacts(policy.attributes);
  const problems: Problem[] = [...syntax];
  const tests: PolicyTest[] = [];
  content.forEach((one: unknown, n) => {
    const shape = Test.safeParse(one);
    if (!shape.success) {
      problems.push(...shape.error.issues.flatMap((issue) => issueAt(issue, [n], one).map((each) => locate(each))));
      return;
    }
    const { test: name, lead, expect } = shape.data;
    const strange = Object.keys(lead).filter((key) => !fieldNames(own).includes(key));
    for (const key of strange)
      problems.push(at([n, "lead", key], `is no fact of a lead: ${unknownField(key, own)}`, "key"));
    for (const issue of unknownNames(expect, policy)) problems.push(at([n, "expect", ...issue.path], issue.expected));
    if (Object.keys(expect).length === 0)
      problems.push(at([n, "expect"], `expected one of ${oneOf(Object.keys(Expected.shape))}`));
    const facts = readFields(lead, language, own);
    const unread = "issues" in facts ? facts.issues : (facts.unread ?? []);
    for (const { field, expected } of unread) problems.push(at([n, "lead", field], expected));
    if ("issues" in facts) return;
    const arrival = shape.data.at ?? facts.receivedAt ?? now;
    tests.push({ n, name, lead: facts, at: new Date(arrival).toISOString(), expect });
  });
  return problems.length > 0 ? { kind: "problems", problems } : { kind: "tests", tests, locate };
}

function issueAt(issue: z.core.$ZodIssue, above: Path, document: unknown): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: [...path, key],
      at: "key" as const,
      expected: `is no key here${suggest(key, known(issue.path))}`,
    }));
  const value = issue.path.reduce<unknown>(
    (of, key) => (of as Record<PropertyKey, unknown> | undefined)?.[key],
    document,
  );
  const expected = issue.code === "invalid_value" ? `expected ${oneOf(issue.values)}` : lowered(issue.message);
  return [
    {
      path,
      at: "value",
      expected: value === undefined ? `is missing: ${expected}` : `${expected}, found ${describeValue(value)}`,
    },
  ];
}

const known = (path: PropertyKey[]): string[] => Object.keys(path[0] === "expect" ? Expected.shape : Test.shape);
const lowered = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

/** The names in an expectation that the policy does not have. */
function unknownNames({ lane, rule, pool }: Expected, { lanes, rules, pools }: Policy) {
  const check = (key: string, name: string | undefined, names: string[]) =>
    name === undefined || names.includes(name)
      ? []
      : [{ path: [key], expected: `the policy has no ${key} ${describeValue(name)}${suggest(name, names)}` }];
  return [
    ...check(
      "lane",
      lane,
      lanes.map((one) => one.lane),
    ),
    ...check("rule", rule, [...rules.map((one) => one.rule), "otherwise"]),
    ...check("pool", pool, Object.keys(pools)),
  ];
}
