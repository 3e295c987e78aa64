import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument, type YAMLError } from "yaml";
import { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import type { Issue, Path } from "./issue.ts";
import { isDocument, policyBlock } from "./policy-document.ts";
import { referenceIssues } from "./policy-references.ts";
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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const syntax = document.errors.map(
    (error): Problem => ({ file, ...at(error.pos[0]), path: "", expected: sentence(error) }),
  );
  const broken = document.errors.some(({ code }) => code !== "DUPLICATE_KEY");
  if (broken) {
    // One mistake causes several syntax errors; the first of each line is the one to fix.
    const firsts = inFileOrder(syntax).filter(
      ({ line }, n, all) => all.findIndex((other) => other.line === line) === n,
    );
    return { kind: "problems", problems: firsts };
  }

  const content = contentOf(document);
  if (typeof content === "string") {
    return { kind: "problems", problems: [{ file, line: 1, column: 1, path: "", expected: content }] };
  }
  const schema = schemaIssues(content);
  const issues = [...schema, ...referenceIssues(content, roster).filter(isNews(schema))];
  const problems = issues.map((issue): Problem => {
    const { path, expected } = issue;
    return {
      file,
      ...at(offsetOf(document, issue)),
      path: formatPath(issue.at === "key" ? path.slice(0, -1) : path),
      expected,
    };
  });
  if (problems.length + syntax.length > 0) return { kind: "problems", problems: inFileOrder([...syntax, ...problems]) };
  return { kind: "policy", policy: Policy.parse(content), source: text, text };
}

/** The lines and columns of remarks about a valid policy, as problems in file order. */
export function locateRemarks(text: string, file: string, remarks: readonly { path: Path; says: string }[]): Problem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems = remarks.map(({ path, says }): Problem => {
    const { line, col } = lines.linePos(offsetOf(document, { path, at: "value", expected: says }));
    return { file, line, column: col, path: formatPath(path), expected: says };
  });
  return inFileOrder(problems);
}

/** The document as plain data, or a sentence if it is not an object. */
function contentOf(document: Document): Record<string, unknown> | string {
  let content: unknown;
  try {
    content = document.toJS();
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`;
  }
  if (content === null) return "the file is empty; expected a policy that begins with `turno: 1`";
  if (typeof content !== "object" || Array.isArray(content))
    return "expected a block of keys that begins with `turno: 1`";
  return content as Record<string, unknown>;
}

/** Keeps the issues at paths where the schema has found none, so that nothing is reported twice. */
const isNews =
  (schema: readonly Issue[]) =>
  ({ path }: Issue): boolean =>
    !schema.some((known) => known.path.length === path.length && known.path.every((key, n) => key === path[n]));

/** Where in the text to point: at the key or value, or at the nearest thing around it that exists. */
function offsetOf(document: Document, { path, at }: Issue): number {
  for (let length = path.length; length > 0; length--) {
    const key = at === "key" || length < path.length ? keyNode(document, path.slice(0, length)) : undefined;
    const node =
      key ??
      (document.getIn(path.slice(0, length), true) as Node | undefined) ??
      keyNode(document, path.slice(0, length));
    if (node?.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function keyNode(document: Document, path: Path): Node | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(
    (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(path.at(-1)),
  );
  return pair?.key as Node | undefined;
}

/** `rules[3].when.country`. */
export const formatPath = (path: Path): string =>
  path.map((key, n) => (typeof key === "number" ? `[${key}]` : `${n > 0 ? "." : ""}${String(key)}`)).join("");

const sentences: Partial<Record<YAMLError["code"], string>> = {
  DUPLICATE_KEY: "this key stands twice; expected it once",
  TAB_AS_INDENT: "a tab indents this line; expected spaces",
  MULTIPLE_DOCS: "a second document begins here; expected one policy in a file",
  BAD_ALIAS: "this alias names no anchor",
};

/** The message of a YAML error without the parser's excerpt. */
function sentence({ code, message }: YAMLError): string {
  const first = message.split("\n")[0] ?? message;
  return sentences[code] ?? `not YAML: ${first.replace(/ at line \d+, column \d+:?$/, "")}`;
}
