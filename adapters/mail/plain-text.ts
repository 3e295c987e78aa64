import type { Block } from "./block.ts";

/** The mail as plain text: what mail.mjml shows, in the same order. */
export function plainText(
  { company, tag, kicker, title, footer }: Record<"company" | "tag" | "kicker" | "title" | "footer", string>,
  blocks: readonly Block[],
): string {
  const top = [company, "", `${tag ? `[${tag}] ` : ""}${kicker}`, title];
  const lines = [top, ...blocks.map(linesOf), ["--", footer]].flatMap((part) => ["", ...part]);
  const text = lines.flatMap((part) => part.split("\n").map((line) => line.trimEnd())).join("\n");
  return `${text.replace(/\n{3,}/g, "\n\n").trim()}\n`;
}

function linesOf(block: Block): string[] {
  if ("text" in block) return [block.text];
  if ("paragraphs" in block) return block.paragraphs.flatMap((paragraph) => [paragraph, ""]);
  if ("due" in block) return [`${block.due.label}: ${block.due.value}`];
  if ("button" in block) return block.notInText ? [] : linkLines(block.button);
  if ("hint" in block) {
    const { hint, calendar, page } = block;
    return [hint, ...(calendar ? [`${calendar.label}: ${calendar.href}`] : []), ...(page ? linkLines(page) : [])];
  }
  if ("lead" in block) {
    const { rows, message } = block.lead;
    const told = rows.flatMap(({ label, value, note }) => [`${label}: ${value}`, ...(note ? [`  ${note}`] : [])]);
    return [...told, ...(message ? ["", `${message.label}:`, ...message.lines.map((line) => `> ${line}`)] : [])];
  }
  if ("sections" in block) return block.sections.flatMap((section) => ["", ...listed(section)]);
  if ("contacts" in block) return block.contacts.map(({ label, value }) => `${label}: ${value}`);
  if ("score" in block) {
    const rows = block.score.rows.map(({ label, value, reasons }) => [`${label}: ${value}`, ...reasons].join("\n  "));
    return listed({ title: block.score.title, lines: rows });
  }
  if ("owner" in block) {
    const { name, title, tel, phone, email } = block.owner;
    return [name, title, tel && phone, email].filter((line) => line !== "");
  }
  if ("steps" in block) return listed(block.steps, (n) => `${n}.`);
  // What it shows is said beside it.
  if ("picture" in block) return [];
  const { title, lines } = block.references;
  return lines.length > 0 ? listed({ title, lines: lines.map(({ company, text }) => `${company}: ${text}`) }) : [];
}

const linkLines = ({ label, href }: { label: string; href: string }): string[] => [`${label}:`, href];

const listed = (
  { title, lines }: { title: string; lines: readonly string[] },
  mark: (n: number) => string = () => "-",
): string[] => [`${title}:`, ...lines.map((line, n) => `${mark(n + 1)} ${line}`)];
