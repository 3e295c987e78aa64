import { fold } from "../conditions/fold.ts";
import type { Lead, LeadFacts } from "./lead.ts";
import { nameKey } from "./shared-mailbox.ts";

/** What stands where something of an erased person stood. */
export const erasedText = "[erased]";

/**
 * What is left of a lead once its person is erased: that there was one, and that it is over, so that a step of its workflow,
 * a mailed link or a command that comes late finds it closed. It names nobody. `earlier` is kept where older leads of the
 * person are, which are found by it.
 */
export const erasedLead = (
  { id, rev, status, receivedAt, earlier }: Lead,
  at: string,
  keepsEarlier: boolean,
): Lead => ({
  id,
  rev: rev + 1,
  status,
  facts: { name: erasedText, email: "", language: "en" } as LeadFacts,
  receivedAt,
  submissions: 0,
  offers: [],
  restarts: 0,
  timeline: [{ at, event: "erased" }],
  erased: at,
  ...(keepsEarlier && earlier !== undefined && { earlier }),
});

/** Whether somebody has asked that its person is erased; a hold that was lifted since makes that void. */
export const isErasureAsked = ({ timeline }: Pick<Lead, "timeline">): boolean =>
  timeline.findLast(({ event }) => event === "erasure-asked" || event === "unheld")?.event === "erasure-asked";

/** The facts by which a text names a person. */
type Naming = { name?: string | undefined; email?: string | undefined; phone?: string | undefined };

/** What names a person in texts of others: whole names, addresses and numbers, as they gave them. */
export interface Marks {
  names: readonly string[];
  emails: readonly string[];
  phones: readonly string[];
}

const shortestNumber = 7;

/** The marks of a person, of all that was said of them. A single word is no mark: it names many. */
export function marksOf(said: readonly Naming[]): Marks {
  const all = (texts: (string | undefined)[]) => [...new Set(texts.map((one) => one?.trim() ?? "").filter(Boolean))];
  return {
    names: all(said.map(({ name }) => name)).filter((name) => nameKey(name).includes(" ")),
    emails: all(said.map(({ email }) => email)).filter((email) => email.includes("@")),
    phones: all(said.map(({ phone }) => phone)).filter((phone) => phone.replace(/\D/g, "").length >= shortestNumber),
  };
}

/** The marks that are not also those of somebody else, who has the same name or number. */
export const besideThoseOf = ({ names, emails, phones }: Marks, other: Naming): Marks => ({
  names: names.filter((name) => nameKey(name) !== nameKey(other.name ?? "")),
  emails: emails.filter((email) => email.toLowerCase() !== other.email?.trim().toLowerCase()),
  phones: phones.filter((phone) => digits(phone) !== digits(other.phone ?? "")),
});

const digits = (text: string): string => text.replace(/\D/g, "");
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Finds a person's marks in texts, whatever their case and spaces, and numbers however they are spaced. Undefined where they have none.
 */
export function markPattern({ names, emails, phones }: Marks): RegExp | undefined {
  const numbers = phones.map((phone) => `\\+?${[...digits(phone)].join("[\\s().-]{0,2}")}`);
  const words = [...names, ...names.map(fold)].map((name) => name.split(/\s+/).map(escaped).join("\\s+"));
  const parts = [...emails.map(escaped), ...new Set(words), ...numbers];
  return parts.length === 0
    ? undefined
    : new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join("|")})(?![\\p{L}\\p{N}])`, "giu");
}

/** The same value with `erasedText` in place of all that a pattern finds in its texts; the same object where it finds nothing. */
export function withoutMarks<T>(value: T, pattern: RegExp): T {
  if (typeof value === "string") return value.replace(pattern, erasedText) as T;
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) {
    const items = value.map((one) => withoutMarks(one, pattern));
    return items.every((one, n) => one === value[n]) ? value : (items as T);
  }
  const entries = Object.entries(value);
  const changed = entries.map(([key, one]) => [key, withoutMarks(one, pattern)] as const);
  return changed.every(([, one], n) => one === entries[n]?.[1]) ? value : (Object.fromEntries(changed) as T);
}
