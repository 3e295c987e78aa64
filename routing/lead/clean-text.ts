/** What steers a display becomes a space, what is invisible goes; line breaks stay where they mean something. */
export function cleanText(text: string, keepLines = false): string {
  const seen = text.toWellFormed().replace(/[\u061c\u200b\u200e\u200f\u2060\ufeff]/gu, "");
  if (!keepLines) return seen.replace(/[\p{Cc}\s\u202A-\u202E\u2066-\u2069]+/gu, " ").trim();
  const lines = seen.replace(/[\p{Cc}--[\n\t]]|[\u202A-\u202E\u2066-\u2069]/gv, " ").split("\n");
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}

/** Whether a reader sees anything of it: texts can be made of joiners, fillers and blanks alone. */
export const isVisible = (text: string): boolean =>
  /[^\p{Default_Ignorable_Code_Point}\p{Z}\p{C}\p{M}\u2800]/u.test(text);

/** The longest note of a person that is kept, in characters. */
const longestNote = 500;

/** What somebody wrote beside what they did, as it is kept and shown; undefined where nothing of it can be read. */
export const readNote = (text = ""): string | undefined => cutText(cleanText(text), longestNote) || undefined;

/** The beginning of a text, cut through no character. */
export const cutText = (text: string, most: number): string =>
  text
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
