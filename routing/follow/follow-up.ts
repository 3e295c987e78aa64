import { type Ended, placeIn } from "../lead/close-lead.ts";
import type { Follow } from "../lead/follow.ts";
import type { Lead } from "../lead/lead.ts";
import { isFollowed } from "../lead/lifecycle.ts";
import { meetingEnd, meetingOf } from "../lead/meeting.ts";
import { move, uncounted, withoutOwner } from "../lead/move-lead.ts";
import { dueAfter, secondsUntil } from "../lead/workflow-state.ts";
import { slaOf, untimed } from "../offers/sla.ts";
import type { Policy } from "../policy/policy.ts";
import type { Rep } from "../reps/rep.ts";
import { addWorkingTime } from "../time/working-time.ts";

const after = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();

/**
 * When the owner has to have logged the first contact, and when to remind them: in their working time from `since` on (ISO
 * 8601), for somebody without working hours in clock time. Who agreed on a meeting logs it after that.
 */
export function contactTimes(
  lead: Lead,
  owner: Rep,
  policy: Policy,
  since: string,
): Pick<Follow, "contactBy" | "remindAt"> {
  const minutes = slaOf(lead, policy).first_contact;
  const worked = (from: string, time: number) => addWorkingTime(owner, from, time) ?? after(from, time);
  const meeting = meetingOf(lead);
  if (minutes === undefined) {
    return { contactBy: after(since, untimed), remindAt: meeting ? [meetingEnd(meeting)] : [] };
  }
  if (!meeting) {
    const remindAt = policy.follow.reminders.map((part) => worked(since, minutes * part)).sort();
    return { contactBy: worked(since, minutes), remindAt };
  }
  const end = meetingEnd(meeting);
  return { contactBy: worked(end, minutes), remindAt: [end] };
}

/** What is followed of a lead whose owner is introduced now. */
export function startedFollow(lead: Lead, owner: Rep, policy: Policy, now: string): Follow {
  return {
    ...contactTimes(lead, owner, policy, lead.acceptedAt ?? now),
    reminded: 0,
    tries: [],
    tried: 0,
    quietSince: now,
    nudged: 0,
    asked: 0,
    restarts: 0,
  };
}

/**
 * What is due of the owner next, and when: a reminder of the first contact, the end of its time, a question how it goes, or
 * the end of asking; and at once what their manager is to hear. Undefined where nothing is due any more.
 */
export function nextDue(lead: Lead, { follow: { nudges } }: Policy): { kind: Due; at: string } | undefined {
  const { status, follow } = lead;
  if (!isFollowed(status) || !follow) return undefined;
  if (follow.wish && !follow.wish.told) return { kind: "wish", at: follow.wish.at };
  if (follow.unresolvedAt) return undefined;
  if (!follow.contactedAt && !follow.breachedAt) {
    const remindAt = follow.remindAt[follow.reminded];
    return remindAt ? { kind: "remind", at: remindAt } : { kind: "breach", at: follow.contactBy };
  }
  // Nobody is asked how it goes before they have met.
  const quietSince = [follow.quietSince, meetingOf(lead)?.at ?? ""].sort().at(-1) as string;
  const kind = follow.nudged < nudges.at_most ? "nudge" : "unresolved";
  return { kind, at: after(quietSince, nudges.every) };
}

type Due = "remind" | "breach" | "nudge" | "unresolved" | "wish";

/** What has to be done now; `wait` until when there is nothing, `over` when the lead needs no following any more. */
type FollowStep = { kind: Due | "hand-on" } | { kind: "wait"; until: string } | { kind: "over" };

/** Reminders whose time has passed are not made up for, once the time for the first contact is over. */
export function followStep(lead: Lead, policy: Policy, now: string): FollowStep {
  const due = nextDue(lead, policy);
  if (!due) return { kind: "over" };
  const { contactBy = "" } = lead.follow ?? {};
  const kind = due.kind === "remind" && contactBy <= now ? "breach" : due.kind;
  if (due.at > now) return { kind: "wait", until: due.at };
  return { kind: kind === "breach" && handsOn(lead, policy) ? "hand-on" : kind };
}

/** What the tasks of the workflow that follows one owner of a lead are given, and answer. */
export interface FollowResult {
  leadId: string;
  /** How many owners the lead had before the one who is followed. */
  ownedBefore: number;
  /** `wait` for `waitSeconds`, do what is `due`, or end: the lead is closed, or has gone to somebody else. */
  kind: "wait" | "due" | "over";
  waitSeconds?: number;
}

/** What the workflow that follows an owner of the lead has to do next, so that one that is started again goes on from there. */
export function followResult(lead: Lead, ownedBefore: number, policy: Policy, now: string): FollowResult {
  const about = { leadId: lead.id, ownedBefore };
  if ((lead.ownedBefore ?? 0) !== ownedBefore) return { ...about, kind: "over" };
  const step = followStep(lead, policy, now);
  if (step.kind === "wait") return { ...about, kind: "wait", waitSeconds: secondsUntil(step.until, now) };
  return { ...about, kind: step.kind === "over" ? "over" : "due" };
}

