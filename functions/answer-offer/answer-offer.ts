import { type AnswerDeps, type Answering, answerOpenOffer } from "../../adapters/claims/answer-offer.ts";
import { type LinkTarget, leadIdIn, linkTarget } from "../../adapters/leads/offer-link.ts";
import { manageForms } from "../../adapters/pages/manage-forms.ts";
import { messagePage } from "../../adapters/pages/message-page.ts";
import { type OfferPage, offerPage } from "../../adapters/pages/offer-page.ts";
import { type OwnedPage, ownedPage } from "../../adapters/pages/owned-page.ts";
import type { Page } from "../../adapters/pages/page.ts";
import { whenShown } from "../../adapters/pages/page-token.ts";
import { logger } from "../../adapters/step.ts";
import type { Lead, Locale, OfferOutcome } from "../../routing/lead/lead.ts";
import { type DeclineReason, declineReasons } from "../../routing/offers/decline-reasons.ts";
import { givingBack } from "../../routing/offers/give-back.ts";
import { contactBy } from "../../routing/offers/offer.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { managersPage } from "../managers-page.ts";
import { policyFor, repWith } from "../people.ts";

export type Deps = AnswerDeps;

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

  const { result, lead, notWoken } = wasOpen
    ? await answerOpenOffer(loaded.id, target, answeringOf(answer, reason), rep, deps)
    : { result: "not-open" as const, lead: loaded, notWoken: undefined };
  if (notWoken) logger.warn("workflow not woken, left to the sweeper", { leadId: lead.id, errorName: notWoken.name });
  const mine = result === "done";
  const state = result === "paused" || result === "full" ? result : stateOf(lead, target, deps.now());
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

/** A decline without a reason does not come this far. */
const answeringOf = (answer: Answer, reason: DeclineReason | undefined): Answering =>
  answer.decision === "decline" && reason ? { decision: "decline", reason, note: answer.note } : { decision: "accept" };

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
