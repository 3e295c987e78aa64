import type { Lead, Offer } from "../lead/lead.ts";
import { meetingOf } from "../lead/meeting.ts";
import type { Reassigned } from "../ledger/reassigned.ts";
import type { Policy } from "../policy/policy.ts";
import { poolLimits, quotasAt } from "../reps/capacity.ts";
import type { ClosingsByKind } from "../reps/closings.ts";
import { pointsOf, timeToClose } from "../reps/effort.ts";
import type { Rep } from "../reps/rep.ts";
import { addWorkingTime } from "../time/working-time.ts";
import { answerLimit } from "./answer-limit.ts";
import { priorityOf, slaOf, untimed } from "./sla.ts";

/** What an offer depends on that is learnt: the closed leads of each kind, and the reassignments of each pool. */
export interface Learnt {
  closings: ClosingsByKind;
  reassigned: ReadonlyMap<string, Reassigned>;
}

/**
 * The next offer of a lead to a rep. It expires after the priority's answering time in the rep's working time, with
 * reminders at the policy's fractions of it. Undefined if the rep never works. If the rep is known to work from now
 * until `atWorkUntil` (epoch milliseconds), times before that need no calendar.
 */
export function makeOffer(
  lead: Lead,
  rep: Rep,
  pool: string,
  policy: Policy,
  now: string,
  learnt: Learnt,
  atWorkUntil = Number.NEGATIVE_INFINITY,
): Offer | undefined {
  const start = Date.parse(now);
  const after = (minutes: number) => {
    const end = start + minutes * 60_000;
    return end <= atWorkUntil ? new Date(end).toISOString() : addWorkingTime(rep, now, minutes);
  };
  const priority = priorityOf(lead);
  const { answer } = slaOf(lead, policy);
  const limit = answer === undefined ? undefined : answerLimit(answer, learnt.reassigned.get(pool)?.[priority]);
  const { minutes, of } = limit ?? { minutes: untimed };
  const expiresAt = limit ? after(minutes) : new Date(start + untimed * 60_000).toISOString();
  if (!expiresAt) return undefined;
  const remindAt = (limit ? policy.reminders : [])
    .map((part) => after(minutes * part))
    .filter((at) => at !== undefined)
    .sort();
  return {
    attempt: lead.offers.length + 1,
    repId: rep.id,
    pool,
    offeredAt: now,
    expiresAt,
    ...(of !== undefined && { limit: { minutes, of } }),
    remindAt,
    reminded: 0,
    linkHashes: [],
    ...takenOf(lead, rep, pool, policy, start, learnt.closings),
  };
}

/** The offer by which a lead is given to a rep by hand; it is answered as it is made. */
export const offerByHand = (
  lead: Lead,
  rep: Rep,
  pool: string,
  policy: Policy,
  now: string,
  closings: ClosingsByKind,
): Offer => ({
  attempt: lead.offers.length + 1,
  repId: rep.id,
  pool,
  offeredAt: now,
  expiresAt: now,
  remindAt: [],
  reminded: 0,
  linkHashes: [],
  ...takenOf(lead, rep, pool, policy, Date.parse(now), closings),
});

/** The offer's effort and time to close, and the periods in which it counts as new, for reps with such limits. */
function takenOf(
  lead: Lead,
  rep: Rep,
  pool: string,
  policy: Policy,
  at: number,
  closings: ClosingsByKind,
): Pick<Offer, "points" | "toClose" | "countedIn"> {
  const counts = rep.effort !== undefined || Object.keys(policy.effort).length > 0;
  const quotas = quotasAt(rep, at, poolLimits(policy, pool));
  const toClose = timeToClose(lead, policy, closings);
  return {
    ...(counts && { points: pointsOf(lead, policy) }),
    ...(toClose !== undefined && { toClose }),
    ...(quotas.length > 0 && { countedIn: quotas.map(({ period }) => period) }),
  };
}

/** By when the lead's person was promised to hear from its owner, in the owner's working time, or when they meet. */
export function contactBy(lead: Lead, owner: Rep, policy: Policy): string | undefined {
  const meeting = meetingOf(lead);
  if (meeting) return meeting.at;
  const minutes = slaOf(lead, policy).first_contact;
  if (minutes === undefined) return undefined;
  return addWorkingTime(owner, lead.acceptedAt ?? lead.receivedAt, minutes);
}
