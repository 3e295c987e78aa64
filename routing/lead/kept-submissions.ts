import type { Addition } from "./additions.ts";
import type { Sender } from "./admit.ts";
import { cutText } from "./clean-text.ts";
import { bytesOf } from "./item-size.ts";
import type { Lead } from "./lead.ts";

/**
 * The most that submissions may take of a lead's item, in bytes. The rest of it belongs to what the workflow has to
 * write. Each submission is a row beside the lead, so what is left out here is not lost.
 */
export const mostSubmitted = 28 * 1024;

/**
 * How many submissions of one lead are kept on one day: of one source, and as long as there are fewer than so many in
 * all. Who sends much leaves room for other sources, programs leave room for forms that people fill in, both for sources
 * that sign, and all for the person themself.
 */
const shares = {
  unsigned: { ofOne: 5, inAll: 10 },
  form: { ofOne: 5, inAll: 20 },
  signed: { ofOne: 20, inAll: 40 },
  person: { ofOne: 20, inAll: 60 },
} as const satisfies Record<Sender["door"], object>;

/** How many additions stand on the lead: of each of these fields, the first and the last, and of all others together. */
const mostOfEach = 8;
const mostOfOthers = 16;
const each: readonly string[] = ["name", "phone", "message"];

const countedOn = ({ keptOn }: Lead, now: string) =>
  keptOn?.day === now.slice(0, 10) ? keptOn : { day: now.slice(0, 10), count: 0, of: {} };

/** Whether one more submission of this sender's is kept on this day. `now` is ISO 8601. */
export function hasRoomFor({ door, source }: Sender, lead: Lead, now: string): boolean {
  const { count, of } = countedOn(lead, now);
  return (of[source] ?? 0) < shares[door].ofOne && count < shares[door].inAll;
}

/** The lead with one more submission of this day kept; without a sender, one that a person released. */
export function keptOne(lead: Lead, sender: Sender | undefined, now: string): Lead {
  const { count, of, ...kept } = countedOn(lead, now);
  const one = sender && { [sender.source]: (of[sender.source] ?? 0) + 1 };
  return { ...lead, keptOn: { ...kept, count: count + 1, of: { ...of, ...one } } };
}

/** The lead that says that more was sent on this day, which is held; undefined where it says so. */
export function saysMore(lead: Lead, now: string): Lead | undefined {
  const kept = countedOn(lead, now);
  if ("more" in kept && kept.more) return undefined;
  return { ...lead, keptOn: { ...kept, more: true }, timeline: [...lead.timeline, { at: now, event: "more-held" }] };
}

/** Of too many, the first half and the last: what came first, and what is new. */
export function ends<One>(list: readonly One[], most: number): One[] {
  const first = Math.ceil(most / 2);
  return list.length <= most ? [...list] : [...list.slice(0, first), ...list.slice(first - most)];
}

function fewer(additions: readonly Addition[], ofEach: number, ofOthers: number): Addition[] {
  const ofField = (name: string) => additions.filter(({ field }) => field === name);
  const kept = new Set([
    ...each.flatMap((name) => ends(ofField(name), ofEach)),
    ...additions.filter(({ field }) => !each.includes(field)).slice(-ofOthers),
  ]);
  return additions.filter((one) => kept.has(one));
}

const withAdditions = (lead: Lead, ofEach: number, ofOthers: number): Lead => ({
  ...lead,
  additions: fewer(lead.additions ?? [], ofEach, ofOthers),
});
const withMessage = (lead: Lead, most: number): Lead => ({
  ...lead,
  facts: { ...lead.facts, ...(lead.facts.message && { message: cutText(lead.facts.message, most) }) },
});
const withLatest = (lead: Lead, most: number): Lead =>
  lead.facts.events ? { ...lead, facts: { ...lead.facts, events: lead.facts.events.slice(-most) } } : lead;
const withWritten = ({ asWritten, ...lead }: Lead, most: number): Lead =>
  asWritten ? { ...lead, asWritten: asWritten.slice(0, most) } : lead;

/** What is given up, one after the other, until the rest fits; names, numbers and messages last. */
const shorter: readonly ((lead: Lead) => Lead)[] = [
  (lead) => withWritten(lead, 12),
  (lead) => withAdditions(lead, mostOfEach, 8),
  (lead) => withMessage(lead, 4000),
  (lead) => withWritten(lead, 4),
  (lead) => withAdditions(lead, mostOfEach, 2),
  (lead) => withMessage(lead, 1500),
  (lead) => withAdditions(lead, 4, 0),
  (lead) => withLatest(lead, 20),
];

/** What submissions put on the lead. */
const submitted = ({ facts, asWritten, additions, consent }: Lead): number =>
  bytesOf({ facts, asWritten, additions, consent });

/** The lead with no more of its submissions than their share of the item. */
export const withinBytes = (lead: Lead): Lead =>
  shorter.reduce(
    (fits, shorten) => (submitted(fits) <= mostSubmitted ? fits : shorten(fits)),
    lead.additions ? withAdditions(lead, mostOfEach, mostOfOthers) : lead,
  );
