import { holdersOf, type Lead, type TimelineEvent } from "./lead.ts";
import { meetingOf } from "./meeting.ts";

/**
 * What an act on a lead depends on: where it stands, who has it, which attempt it is, and what people said and promised.
 * Whoever acts on what they saw is refused when this is another by then. What goes on by itself, such as reminders, is no
 * part of it, so that it refuses nobody.
 */
export function actBasis(lead: Lead): string {
  const { status, ownerId, ownedBefore = 0, offers, escalation, follow, closed, acceptedAt } = lead;
  const meeting = meetingOf(lead);
  return JSON.stringify([
    ...[status, holdersOf(lead), ownerId, ownedBefore, acceptedAt],
    offers.map(({ outcome = "open", creditedBack }) => [outcome, creditedBack?.at]),
    escalation && [escalation.managerId, escalation.before, escalation.answeredAt],
    follow && [follow.contactedAt, follow.tried, follow.nextTryAt, follow.wish?.at],
    meeting && [meeting.at, meeting.minutes],
    closed && [closed.outcome, closed.at],
  ]);
}

/** What happened by itself, and changed nothing that an act depends on. */
const byItself: readonly string[] = ["reminded", "merged", "corrected", "unreachable", "unsubscribed", "look-asked"];
/** What somebody does of whom the event says that it was theirs. */
const ofThemselves: readonly string[] = [
  ...["accepted", "declined", "contacted", "no-answer", "given-back", "closed"],
  ...["meeting", "meeting-booked", "meeting-moved", "meeting-cancelled"],
];

/** Who did what when. Without `by` it was Turno itself, or the lead's person. */
export interface LastDone {
  act: string;
  /** ISO 8601 */
  at: string;
  by?: string;
  /** Whom it concerned: who got the lead, or was asked. */
  who?: string;
  detail?: string;
}

/** What happened to a lead last that an act depends on. */
export function lastDone({ timeline, receivedAt, offers }: Pick<Lead, "timeline" | "receivedAt" | "offers">): LastDone {
  const counted = timeline.filter(({ event }) => !byItself.includes(event));
  const done = counted.findLast(({ event }) => event !== "credited-back");
  const latest = counted.at(-1);
  // What an act credits at the same time belongs to it.
  const last = done?.at === latest?.at && crediting.includes(done?.event ?? "") ? done : latest;
  if (!last) return { act: "received", at: receivedAt };
  const { event: act, at, repId, detail } = last;
  const by = doerOf(last, offers);
  return { act, at, ...(by && { by }), ...(repId && { who: repId }), ...(detail && { detail }) };
}

/** What credits offers by itself. */
const crediting: readonly string[] = ["assigned", "closed", "handed-on", "chosen"];

/** The id of who did it, or the name of who typed a command; a meeting says only on which side they are. */
function doerOf({ event, by, repId, attempt }: TimelineEvent, offers: Lead["offers"]): string | undefined {
  if (event === "credited-back") return offers.find((offer) => offer.attempt === attempt)?.creditedBack?.by;
  if (by === "lead") return undefined;
  return by !== undefined && by !== "rep" ? by : ofThemselves.includes(event) ? repId : undefined;
}
