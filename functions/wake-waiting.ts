import type { LeadStore, WaitingLead } from "../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../adapters/policies/policy-store.ts";
import { logger } from "../adapters/step.ts";
import type { Workflow } from "../adapters/workflow.ts";
import { reserveOnBoard } from "../routing/backlog.ts";
import type { Board } from "../routing/board.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { turnOrder } from "../routing/offers/turn-order.ts";

/** Leads that one walk reads: those that it wakes, and one of each kind for which nobody is free. */
const mostRead = 500;
/** For how long a lead that was woken has the place that it was woken for. Milliseconds. */
const reservedFor = 60_000;
/** The same for one whose workflow was found to be gone, until the sweeper has started it again. */
const reservedForRestart = 3 * 60_000;
/** How many of the leads that wait a choice may have before it. */
const mostCompared = 5000;

/** One walk down the backlog, which may be taken in parts. */
export interface Walk {
  /** What is free; each lead whose turn it is takes its place here, so that the next finds what is left. */
  board: Board;
  /** Kinds of leads for which nobody is left on the board. */
  servedOut: Set<string>;
  /** The leads that were woken. */
  woken: Set<string>;
  /** The leads that were read, of whom there may be so many, and those of them that could not be looked at. */
  read: { count: number; failed: number };
}

/** A walk at this board. */
export const newWalk = (board: Board): Walk => ({
  board,
  servedOut: new Set(),
  woken: new Set(),
  read: { count: 0, failed: 0 },
});

interface BeforeAndAfter {
  before: WaitingLead[];
  after: WaitingLead[];
}
export const noneWaiting: BeforeAndAfter = { before: [], after: [] };

/** The leads that wait beside this one: those whose turn woken before its own, and after. */
export async function waitingBeforeAndAfter(lead: Lead, leads: Pick<LeadStore, "waiting">): Promise<BeforeAndAfter> {
  const others = (await leads.waiting(mostCompared)).filter(({ id }) => id !== lead.id);
  const own = turnOrder(lead);
  return { before: others.filter(({ turn }) => turn < own), after: others.filter(({ turn }) => turn > own) };
}

interface Deps {
  leads: Pick<LeadStore, "get" | "update">;
  policies: Pick<PolicyStore, "get">;
  workflow: Pick<Workflow, "wake">;
}

/**
 * Wakes those of these waiting leads, given in the order of their turn, who would be offered a place now, and no others.
 * Reads one lead for each that is woken, and one for each kind of lead for which nobody is free. A lead that was woken
 * and has not claimed yet keeps its place for a minute, and is not woken again before. One that cannot be looked at keeps
 * none, since all the others would wait for it.
 */
export async function wakeWaiting(waiting: readonly WaitingLead[], walk: Walk, now: string, deps: Deps): Promise<void> {
  for (const one of waiting) {
    if (walk.servedOut.has(one.kind)) continue;
    if (walk.read.count >= mostRead) return;
    walk.read.count += 1;
    try {
      await visit(one, walk, now, deps);
    } catch (error) {
      walk.read.failed += 1;
      logger.warn("waiting lead passed over", { leadId: one.id, errorName: (error as Error).name });
    }
  }
}

async function visit({ id, kind }: WaitingLead, walk: Walk, now: string, deps: Deps): Promise<void> {
  const lead = await deps.leads.get(id);
  if (lead?.status !== "waiting") return;
  const woken = wasWokenLately(lead, now);
  // Nobody can be woken who does not wait with a token: they are about to, or the sweeper has to restart them.
  if (!woken && !lead.taskToken) return;
  const { policy } = await deps.policies.get(lead.policyVersion ?? 0);
  const turn = reserveOnBoard(lead, policy, walk.board, now);
  if (turn === "not-yet") walk.servedOut.add(kind);
  if (turn === "now" && !woken && (await wake(lead, now, deps))) walk.woken.add(id);
}

const wasWokenLately = ({ wokenAt, taskToken }: Lead, now: string): boolean =>
  wokenAt !== undefined && Date.parse(wokenAt) > Date.parse(now) - (taskToken ? reservedFor : reservedForRestart);

/**
 * Wakes a lead, once for all who would at the same time. A token that nobody waits with is of a workflow that is gone,
 * so the lead is left to the sweeper; so is one that cannot be woken at present, to the next walk.
 */
async function wake({ id, taskToken = "" }: Lead, now: string, { leads, workflow }: Deps): Promise<boolean> {
  let mine = false;
  await leads.update(id, (lead) => {
    mine = lead.status === "waiting" && lead.taskToken === taskToken && !wasWokenLately(lead, now);
    return mine ? { ...lead, wokenAt: now } : undefined;
  });
  if (!mine) return false;
  try {
    if (await workflow.wake(taskToken, { leadId: id, kind: "ready" })) return true;
    await leads.update(id, (lead) => {
      if (lead.status !== "waiting" || lead.taskToken !== taskToken) return undefined;
      const { taskToken: _, ...rest } = lead;
      return { ...rest, dueAt: now };
    });
  } catch (error) {
    logger.warn("waiting lead not woken, left to the next walk", { leadId: id, errorName: (error as Error).name });
  }
  return false;
}
