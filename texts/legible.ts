import { allFacts } from "../routing/facts.ts";
import type { Lead, LeadFacts } from "../routing/lead/lead.ts";

/** What steers a display instead of being read: control characters, line separators and bidirectional overrides. */
const steering = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** One line without control characters or runs of space; letters, joiners and emoji stay as they are. */
export const oneLine = (text: string): string => text.toWellFormed().replace(/\s+/gu, " ").replace(steering, "").trim();

/** Paragraphs as they were typed, at most one empty line apart. */
const paragraphs = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(oneLine)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

const inLines: ReadonlySet<string> = new Set(
  allFacts.flatMap(({ field, fact }) => (fact.kind === "text" && fact.lines ? [field] : [])),
);

/** The lead with facts that are safe to set beside our own words: nothing in them moves, hides or adds a line. */
export function legible(lead: Lead): Lead {
  const facts = Object.entries(lead.facts).map(([name, value]) => {
    if (typeof value === "string") return [name, inLines.has(name) ? paragraphs(value) : oneLine(value)];
    return [
      name,
      Array.isArray(value) ? value.map((item) => (typeof item === "string" ? oneLine(item) : item)) : value,
    ];
  });
  const { account, asWritten, additions, samePerson } = lead;
  return {
    ...lead,
    facts: Object.fromEntries(facts) as LeadFacts,
    ...(asWritten && { asWritten: asWritten.map((one) => ({ ...one, text: oneLine(one.text) })) }),
    ...(additions && {
      additions: additions.map(({ before, ...one }) => ({
        ...one,
        text: oneLine(one.text),
        ...(before !== undefined && { before: oneLine(before) }),
      })),
    }),
    ...(samePerson && { samePerson: { ...samePerson, name: oneLine(samePerson.name) } }),
    ...(account?.history && { account: { ...account, history: oneLine(account.history) } }),
  };
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * The text, or its beginning and an ellipsis. Never cuts through an emoji or an accent.
 * @param most characters as a reader counts them
 */
export function shortened(text: string, most: number): string {
  // A "character" can be a letter under a thousand accents, so the code units have a limit as well.
  const units = most * 8;
  const letters = [...graphemes.segment(text.slice(0, units))].map(({ segment }) => segment);
  if (letters.length <= most && text.length <= units) return text;
  // The last one may be cut in the middle.
  const whole = letters.length > 1 ? letters.slice(0, -1) : letters;
  return `${whole
    .slice(0, most - 1)
    .join("")
    .trimEnd()
    .toWellFormed()}…`;
}

/** Person and organisation, as known; short enough for a subject line when asked. */
export function whoIs({ facts }: Lead, most = 100): string {
  return [facts.name, facts.company]
    .filter((part) => part !== undefined && part !== "")
    .map((part) => shortened(part ?? "", most))
    .join(", ");
}

/**
 * The name to greet a lead by, or nothing where the form's name holds an address or a sentence: whoever fills in
 * somebody else's e-mail address must not be able to send them a message through us.
 */
export function greetable(name: string): string {
  if (name.length > 60 || /[:/\\@<>]|\p{L}\.\p{L}{2}|\d{4}/u.test(name)) return "";
  // A name of the other direction would pull our comma to its far side: first strong isolate, pop isolate.
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name;
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
