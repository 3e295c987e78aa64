import { type OwnFact, submittedFacts } from "../facts.ts";
import { cutText } from "./clean-text.ts";
import { eventsText } from "./events.ts";
import type { AsWritten, LeadFacts } from "./lead.ts";
import type { ReadFacts } from "./read-facts.ts";

const ofTable = submittedFacts.filter(({ fact }) => fact.unverified);

const claimedText = (value: unknown): string =>
  Array.isArray(value) && typeof value[0] === "object" ? cutText(eventsText(value), mostClaimed) : String(value);
/** Characters of what is claimed of events. */
const mostClaimed = 300;

/**
 * What a stranger said, without the facts that the company knows itself: those are kept as they were claimed, for the
 * rep to read, and no condition or score ever counts them. `claimed` has their names.
 */
export function withoutClaims<Read extends ReadFacts>(
  read: Read,
  own: readonly OwnFact[] = [],
): Read & { claimed: string[] } {
  const ofOwn = own.filter(({ fact }) => fact.unverified).map(({ name }) => ({ name, field: name }));
  const unverified: readonly { name: string; field: string }[] = [...ofTable, ...ofOwn];
  const claims = unverified.flatMap(({ name, field }): AsWritten[] => {
    const value = read.facts[field as keyof LeadFacts];
    return value === undefined ? [] : [{ field: name, text: claimedText(value), claimed: true }];
  });
  const facts = Object.fromEntries(
    Object.entries(read.facts).filter(([field]) => !unverified.some((one) => one.field === field)),
  ) as LeadFacts;
  const claimed = claims.map(({ field }) => field);
  const written = read.asWritten.filter(({ field, unread }) => unread || !claimed.includes(field));
  return { ...read, facts, asWritten: [...written, ...claims], claimed };
}
