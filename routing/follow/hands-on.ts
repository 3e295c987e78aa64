import { close, type Ended, type Held, placeIn } from "../lead/close-lead.ts";
import { type Escalation, type Lead, type Offer, openOffers } from "../lead/lead.ts";
import { isFinal, isFollowed } from "../lead/lifecycle.ts";
import { withoutMeeting } from "../lead/meeting.ts";
import { answered, managerLinksOf, move, takenByManager, uncounted, withoutOwner } from "../lead/move-lead.ts";
import { dueAfter } from "../lead/workflow-state.ts";
import type { Policy } from "../policy/policy.ts";
import type { RepState } from "../reps/rep.ts";
import { refusalOf } from "../reps/standing.ts";
import { handedOn } from "./follow-up.ts";

/** Why a manager turns a lead away. */
export const rejectReasons = ["not-a-lead", "duplicate", "advertising", "not-served", "other"] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** What somebody does with a lead that is not theirs. */
export type HandsOn =
  /** To a rep, or to a manager who takes it: `assign` a lead that nobody owns, `transfer` one that somebody does. */
  | { kind: "assign" | "transfer"; to: RepState; offer: Offer }
  /** From this rep or manager to whoever is next by the rules. */
  | { kind: "hand-on"; from: string; escalation?: Escalation | undefined }
  | { kind: "reject"; reason: RejectReason; note?: string | undefined }
  /** Back to whom it had, where `owner` is given and may have it, else to whoever is next by the rules. */
  | { kind: "reopen"; owner?: RepState | undefined };

/**
 * Why nothing was done. `before`: it is so already. `too-early`: it is being decided. `being-told`: its owner or its person
 * is. `inactive`, `paused`, `full`: of who was to get it. `too-often`: it went through too many hands. `no-manager`: there is
 * no other whose lead it could be. `another`: its person has another lead that is open.
 */
export type Refusal =
  | "before"
  | "too-early"
  | "being-told"
  | "over"
  | "owned"
  | "not-owned"
  | "not-theirs"
  | "not-over"
  | "withdrawn"
  | "inactive"
  | "paused"
  | "full"
  | "too-often"
  | "no-manager"
  | "another";

/** What must be written, all or none: the lead, and what the reps hold no more, or hold now. */
export type Handed =
  | { result: Refusal }
  | ({ result: "done" } & Ended & {
        /** The offer by which a rep takes a place now; it is charged unless it costs nothing anew. */
        taken?: { offer: Offer; charged: boolean };
      });

/** The most offers of one lead, so that its item stays small. */
const mostOffers = 60;

/** Who handles a lead, when, and by which limits. `by` is a manager's id, or the name of who typed a command. */
export interface Handling {
  by: string;
  now: string;
  policy: Pick<Policy, "in_flight">;
}

/** The lead after an act of somebody who manages it. */
export function handle(lead: Lead, act: HandsOn, { by, now, policy }: Handling): Handed {
  switch (act.kind) {
    case "assign":
    case "transfer":
      return assign(lead, act, { by, now, policy });
    case "hand-on":
      return handOn(lead, act, by, now);
    case "reject": {
      if (isFinal(lead.status)) return { result: lead.closed?.outcome === "invalid" ? "before" : "over" };
      const { reason, note } = act;
      return { result: "done", ...close(lead, { outcome: "invalid", at: now, by, reason, ...(note && { note }) }) };
    }
    case "reopen":
      return reopen(lead, act.owner, { by, now, policy });
  }
}

type Assign = Extract<HandsOn, { kind: "assign" | "transfer" }>;

