/** A decision in a few lines, as `briefText` gives them: sentences, and headings with what is below them. */
export function Brief({ lines }: { lines: readonly string[] }) {
  return (
    <div class="brief">
      {blocksOf(lines).map(({ text, items }) => (
        <section key={text}>
          <p>{text}</p>
          {items.length > 0 && (
            <ul>
              {items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}

/** A line that begins with spaces belongs to the one above: after a dash as an item, else as more of the same item. */
function blocksOf(lines: readonly string[]): { text: string; items: string[] }[] {
  const blocks: { text: string; items: string[] }[] = [];
  for (const line of lines) {
    const items = blocks.at(-1)?.items;
    if (!items || !line.startsWith(" ")) blocks.push({ text: line, items: [] });
    else if (line.startsWith("  - ")) items.push(line.slice(4));
    else items.push(`${items.pop() ?? ""} ${line.trim()}`.trim());
  }
  return blocks;
}
