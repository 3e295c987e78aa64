import type { Rep } from "../../routing/reps/rep.ts";
import type { Issue } from "./issue.ts";
import { readYaml } from "./located-yaml.ts";
import { referenceIssues } from "./policy-references.ts";
import { inFileOrder, type Problem } from "./problem.ts";
import { schemaIssues } from "./schema-issues.ts";

/**
 * What a policy's YAML says, or all problems at once; with a roster also where the two do not go together.
 * @param file the name to show in problems
 */
export function checkedPolicy(
  text: string,
  file: string,
  roster?: readonly Rep[],
): { content: unknown } | { problems: Problem[] } {
  const read = readYaml(text, file);
  if ("problems" in read) return read;
  const { content, syntax, locate } = read;
  const expected = notAPolicy(content);
  if (expected) return { problems: [{ file, line: 1, column: 1, path: "", expected }] };
  const schema = schemaIssues(content);
  const issues = [...schema, ...referenceIssues(content as Record<string, unknown>, roster).filter(isNews(schema))];
  const problems = issues.map(locate);
  return problems.length + syntax.length > 0 ? { problems: inFileOrder([...syntax, ...problems]) } : { content };
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
