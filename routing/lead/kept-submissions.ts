import type { Addition } from "./additions.ts";
import { cutText } from "./clean-text.ts";
import { bytesOf } from "./item-size.ts";
import type { Lead } from "./lead.ts";

/**
 * The most that submissions may take of a lead's item, in bytes. The rest of it belongs to what the workflow has to
 * write. Each submission is a row beside the lead, so what is left out here is not lost.
 */
export const mostSubmitted = 28 * 1024;

/** How many submissions of one lead are kept on one day. */
export const mostADay = 20;

/** How many additions of one field, and of all fields but the contacts, stand on the lead. */
const mostOfContact = 8;
const mostOfOthers = 16;
const contacts: readonly string[] = ["name", "phone"];

/** Whether one more submission of this day is kept. `now` is ISO 8601. */
export const hasRoomOn = ({ keptOn }: Lead, now: string): boolean =>
  keptOn?.day !== now.slice(0, 10) || keptOn.count < mostADay;

/** The lead with one more submission of this day kept. */
export const keptOne = ({ keptOn, ...lead }: Lead, now: string): Lead => {
  const day = now.slice(0, 10);
  return { ...lead, keptOn: { day, count: keptOn?.day === day ? keptOn.count + 1 : 1 } };
};

/** The lead that says that more was sent on this day than is kept; undefined where it says so. */
export function saysMore(lead: Lead, now: string): Lead | undefined {
  const { keptOn } = lead;
  if (!keptOn || keptOn.more) return undefined;
  const event = { at: now, event: "more-than-kept" };
  return { ...lead, keptOn: { ...keptOn, more: true }, timeline: [...lead.timeline, event] };
}

/** Of too many, the first half and the last: what came first, and what is new. */
export function ends<One>(list: readonly One[], most: number): One[] {
  const first = Math.ceil(most / 2);
  return list.length <= most ? [...list] : [...list.slice(0, first), ...list.slice(first - most)];
}

function fewer(additions: readonly Addition[], ofContact: number, ofOthers: number): Addition[] {
  const kept = new Set([
    ...contacts.flatMap((contact) =>
      ends(
        additions.filter(({ field }) => field === contact),
        ofContact,
      ),
    ),
    ...additions.filter(({ field }) => !contacts.includes(field)).slice(-ofOthers),
  ]);
  return additions.filter((one) => kept.has(one));
}

const withAdditions = (lead: Lead, ofContact: number, ofOthers: number): Lead => ({
  ...lead,
  additions: fewer(lead.additions ?? [], ofContact, ofOthers),
});
const withMessage = (lead: Lead, most: number): Lead => ({
  ...lead,
  facts: { ...lead.facts, ...(lead.facts.message && { message: cutText(lead.facts.message, most) }) },
});
const withWritten = ({ asWritten, ...lead }: Lead, most: number): Lead =>
  asWritten ? { ...lead, asWritten: asWritten.slice(0, most) } : lead;

/** What is given up, one after the other, until the rest fits; the contacts last. */
const shorter: readonly ((lead: Lead) => Lead)[] = [
  (lead) => withWritten(lead, 12),
  (lead) => withAdditions(lead, mostOfContact, 8),
  (lead) => withMessage(lead, 4000),
  (lead) => withWritten(lead, 4),
  (lead) => withAdditions(lead, mostOfContact, 2),
  (lead) => withMessage(lead, 1500),
  (lead) => withAdditions(lead, 4, 0),
];

/** What submissions put on the lead. */
const submitted = ({ facts, asWritten, additions, consent }: Lead): number =>
  bytesOf({ facts, asWritten, additions, consent });

/** The lead with no more of its submissions than their share of the item. */
export const withinBytes = (lead: Lead): Lead =>
  shorter.reduce(
    (fits, shorten) => (submitted(fits) <= mostSubmitted ? fits : shorten(fits)),
    lead.additions ? withAdditions(lead, mostOfContact, mostOfOthers) : lead,
  );
