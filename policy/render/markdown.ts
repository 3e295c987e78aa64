import { oneLine } from "../../texts/legible.ts";

/**
 * A text of the policy's author inside a line of Markdown: it stays on its line, and nothing in it is markup. Dollars
 * are among it because some readers take what stands between two of them for a formula.
 */
export const safe = (text: string): string => oneLine(text).replaceAll(/[\\`*_[\]<>|~&$#]/g, "\\$&");

/** An id, as code: ids hold letters, digits and hyphens alone. */
export const code = (id: string): string => `\`${id}\``;

/** A text as code, whatever backticks it holds. */
export function codeText(text: string): string {
  const line = oneLine(text);
  const fence = "`".repeat(Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  const space = /^`|`$/.test(line) || line === "" ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

export const strong = (text: string): string => `**${text}**`;

/** With a full stop at its end, unless it ends already. */
export const ended = (text: string): string => `${text}${/[.!?…:]$/.test(text) ? "" : "."}`;

/** With a capital letter at its beginning and a full stop at its end. */
export function sentence(text: string): string {
  const [first = "", ...rest] = ended(text);
  return first.toUpperCase() + rest.join("");
}

export const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");
export const numbered = (items: readonly string[]): string => items.map((item, n) => `${n + 1}. ${item}`).join("\n");

/** Cells must be one line without bare pipes, which `safe` sees to. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