function assign(lead: Lead, { kind, to, offer }: Assign, { by, now, policy }: Handling): Handed {
  if (isFinal(lead.status)) return { result: "over" };
  if (lead.status === "new" || lead.status === "qualified") return { result: "too-early" };
  if (lead.ownerId === to.id) return { result: "before" };
  if (lead.status === "accepted") return { result: "being-told" };
  if ((kind === "transfer") !== (lead.ownerId !== undefined)) {
    return { result: kind === "transfer" ? "not-owned" : "owned" };
  }
  if (lead.offers.length >= mostOffers) return { result: "too-often" };
  if (!to.active) return { result: "inactive" };
  const dueAt = dueAfter(now, 0);
  // Who was asked alone holds a place, and was charged, already.
  const asked = openOffers(lead).find(({ repId, round }) => repId === to.id && round === undefined);
  if (asked) {
    const accepted = answered(lead, asked.attempt, "accepted", now);
    return { result: "done", lead: { ...withBy(accepted, by), dueAt }, freed: [], credited: [] };
  }
  const asManager = to.role === "manager";
  // Who is not at work gets to it when they are.
  const refused = asManager ? undefined : refusalOf(to, offer, policy, now);
  if (refused) return { result: refused };
  const { lead: free, freed, credited } = taken(lead, now);
  const event = { at: now, event: "assigned", repId: to.id, by };
  const owned = { ownerId: to.id, acceptedAt: now };
  if (!asManager) {
    const made: Offer = { ...offer, outcome: "accepted", answeredAt: now, byHand: by };
    const offers = [...free.offers, made];
    const assigned = move(free, "accepted", { ...event, attempt: offer.attempt }, { ...owned, offers });
    return {
      ...{ result: "done", lead: { ...assigned, dueAt }, freed, credited },
      taken: { offer: made, charged: true },
    };
  }
  if (lead.status === "escalated" && lead.escalation?.managerId === to.id) {
    return { result: "done", lead: { ...withBy(takenByManager(lead, now), by), dueAt }, freed, credited };
  }
  const escalation: Escalation = {
    ...{ managerId: to.id, cause: "by-hand", at: now, remindAt: [], reminded: 0, linkHashes: [], answeredAt: now },
    ...(lead.escalation && { before: (lead.escalation.before ?? 0) + 1 }),
  };
  return {
    result: "done",
    lead: { ...move(free, "accepted", event, { ...owned, escalation, managerLinks: managerLinksOf(lead) }), dueAt },
    freed,
    credited,
  };
}

/** The last event of the lead, with who did it. */
function withBy(lead: Lead, by: string): Lead {
  const last = lead.timeline.at(-1);
  return last ? { ...lead, timeline: [...lead.timeline.slice(0, -1), { ...last, by }] } : lead;
}

const held = ({ round }: Offer): boolean => round === undefined;

/**
 * The lead without its open offers and its owner, who had no part in that: what they held is free, and what it cost them is
 * credited. The first to see it alone, the last to own it.
 */
function taken(lead: Lead, now: string): Ended {
  const open = openOffers(lead);
  const owners = lead.offers.find(({ repId, outcome }) => outcome === "accepted" && repId === lead.ownerId);
  const ended = [...open, ...(owners ? [owners] : [])];
  const offers = lead.offers.map((offer) => {
    if (!ended.includes(offer)) return offer;
    return uncounted({ ...offer, outcome: offer === owners ? "handed-on" : "taken", answeredAt: now });
  });
  const { waitingSince: _, waitKey: __, wokenAt: ___, ...rest } = lead.ownerId ? withoutOwner(lead) : lead;
  return {
    lead: { ...rest, offers },
    // Who owns it holds a place, also where they claimed it among several to whom it was shown.
    freed: ended
      .filter((offer) => offer === owners || held(offer))
      .map((offer): Held => ({ ...placeIn(offer), countedIn: offer.countedIn })),
    credited: ended.flatMap(({ attempt, charged }) => (charged ? [attempt] : [])),
  };
}

