import { oneLine } from "../../texts/legible.ts";

/**
 * Escapes an author's text for a line of Markdown and removes line breaks. Dollar signs are escaped too, because some
 * renderers read text between two of them as a formula.
 */
export const safe = (text: string): string => oneLine(text).replaceAll(/[\\`*_[\]<>|~&$#]/g, "\\$&");

/** Formats an id as code. Needs no escaping, since ids consist of letters, digits and hyphens. */
export const code = (id: string): string => `\`${id}\``;

/** Formats a text as code, even if it contains backticks. */
export function codeText(text: string): string {
  const line = oneLine(text);
  const fence = "`".repeat(Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  const space = /^`|`$/.test(line) || line === "" ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

export const strong = (text: string): string => `**${text}**`;

/** Adds a full stop unless the text ends with punctuation. */
export const ended = (text: string): string => `${text}${/[.!?…:]$/.test(text) ? "" : "."}`;

/** Capitalises a text and ends it with a full stop. */
export function sentence(text: string): string {
  const [first = "", ...rest] = ended(text);
  return first.toUpperCase() + rest.join("");
}

export const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");
export const numbered = (items: readonly string[]): string => items.map((item, n) => `${n + 1}. ${item}`).join("\n");

/** Renders a Markdown table. Cells must be single lines without unescaped pipes, as `safe` returns them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
