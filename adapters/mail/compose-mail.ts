import { colours } from "../../look/tokens.ts";
import type { Lead, Locale, Priority } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { languageTags, leadTexts, mailFrameTexts } from "../../texts/by-language.ts";
import { oneLine, shortened } from "../../texts/legible.ts";
import type { Row } from "../pages/lead-summary.ts";
import type { Block, Labelled } from "./block.ts";
import html from "./mail.mjml";
import type { MailContent } from "./mail.ts";
import { plainText } from "./plain-text.ts";

/** What stands around the body of every mail. */
interface Frame {
  locale: Locale;
  policy: Policy;
  subject: string;
  /** What an inbox shows after the subject. */
  preheader: string;
  /** The kind of news, over the title; may be empty. */
  kicker: string;
  title: string;
  priority?: Lead["priority"];
  /** Why the reader gets this; as a rule, because they are of the sales team. */
  footer?: string;
}

/** White on a colour stays as it is in the dark, where mail programs differ. The word says the same without it. */
const tagColours = {
  hot: colours.late[0],
  warm: colours.soon[0],
  cold: colours.told[0],
} as const satisfies Record<Priority, string>;

/** Renders both forms of a mail from one description of it. */
export function composeMail({ locale, policy, priority, ...given }: Frame, blocks: readonly Block[]): MailContent {
  const subject = shortened(oneLine(given.subject), 140);
  const company = policy.name;
  const tag = priority ? leadTexts[locale].priority[priority.level] : "";
  const frame = { footer: mailFrameTexts[locale].repFooter(company), ...given, subject, company };
  const view = {
    ...frame,
    lang: languageTags[locale].html,
    tag: priority ? { word: tag, ink: colours.card[0], paper: tagColours[priority.level] } : false,
    blocks: blocks.flatMap(inTemplate).map((block) => ({ ...nothing, ...block })),
  };
  return { subject, html: html(view), text: plainText({ ...frame, tag }, blocks) };
}

/** The template is strict: it may ask for what a block lacks, as long as it is there and false. */
const nothing = {
  ...{ words: false, text: "", paragraphs: false, sections: false, message: false },
  ...{ table: false, contacts: false, rows: false },
  ...{
    due: false,
    button: false,
    notInText: false,
    hint: false,
    calendar: false,
    page: false,
    owner: false,
    picture: false,
  },
};

/** What the template has for a block: cells of words, tables, and what is of its own look. */
function inTemplate(block: Block): object[] {
  if ("text" in block || "paragraphs" in block) return [{ words: true, ...block }];
  if ("sections" in block) return [section(block.sections)];
  if ("steps" in block) return [section([block.steps], (step, n) => ({ n: n + 1, says: step }))];
  if ("references" in block) return [section([block.references], ({ company, text }) => ({ of: company, says: text }))];
  if ("contacts" in block) return [{ table: true, contacts: block.contacts }];
  if ("score" in block) return [section([{ title: block.score.title, lines: [] }]), table(block.score.rows)];
  if (!("lead" in block)) return [block];
  const { rows, message } = block.lead;
  return [table(rows), ...(message ? [{ words: true, message }] : [])];
}

function section<Line>(
  sections: readonly { title: string; lines: readonly Line[] }[],
  shown: (line: Line, n: number) => { n?: number; of?: string; says: string } = (line) => ({ says: String(line) }),
) {
  const lines = (given: readonly Line[]) => given.map((line, n) => ({ n: false, of: false, ...shown(line, n) }));
  return { words: true, sections: sections.map((one) => ({ title: one.title, lines: lines(one.lines) })) };
}

const table = (rows: readonly (Row | (Labelled & { reasons: readonly string[] }))[]) => ({
  table: true,
  rows: rows.map((row) => ({ note: false, reasons: false, ...row })),
});
