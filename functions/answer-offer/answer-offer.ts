import type { LeadChange, LeadStore } from "../../adapters/leads/lead-store.ts";
import { type LinkTarget, leadIdIn, linkTarget } from "../../adapters/leads/offer-link.ts";
import { manageForms } from "../../adapters/pages/manage-forms.ts";
import { messagePage } from "../../adapters/pages/message-page.ts";
import { type OfferPage, offerPage } from "../../adapters/pages/offer-page.ts";
import { type OwnedPage, ownedPage } from "../../adapters/pages/owned-page.ts";
import type { Page } from "../../adapters/pages/page.ts";
import { whenShown } from "../../adapters/pages/page-token.ts";
import { type Freed, freePlace } from "../../adapters/reps/free-places.ts";
import { resetLapses } from "../../adapters/reps/pause-place.ts";
import { logger } from "../../adapters/step.ts";
import type { WaitingTasks } from "../../adapters/workflow.ts";
import { readNote } from "../../routing/lead/clean-text.ts";
import { placeIn } from "../../routing/lead/close-lead.ts";
import type { Lead, Locale, Offer, OfferOutcome } from "../../routing/lead/lead.ts";
import { answered, keepsCount, takenByManager } from "../../routing/lead/move-lead.ts";
import { dueAfter, withDueTime, workflowState } from "../../routing/lead/workflow-state.ts";
import { type DeclineReason, declineReasons } from "../../routing/offers/decline-reasons.ts";
import { givingBack } from "../../routing/offers/give-back.ts";
import { contactBy } from "../../routing/offers/offer.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { managersPage } from "../managers-page.ts";
import { policyFor, repWith } from "../people.ts";
import { type ClaimDeps, claimShown } from "./claim-shown.ts";

export interface Deps extends ClaimDeps {
  leads: LeadStore;
  tasks: Pick<WaitingTasks, "wake">;
  now: () => string;
}

/** What a person did with a link: opened it, or pressed a button. */
export type Answer =
  | { decision: "look" }
  | { decision: "accept"; token?: string }
  | { decision: "decline"; token?: string; reason?: string; note?: string };

/** The state of the link's offer for its recipient. */
type State = "open" | "accepted" | "declined" | "expired" | "taken" | "paused" | "full" | "given-back";

/**
 * Shows an offer or takes the answer to it. The conditional write of the lead decides races: the first answer in time
 * wins. A button counts when its page was open long enough to be read; else the page asks again, and nothing changes.
 * `offer` is the last part of the link; a malformed or unknown one is not found.
 */
export async function answerOffer(offer: string, answer: Answer, fallback: Locale, deps: Deps): Promise<Page> {
  const id = leadIdIn(offer);
  const loaded = id === undefined ? undefined : await deps.leads.get(id);
  const target = loaded && linkTarget(loaded, offer);
  if (!loaded || !target) return messagePage({ locale: fallback, state: "not-found" });

  const rep = await repWith(repIdOf(loaded, target), deps.reps);
  const declined = answer.decision === "decline";
  // A manager's page has no button to decline with, and that of somebody else's lead none to accept with.
  if (answer.decision === "look" || target.kind === "manager" || (declined && target.kind === "escalation")) {
    return show(loaded, target, rep, offer, deps);
  }
  const reason = declined ? declineReasons.find((known) => known === answer.reason) : undefined;
  const now = deps.now();
  const wasOpen = stateOf(loaded, target, now) === "open";
  if (wasOpen) {
    const unread = whenShown(answer.token, offer, now) !== "read";
    if (unread || (declined && !reason)) return show(loaded, target, rep, offer, deps, { ...answer, unread });
  }

  let mine = false;
  let refused: "paused" | "full" | undefined;
  const lead = await deps.leads.update(loaded.id, async (lead) => {
    const now = deps.now();
    mine = wasOpen && stateOf(lead, target, now) === "open";
    if (!mine) return undefined;
    const shown = target.kind === "offer" && answer.decision === "accept" ? lead.offers[target.index] : undefined;
    if (shown?.round === undefined) return decide(lead, target, reason, answer, rep, now, deps.repsTable);
    const change = await claimShown(lead, shown, now, deps);
    refused = typeof change === "string" ? change : undefined;
    mine = !refused;
    return typeof change === "string" ? undefined : change;
  });
  // The task keeps waiting while the lead is still offered to others of the round.
  if (mine && lead.status !== "offered") await wake(lead, deps.tasks);
  const state = refused ?? stateOf(lead, target, deps.now());
  if (state === "accepted") return owned(lead, target, rep, offer, mine ? "accepted" : "already-accepted", deps);
  return closed(state, rep.locale, mine);
}

function repIdOf(lead: Lead, target: LinkTarget): string | undefined {
  return target.kind === "offer" ? lead.offers[target.index]?.repId : target.managerId;
}

const outcomes: Record<OfferOutcome, Exclude<State, "open" | "full">> = {
  accepted: "accepted",
  declined: "declined",
  lapsed: "expired",
  taken: "taken",
  "given-back": "given-back",
  "handed-on": "taken",
  withdrawn: "taken",
};

