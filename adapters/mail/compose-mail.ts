import type { Lead, Locale, Priority } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { languageTags, leadTexts } from "../../texts/by-language.ts";
import { oneLine, shortened } from "../../texts/legible.ts";
import type { MailContent } from "./mail.ts";

/** What stands around the body of every mail: parts/head, parts/top and parts/end. */
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
  /** Why the reader gets this. */
  footer: string;
}

/** Ink on paper, at least 4.5:1. The word stands beside the colour, so nothing is lost without it. */
const tagColours = {
  hot: { ink: "#ffffff", paper: "#b3261e" },
  warm: { ink: "#ffffff", paper: "#8a5300" },
  cold: { ink: "#ffffff", paper: "#2b5c8a" },
} as const satisfies Record<Priority, { ink: string; paper: string }>;

/** Renders both forms of a mail from one view. The templates are strict: a field that the view lacks throws. */
export function composeMail<View extends object>(
  templates: { html: (view: object) => string; text: (view: object) => string },
  { locale, policy, priority, ...frame }: Frame,
  body: View,
): MailContent {
  const subject = shortened(oneLine(frame.subject), 140);
  const view = {
    ...frame,
    subject,
    lang: languageTags[locale].html,
    company: policy.name,
    tag: priority ? { word: leadTexts[locale].priority[priority.level], ...tagColours[priority.level] } : false,
    ...body,
  };
  const text = templates
    .text(view)
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return { subject, html: templates.html(view), text: `${text}\n` };
}