function handOn(
  lead: Lead,
  { from, escalation }: Extract<HandsOn, { kind: "hand-on" }>,
  by: string,
  now: string,
): Handed {
  if (isFinal(lead.status)) return { result: "over" };
  if (lead.offers.length >= mostOffers) return { result: "too-often" };
  if (lead.status === "accepted" && lead.ownerId === from) return { result: "being-told" };
  if (isFollowed(lead.status) && lead.ownerId === from) {
    const isReps = lead.offers.some(({ repId, outcome }) => outcome === "accepted" && repId === from);
    return { result: "done", ...(isReps ? handedOn(lead, now, by) : freeOfManager(lead, by, now)) };
  }
  if (lead.status === "escalated" && lead.escalation?.managerId === from) {
    if (!escalation) return { result: "no-manager" };
    const event = { at: now, event: "escalated", repId: escalation.managerId, detail: escalation.cause, by };
    const moved = move(lead, "escalated", event, { escalation, managerLinks: managerLinksOf(lead) });
    return { result: "done", lead: { ...moved, dueAt: dueAfter(now, 0) }, freed: [], credited: [] };
  }
  const asked = openOffers(lead).find(({ repId }) => repId === from);
  if (!asked) return { result: "not-theirs" };
  const offers = lead.offers.map((offer) =>
    offer === asked ? uncounted({ ...offer, outcome: "taken" as const, answeredAt: now }) : offer,
  );
  const to = offers.some(({ outcome }) => outcome === undefined) ? "offered" : "ready";
  const event = { at: now, event: "handed-on", attempt: asked.attempt, repId: from, by };
  const moved = move(lead, to, event, { offers });
  const { countedIn, attempt, charged } = asked;
  return {
    result: "done",
    lead: to === "ready" ? { ...moved, pastOffers: offers.length, dueAt: dueAfter(now, 0) } : moved,
    freed: held(asked) ? [{ ...placeIn(asked), countedIn }] : [],
    credited: charged ? [attempt] : [],
  };
}

/** The lead of a manager, who holds no place of it, ready for whoever is next. */
function freeOfManager(lead: Lead, by: string, now: string): Ended {
  const event = { at: now, event: "handed-on", ...(lead.ownerId && { repId: lead.ownerId }), by };
  const moved = move(withoutOwner(lead), "ready", event, { pastOffers: lead.offers.length });
  return { lead: { ...moved, dueAt: dueAfter(now, 0) }, freed: [], credited: [] };
}

/**
 * The lead as before it ended: with its owner, who is told and introduced anew, or ready for whoever is next. What a person
 * withdrew stays so. The turn that it cost its owner is not counted again.
 */
function reopen(lead: Lead, owner: RepState | undefined, { by, now, policy }: Handling): Handed {
  if (!isFinal(lead.status)) return { result: "not-over" };
  if (lead.closed?.outcome === "withdrawn") return { result: "withdrawn" };
  const { closed, follow: _, ...rest } = withoutMeeting(lead);
  const event = { at: now, event: "reopened", detail: closed?.outcome ?? lead.status, by };
  const had = rest.offers.find(({ repId, outcome }) => outcome === "accepted" && repId === rest.ownerId);
  const may = owner && had && owner.id === rest.ownerId && owner.active && owner.role === "rep";
  // It was one of their new leads when it came.
  const unlimited = { perHour: undefined, perDay: undefined, perWeek: undefined, perMonth: undefined };
  const { pool: _pool, ...takes } = had ?? {};
  if (may && !refusalOf({ ...owner, ...unlimited }, takes, policy, now)) {
    const again = { acceptedAt: now, ownedBefore: (rest.ownedBefore ?? 0) + 1 };
    const moved = move(rest, "accepted", { ...event, repId: owner.id }, again);
    const back = { lead: { ...moved, dueAt: dueAfter(now, 0) }, freed: [], credited: [] };
    return { result: "done", ...back, taken: { offer: had, charged: false } };
  }
  const ended = rest.offers.map((offer) => (offer === had ? { ...offer, outcome: "handed-on" as const } : offer));
  const free = rest.ownerId === undefined ? rest : withoutOwner(rest);
  const moved = move(free, "ready", event, { offers: ended, pastOffers: ended.length });
  return { result: "done", lead: { ...moved, dueAt: dueAfter(now, 0) }, freed: [], credited: [] };
}
