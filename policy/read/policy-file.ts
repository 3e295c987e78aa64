import { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import type { Issue, Path } from "./issue.ts";
import { readYaml } from "./located-yaml.ts";
import { isDocument, policyBlock } from "./policy-document.ts";
import { referenceIssues } from "./policy-references.ts";
import { withRegions } from "./policy-regions.ts";
import { inFileOrder, type Problem } from "./problem.ts";
import { schemaIssues } from "./schema-issues.ts";

export type PolicyReading =
  /** `text` is the source, preceded by empty lines so that its line numbers match the file's. */
  { kind: "policy"; policy: Policy; source: string; text: string } | { kind: "problems"; problems: Problem[] };

/**
 * Parses a policy file: YAML or, by the file's name, a Markdown document with the policy in its last block. Returns the
 * policy or all problems at once. With a roster, managers and reps of the pools are checked as well.
 */
export function parsePolicyFile(text: string, file: string, roster?: readonly Rep[]): PolicyReading {
  if (!isDocument(file)) return parsePolicy(text, file, roster);
  const block = policyBlock(text);
  if (!block) {
    const expected = "holds no policy; expected one at its end, in a block that begins with ```yaml and `turno: 1`";
    return { kind: "problems", problems: [{ file, line: 1, column: 1, path: "", expected }] };
  }
  // Empty lines stand in for the text before the block, so that problems have the document's line numbers.
  const reading = parsePolicy("\n".repeat(block.linesBefore) + block.yaml, file, roster);
  return reading.kind === "policy" ? { ...reading, source: block.yaml } : reading;
}

/** Parses a policy in YAML. `file` is the name to show in problems. */
export function parsePolicy(text: string, file: string, roster?: readonly Rep[]): PolicyReading {
  const read = readYaml(text, file);
  if ("problems" in read) return { kind: "problems", problems: read.problems };
  const { content, syntax, locate } = read;
  const expected = notAPolicy(content);
  if (expected) return { kind: "problems", problems: [{ file, line: 1, column: 1, path: "", expected }] };
  const schema = schemaIssues(content);
  const issues = [...schema, ...referenceIssues(content as Record<string, unknown>, roster).filter(isNews(schema))];
  const problems = issues.map(locate);
  if (problems.length + syntax.length > 0) return { kind: "problems", problems: inFileOrder([...syntax, ...problems]) };
  return { kind: "policy", policy: withRegions(Policy.parse(content)), source: text, text };
}

/** The lines and columns of remarks about a valid policy, as problems in file order. */
export function locateRemarks(text: string, file: string, remarks: readonly { path: Path; says: string }[]): Problem[] {
  const read = readYaml(text, file);
  if ("problems" in read) return read.problems;
  return inFileOrder(remarks.map(({ path, says }) => read.locate({ path, at: "value", expected: says })));
}

/** What is wrong with a document that is no block of keys. */
function notAPolicy(content: unknown): string | undefined {
  if (content === null) return "the file is empty; expected a policy that begins with `turno: 1`";
  if (typeof content !== "object" || Array.isArray(content))
    return "expected a block of keys that begins with `turno: 1`";
  return undefined;
}

/** Keeps the issues at paths where the schema has found none, so that nothing is reported twice. */
const isNews =
  (schema: readonly Issue[]) =>
  ({ path }: Issue): boolean =>
    !schema.some((known) => known.path.length === path.length && known.path.every((key, n) => key === path[n]));
