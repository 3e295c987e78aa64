/** Whether a file is a Markdown document with a policy, by its extension. */
export const isDocument = (file: string): boolean => /\.(md|markdown)$/i.test(file);

/** Wraps YAML in a fenced code block, with a fence longer than any in the content. */
export function fenced(yaml: string): string {
  const runs = yaml.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return `${fence}yaml\n${yaml}${fence}\n`;
}

/**
 * The last fenced block of YAML in a document that begins with `turno:`, and the number of lines before it; undefined
 * if there is none.
 */
export function policyBlock(document: string): { yaml: string; linesBefore: number } | undefined {
  const lines = document.split(/(?<=\n)/);
  for (let n = lines.length - 1; n >= 0; n--) {
    const [, fence] = /^(`{3,})yaml\s*$/.exec(lines[n] ?? "") ?? [];
    if (!fence || !lines[n + 1]?.startsWith("turno:")) continue;
    const closing = new RegExp(`^\`{${fence.length},}\\s*$`);
    const end = lines.findIndex((line, m) => m > n && closing.test(line));
    return { yaml: lines.slice(n + 1, end < 0 ? undefined : end).join(""), linesBefore: n + 1 };
  }
  return undefined;
}