function stateOf(lead: Lead, target: LinkTarget, now: string): State {
  if (target.kind !== "offer") {
    if (lead.status === "escalated" && lead.escalation?.managerId === target.managerId) return "open";
    return lead.escalation?.answeredAt ? "accepted" : "taken";
  }
  const offer = lead.offers[target.index];
  if (offer?.outcome) return outcomes[offer.outcome];
  return lead.status === "offered" && offer && offer.expiresAt > now ? "open" : "expired";
}

function decide(
  lead: Lead,
  target: LinkTarget,
  reason: DeclineReason | undefined,
  answer: Answer,
  rep: RepState,
  now: string,
  repsTable: string,
): LeadChange {
  const dueAt = dueAfter(now, 1);
  if (target.kind !== "offer") return { ...takenByManager(lead, now), dueAt };
  const offer = lead.offers[target.index];
  if (!offer) return undefined;
  // An answer resets the count of lapses.
  const forget = rep.lapses ? [resetLapses(repsTable, rep.id)] : [];
  if (answer.decision !== "decline") {
    return { lead: { ...answered(lead, offer.attempt, "accepted", now), dueAt }, also: forget };
  }
  const said = [reason, readNote(answer.note)].filter(Boolean).join(": ");
  const after = answered(lead, offer.attempt, "declined", now, said);
  return {
    lead: after.status === "offered" ? withDueTime(after) : { ...after, dueAt },
    also: offer.round === undefined ? [freePlace(repsTable, freedBy(offer, reason))] : forget,
  };
}

/** What a decline gives back of the rep's limits. */
const freedBy = (offer: Offer, reason: DeclineReason | undefined): Freed => ({
  ...placeIn(offer),
  lapses: { kind: "over" },
  ...(!keepsCount("declined", reason) && { countedIn: offer.countedIn }),
});

/** Completes the task. The answer is stored already: if this fails, the next reminder or the sweeper finds it. */
async function wake(lead: Lead, tasks: Deps["tasks"]): Promise<void> {
  if (!lead.taskToken) return;
  try {
    await tasks.wake(lead.taskToken, { leadId: lead.id, kind: workflowState(lead).kind });
  } catch (error) {
    logger.warn("workflow not woken, left to the sweeper", { leadId: lead.id, errorName: (error as Error).name });
  }
}

async function show(
  lead: Lead,
  target: LinkTarget,
  rep: RepState,
  offer: string,
  deps: Deps,
  asked?: OfferPage["asked"],
): Promise<Page> {
  const now = deps.now();
  if (target.kind !== "offer") return showManager(lead, target, rep, offer, deps, asked);
  const state = stateOf(lead, target, now);
  if (state === "accepted") return owned(lead, target, rep, offer, "already-accepted", deps);
  if (state !== "open") return closed(state, rep.locale, false);
  const policy = await policyFor(lead, deps.policies);
  const page = { locale: rep.locale, lead, rep, policy, action: offer, now, asked };
  return offerPage({ ...page, offer: lead.offers[target.index] });
}

/** The page of a lead for its manager, or for one whom another lead's owner was reported to. */
async function showManager(
  lead: Lead,
  target: LinkTarget,
  manager: RepState,
  link: string,
  deps: Deps,
  asked?: OfferPage["asked"],
): Promise<Page> {
  const { locale } = manager;
  if (!manager.active || manager.role !== "manager") return messagePage({ locale, state: "not-found" });
  const [policy, team] = await Promise.all([policyFor(lead, deps.policies), deps.reps.team()]);
  const now = deps.now();
  const forms = { base: `${link}/`, link };
  const isTheirs = lead.status === "escalated" && lead.escalation?.managerId === manager.id;
  if (target.kind !== "escalation" || !isTheirs) return managersPage({ lead, manager, ...team, policy, now, forms });
  const manage = manageForms(
    { lead, manager, ...team, policy, locale, now },
    { ...forms, action: `${link}/manage` },
    "take",
  );
  return offerPage({ locale, lead, rep: manager, policy, reps: team.reps, action: link, now, asked, manage });
}

async function owned(
  lead: Lead,
  target: LinkTarget,
  rep: RepState,
  link: string,
  state: OwnedPage["state"],
  deps: Deps,
): Promise<Page> {
  if (lead.ownerId !== rep.id) return messagePage({ locale: rep.locale, state: "already-taken" });
  const policy = await policyFor(lead, deps.policies);
  const due = contactBy(lead, rep, policy);
  const now = deps.now();
  const taken = target.kind === "offer" ? lead.offers[target.index] : undefined;
  const can = taken && givingBack(lead, taken, rep, policy, now);
  const canGiveBack = can === "allowed" || can === "being-told" || can === "too-many";
  const about = { locale: rep.locale, state, lead, rep, policy, contactBy: due, now };
  return ownedPage({ ...about, canGiveBack, forms: { action: `${link}/acts`, link } });
}

function closed(state: Exclude<State, "accepted">, locale: Locale, mine: boolean): Page {
  const gone = {
    "given-back": "given-back",
    declined: mine ? "declined" : "already-declined",
    taken: "already-taken",
    paused: "paused",
    full: "full",
  } as const;
  return messagePage({ locale, state: state === "open" || state === "expired" ? "expired" : gone[state] });
}
