import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument, type YAMLError } from "yaml";
import type { Issue, Path } from "./issue.ts";
import { inFileOrder, type Problem } from "./problem.ts";

/** A YAML text as plain data, and where in it things stand. */
export interface LocatedYaml {
  content: unknown;
  /** What is wrong with it that does not keep it from being read: a key that stands twice. */
  syntax: Problem[];
  locate(issue: Issue): Problem;
}

/** Reads a YAML text. Returns what is wrong, the first thing in each line, where it cannot be read. `file` is for problems. */
export function readYaml(text: string, file: string): LocatedYaml | { problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const syntax = document.errors.map(
    (error): Problem => ({ file, ...at(error.pos[0]), path: "", expected: sentence(error) }),
  );
  if (document.errors.some(({ code }) => code !== "DUPLICATE_KEY")) {
    // One mistake causes several syntax errors; the first of each line is the one to fix.
    return {
      problems: inFileOrder(syntax).filter(({ line }, n, all) => all.findIndex((other) => other.line === line) === n),
    };
  }
  try {
    return {
      content: document.toJS(),
      syntax,
      locate: (issue) => ({
        file,
        ...at(offsetOf(document, issue)),
        path: formatPath(issue.at === "key" ? issue.path.slice(0, -1) : issue.path),
        expected: issue.expected,
      }),
    };
  } catch (error) {
    const expected = `cannot be read: ${(error as Error).message}`;
    return { problems: [{ file, line: 1, column: 1, path: "", expected }] };
  }
}

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
