import { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { checkedPolicy } from "./checked-policy.ts";
import type { Path } from "./issue.ts";
import { readYaml } from "./located-yaml.ts";
import { isDocument, policyBlock } from "./policy-document.ts";
import { withRegions } from "./policy-regions.ts";
import { inFileOrder, type Problem } from "./problem.ts";

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
  const read = checkedPolicy(text, file, roster);
  if ("problems" in read) return { kind: "problems", problems: read.problems };
  return { kind: "policy", policy: withRegions(Policy.parse(read.content)), source: text, text };
}

/** The lines and columns of remarks about a valid policy, as problems in file order. */
export function locateRemarks(text: string, file: string, remarks: readonly { path: Path; says: string }[]): Problem[] {
  const read = readYaml(text, file);
  if ("problems" in read) return read.problems;
  return inFileOrder(remarks.map(({ path, says }) => read.locate({ path, at: "value", expected: says })));
}
