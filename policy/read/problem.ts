import { distance } from "fastest-levenshtein";

/** A problem in a file: where it is (lines and columns from 1) and what was expected. */
export interface Problem {
  file: string;
  line: number;
  column: number;
  /** Where in the structure, as `rules[3].when` or a column's name; empty for the file as a whole. */
  path: string;
  expected: string;
}

/** `samples/policy.yaml:41: rules[3].when: unknown attribute "contry"; did you mean "country"?` */
export function renderProblem({ file, line, path, expected }: Problem): string {
  return [`${file}:${line}`, path, expected].filter((part) => part !== "").join(": ");
}

/** The problems in the order of the file, without duplicates. */
export function inFileOrder(problems: readonly Problem[]): Problem[] {
  const said = new Set<string>();
  return [...problems]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .filter((problem) => {
      const text = renderProblem(problem);
      return !said.has(text) && said.add(text);
    });
}

/** `; did you mean "country"?` if one of the options is similar to what was typed, else an empty text. */
export function suggest(typed: string, options: Iterable<string>): string {
  const word = typed.toLowerCase();
  let best: { option: string; distance: number } | undefined;
  for (const option of options) {
    const far = option === typed ? 0 : distance(word, option.toLowerCase());
    if (far <= Math.max(1, Math.floor(option.length / 3)) && far < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { option, distance: far };
    }
  }
  return best ? `; did you mean "${best.option}"?` : "";
}

/**
 * What follows a name that does not exist: the nearest of those that do, and all of them. What holds a space is rather a text
 * that was parted at its comma.
 */
export function namesInstead(typed: string, options: readonly string[]): string {
  if (typed.includes(" ")) return "; a text that holds a comma needs quotes";
  const nearest = suggest(typed, options);
  if (options.length === 0) return nearest;
  return nearest ? `${nearest} Expected ${oneOf(options)}` : `; expected ${oneOf(options)}`;
}

/** `a, b or c`. */
export function oneOf(options: readonly unknown[]): string {
  const words = options.map(String);
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** A value in words, short enough for one line: a quoted text, a number, "a list"… */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a block of keys";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
