import type { Row } from "../pages/lead-summary.ts";
import type { Section } from "./lead-body.ts";
import type { References } from "./references.ts";

export interface Labelled {
  label: string;
  value: string;
}

interface Link {
  label: string;
  href: string;
}

/** A part of a mail's body. mail.mjml and plainText show each, in the order in which a mail gives them. */
export type Block =
  | { text: string }
  | { paragraphs: readonly string[] }
  | { due: Labelled }
  /** `notInText` where the plain text says the same already. */
  | { button: Link; notInText?: boolean }
  /** Small print; then a calendar and a page. */
  | { hint: string; calendar?: Link; page?: Link }
  | { lead: { rows: readonly Row[]; message?: { label: string; lines: readonly string[] } } }
  | { sections: readonly Section[] }
  | { contacts: readonly (Labelled & { href: string })[] }
  | { score: { title: string; rows: readonly (Labelled & { reasons: readonly string[] })[] } }
  | { owner: Owner }
  | { steps: { title: string; lines: readonly string[] } }
  | { references: References }
  /** A picture within the mail, by its content id; `alt` says what it shows. */
  | { picture: { cid: string; alt: string } };

/** Who contacts a lead. What is not known is empty. */
interface Owner
  extends Record<"name" | "title" | "initials" | "photo" | "email" | "mailto" | "phone" | "tel", string> {}