/**
 * Whether a lead with a late first contact goes to the next rep. An owner who has tried to reach the person keeps it: that
 * they do not answer is no reason to change who asks.
 */
function handsOn({ offers, ownerId, follow }: Lead, { follow: { breach, hand_on_at_most } }: Policy): boolean {
  const before = offers.filter(({ late }) => late).length;
  const asRep = offers.some(({ outcome, repId }) => outcome === "accepted" && repId === ownerId);
  return breach === "hand-on" && before < hand_on_at_most && asRep && follow?.tried === 0;
}

/** The lead with the time by which the next thing must have been done for its owner; without one where nothing is due. */
export function withFollowDue(lead: Lead, policy: Policy): Lead {
  const due = nextDue(lead, policy);
  if (due) return { ...lead, dueAt: dueAfter(due.at) };
  const { dueAt: _, ...rest } = lead;
  if (!isFollowed(lead.status) || !rest.follow) return rest;
  const { taskToken: __, ...follow } = rest.follow;
  return { ...rest, follow };
}

/** The lead after its owner was reminded of the first contact; reminders whose time has passed too are not made up for. */
export const contactReminded = (lead: Lead, policy: Policy, now: string): Lead =>
  noted(lead, policy, now, "contact-reminded", ({ reminded, remindAt }) => ({
    reminded: Math.max(reminded + 1, remindAt.filter((at) => at <= now).length),
  }));

/** The lead after its manager was told that the first contact is late. */
export const breached = (lead: Lead, policy: Policy, now: string): Lead =>
  noted(lead, policy, now, "contact-late", ({ asked }) => ({ breachedAt: now, quietSince: now, asked: asked + 1 }));

/** The lead after its owner was asked how it goes. */
export const nudged = (lead: Lead, policy: Policy, now: string): Lead =>
  noted(lead, policy, now, "nudged", ({ nudged, asked }) => ({
    ...{ nudged: nudged + 1, asked: asked + 1, quietSince: now },
  }));

/** The lead after its manager was told that there is no outcome. It stays open, and anything its owner logs counts. */
export const unresolved = (lead: Lead, policy: Policy, now: string): Lead =>
  noted(lead, policy, now, "unresolved", ({ asked }) => ({ unresolvedAt: now, asked: asked + 1 }));

/** The lead after its manager was told that its owner wants to give it back. */
export const wishTold = (lead: Lead, policy: Policy, now: string): Lead =>
  noted(lead, policy, now, "wish-told", ({ wish, asked }) => ({
    ...(wish && { wish: { ...wish, told: true as const }, asked: asked + 1 }),
  }));

function noted(
  lead: Lead,
  policy: Policy,
  at: string,
  event: string,
  change: (follow: Follow) => Partial<Follow>,
): Lead {
  if (!lead.follow) return lead;
  const follow = { ...lead.follow, ...change(lead.follow) };
  const moved = move(lead, lead.status, { at, event, ...(lead.ownerId && { repId: lead.ownerId }) }, { follow });
  return withFollowDue(moved, policy);
}

/**
 * The lead without its owner, ready for the next rep, who is never the same. What it cost in the ledger stays, as for an
 * offer that lapsed: they had their turn. A late owner is told. @param by who decided so; without them, the late contact
 */
export function handedOn(lead: Lead, now: string, by?: string): Ended {
  const held = lead.offers.find(({ repId, outcome }) => outcome === "accepted" && repId === lead.ownerId);
  if (!held) throw new Error(`lead ${lead.id} has no rep from whom it could be handed on`);
  const { repId, attempt, countedIn } = held;
  const offers = lead.offers.map((one) =>
    one === held
      ? uncounted({
          ...one,
          outcome: "handed-on" as const,
          answeredAt: now,
          ...((!by || lead.follow?.breachedAt) && { late: true as const }),
        })
      : one,
  );
  const stale = lead.additions?.length ? { stale: true as const } : {};
  const why = by ? { by } : { detail: "contact-late" };
  const event = { at: now, event: "handed-on", attempt, repId, ...why };
  // Its attempts begin anew: those before found an owner.
  const moved = move(withoutOwner(lead), "ready", event, { offers, pastOffers: offers.length, ...stale });
  return { lead: { ...moved, dueAt: dueAfter(now, 0) }, freed: [{ ...placeIn(held), countedIn }], credited: [] };
}

/** Whether the owner's page may still say how to reach the person: until some time after the lead was closed. */
export const showsContacts = ({ closed }: Lead, { follow }: Policy, now: string): boolean =>
  closed === undefined || now < after(closed.at, follow.contact_details);
