import type { Meeting } from "./follow.ts";
import type { Lead, TimelineEvent } from "./lead.ts";
import { isFinal } from "./lifecycle.ts";

/** When a meeting ends, ISO 8601. */
export const meetingEnd = ({ at, minutes }: Pick<Meeting, "at" | "minutes">): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** Whether a meeting is still agreed on: with the lead's owner, while the lead is open; of a customer, while they are one. */
const stands = ({ ownerId, status, closed }: Lead, { repId, cancelledAt, ofCustomer }: Meeting): boolean =>
  cancelledAt === undefined && (ofCustomer ? closed?.outcome === "won" : repId === ownerId && !isFinal(status));

/** The meeting of the lead with its owner, or of the customer with their success manager, that is still agreed on. */
export const meetingOf = (lead: Lead): Meeting | undefined =>
  lead.meeting && stands(lead, lead.meeting) ? lead.meeting : undefined;

/** All meetings of the lead that somebody may not know everything of. */
export const meetingsOf = ({ meeting, formerMeetings = [] }: Lead): Meeting[] => [
  ...formerMeetings,
  ...(meeting ? [meeting] : []),
];

/** Whether there is a change of a meeting that nobody was told of yet. */
export const isMeetingNews = (lead: Lead): boolean =>
  (lead.formerMeetings ?? []).length > 0 ||
  meetingsOf(lead).some((one) => one.told !== one.change || hasFallen(lead, one));

/**
 * It was agreed on and stands no more, without anybody having cancelled it. One with a former owner does not stand again when
 * the lead comes back to them.
 */
const hasFallen = (lead: Lead, meeting: Meeting): boolean =>
  !meeting.cancelledAt && !meeting.past && (meeting !== lead.meeting || !stands(lead, meeting));

/** The lead without its meeting, which is kept until both sides know that it is cancelled. */
export function withoutMeeting({ meeting, ...lead }: Lead): Lead {
  return meeting && !isSettled(meeting) ? { ...lead, formerMeetings: [...(lead.formerMeetings ?? []), meeting] } : lead;
}

/** Nothing has to be told of it any more. */
const isSettled = ({ cancelledAt, past, told, change }: Meeting): boolean =>
  past === true || (cancelledAt !== undefined && told === change);

type Booking = Pick<Meeting, "repId" | "at" | "minutes" | "by" | "ofCustomer">;

/**
 * The lead with a meeting with its owner: the one that it had, moved, or a new one. The same time again changes nothing.
 * @param now ISO 8601
 */
export function booked(lead: Lead, { repId, at, minutes, by, ofCustomer }: Booking, now: string): Lead {
  const before = meetingOf(lead);
  if (before?.at === at && before.minutes === minutes) return lead;
  const change = (lead.meetingChanges ?? 0) + 1;
  const moves = before?.repId === repId;
  const others = moves ? lead : withoutMeeting(lead);
  const meeting: Meeting = moves
    ? { ...before, at, minutes, by, change }
    : { repId, at, minutes, bookedAt: now, by, ...(ofCustomer && { ofCustomer }), change };
  const event = { at: now, event: moves ? "meeting-moved" : "meeting-booked", repId, detail: at, by };
  return { ...others, meeting, meetingChanges: change, timeline: [...lead.timeline, event] };
}

/** The lead after its meeting was cancelled; unchanged where there is none. */
export function cancelled(lead: Lead, by: Meeting["by"], now: string): Lead {
  const meeting = meetingOf(lead);
  if (!meeting) return lead;
  const change = (lead.meetingChanges ?? 0) + 1;
  const event = { ...cancelling(meeting, now), by };
  const timeline = [...lead.timeline, event];
  return { ...lead, meeting: { ...meeting, cancelledAt: now, change }, meetingChanges: change, timeline };
}

const cancelling = ({ repId, at }: Meeting, now: string): TimelineEvent => ({
  at: now,
  event: "meeting-cancelled",
  repId,
  detail: at,
});

/**
 * The lead right before both sides are told of its meetings, each noted to be told of. Those that stand no more are
 * cancelled by this, unless they are over already. Undefined where there is nothing to tell.
 * @param now ISO 8601
 */
export function tellingOf(lead: Lead, now: string): Lead | undefined {
  if (!isMeetingNews(lead)) return undefined;
  let change = lead.meetingChanges ?? 0;
  const events: TimelineEvent[] = [];
  const noted = (one: Meeting): Meeting => {
    if (one.told === one.change && !hasFallen(lead, one)) return one;
    const falls = hasFallen(lead, one);
    if (falls && meetingEnd(one) <= now) return { ...one, past: true, told: one.change };
    if (falls) events.push(cancelling(one, now));
    const after = falls ? { ...one, cancelledAt: now, change: ++change } : one;
    const invites = after.cancelledAt === undefined && {
      invited: true as const,
      ...(one.invited && { moved: true as const }),
    };
    return { ...after, told: after.change, ...invites };
  };
  const former = lead.formerMeetings?.map(noted);
  const meeting = lead.meeting && noted(lead.meeting);
  return {
    ...lead,
    ...(former && { formerMeetings: former }),
    ...(meeting && { meeting }),
    meetingChanges: change,
    timeline: [...lead.timeline, ...events],
  };
}

/**
 * The lead without those of its meetings with former owners whose end was `told`, as they were then; undefined where it has
 * none of them.
 */
export function withoutTold(lead: Lead, told: readonly Meeting[]): Lead | undefined {
  const { formerMeetings = [], ...rest } = lead;
  const isTold = (one: Meeting) =>
    isSettled(one) &&
    told.some(
      ({ repId, bookedAt, change }) => bookedAt === one.bookedAt && repId === one.repId && change === one.change,
    );
  const left = formerMeetings.filter((one) => !isTold(one));
  if (left.length === formerMeetings.length) return undefined;
  return left.length > 0 ? { ...rest, formerMeetings: left } : rest;
}
