import { readNote } from "../../routing/lead/clean-text.ts";
import { placeIn } from "../../routing/lead/close-lead.ts";
import type { Lead, Offer } from "../../routing/lead/lead.ts";
import { answered, takenByManager } from "../../routing/lead/move-lead.ts";
import { dueAfter, withDueTime, workflowState } from "../../routing/lead/workflow-state.ts";
import type { DeclineReason } from "../../routing/offers/decline-reasons.ts";
import { type Asking, isOpenTo } from "../../routing/offers/open-offer.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import type { LeadChange, LeadStore } from "../leads/lead-store.ts";
import { type Freed, freePlace } from "../reps/free-places.ts";
import { resetLapses } from "../reps/pause-place.ts";
import type { WaitingTasks } from "../workflow.ts";
import { type ClaimDeps, claimShown } from "./claim-shown.ts";

export interface AnswerDeps extends ClaimDeps {
  leads: LeadStore;
  tasks: Pick<WaitingTasks, "wake">;
  now: () => string;
}

/** What somebody says to an offer. `note` as it was typed. */
export type Answering =
  | { decision: "accept" }
  | { decision: "decline"; reason: DeclineReason; note?: string | undefined };

/** What came of it, and the lead as it is now. `not-open`: it was answered, taken or over before. */
export interface AnsweredOffer {
  result: "done" | "not-open" | "paused" | "full";
  lead: Lead;
  /** The task that could not be woken; it times out. */
  notWoken?: Error | undefined;
}

/**
 * Writes the answer of a rep to one of their offers, or of a manager to an escalation. The conditional write of the lead
 * decides races: the first answer in time wins. Then the task that waits is woken, unless the lead is still offered to others
 * of a round. @throws LeadNotFound, Contention
 */
export async function answerOpenOffer(
  leadId: string,
  asking: Asking,
  answering: Answering,
  rep: RepState,
  deps: AnswerDeps,
): Promise<AnsweredOffer> {
  let result = "not-open" as AnsweredOffer["result"];
  const lead = await deps.leads.update(leadId, async (lead) => {
    const now = deps.now();
    result = isOpenTo(lead, asking, now) ? "done" : "not-open";
    if (result !== "done") return undefined;
    const shown = asking.kind === "offer" && answering.decision === "accept" ? lead.offers[asking.index] : undefined;
    if (shown?.round === undefined) return changeOf(lead, asking, answering, rep, now, deps.repsTable);
    const change = await claimShown(lead, shown, now, deps);
    result = typeof change === "string" ? change : "done";
    return typeof change === "string" ? undefined : change;
  });
  // The task keeps waiting while the lead is still offered to others of the round.
  const over = result === "done" && lead.status !== "offered";
  return { result, lead, notWoken: over ? await wake(lead, deps.tasks) : undefined };
}

function changeOf(
  lead: Lead,
  asking: Asking,
  answering: Answering,
  rep: RepState,
  now: string,
  repsTable: string,
): LeadChange {
  const dueAt = dueAfter(now, 1);
  if (asking.kind === "escalation") return { ...takenByManager(lead, now), dueAt };
  const offer = lead.offers[asking.index];
  if (!offer) return undefined;
  // An answer resets the count of lapses.
  const forget = rep.lapses ? [resetLapses(repsTable, rep.id)] : [];
  if (answering.decision === "accept") {
    return { lead: { ...answered(lead, offer.attempt, "accepted", now), dueAt }, also: forget };
  }
  const said = [answering.reason, readNote(answering.note)].filter(Boolean).join(": ");
  const after = answered(lead, offer.attempt, "declined", now, said);
  return {
    lead: after.status === "offered" ? withDueTime(after) : { ...after, dueAt },
    also: offer.round === undefined ? [freePlace(repsTable, freedBy(offer))] : forget,
  };
}

/** What a decline gives back of the rep's limits. */
const freedBy = (offer: Offer): Freed => ({ ...placeIn(offer), lapses: { kind: "over" } });

/** Completes the task. The answer is stored already: if this fails, the next reminder or the sweeper finds it. */
async function wake(lead: Lead, tasks: AnswerDeps["tasks"]): Promise<Error | undefined> {
  if (!lead.taskToken) return undefined;
  try {
    await tasks.wake(lead.taskToken, { leadId: lead.id, kind: workflowState(lead).kind });
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
