import pLimit from "p-limit";
import type { LeadStore, WaitingLead } from "../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../adapters/policies/policy-store.ts";
import { logger } from "../adapters/step.ts";
import type { WaitingTasks } from "../adapters/workflow.ts";
import { reserveOnBoard } from "../routing/backlog.ts";
import type { Board } from "../routing/choice/board.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { turnOrder } from "../routing/offers/turn-order.ts";

/** The most leads that one walk reads. */
const mostRead = 500;
/** How many leads are woken at once. */
const atOnce = 8;
/** How long a place is reserved for a lead that was woken. Milliseconds. */
const reservedFor = 60_000;
/** How long it is reserved for a lead whose workflow was gone, until the sweeper has restarted it. Milliseconds. */
const reservedForRestart = 3 * 60_000;
/** The most waiting leads that a choice is compared with. */
const mostCompared = 5000;

/** The state of one walk along the waiting leads, which may be done in several parts. */
export interface Walk {
  /** The free places; each lead that is served takes its place here, so the next lead sees what is left. */
  board: Board;
  /** Wait keys of leads for which nobody is free on the board. */
  unavailable: Set<string>;
  /** The leads that were woken. */
  woken: Set<string>;
  /** How many leads were read, which is limited, and for how many of them that failed. */
  read: { count: number; failed: number };
}

/** A walk that begins with this board. */
export const newWalk = (board: Board): Walk => ({
  board,
  unavailable: new Set(),
  woken: new Set(),
  read: { count: 0, failed: 0 },
});

interface BeforeAndAfter {
  before: WaitingLead[];
  after: WaitingLead[];
}
export const noneWaiting: BeforeAndAfter = { before: [], after: [] };

/** The other waiting leads: those that come before this one in the order of turns, and those that come after. */
export async function waitingBeforeAndAfter(lead: Lead, leads: Pick<LeadStore, "waiting">): Promise<BeforeAndAfter> {
  const others = (await leads.waiting(mostCompared)).filter(({ id }) => id !== lead.id);
  const own = turnOrder(lead);
  return { before: others.filter(({ turn }) => turn < own), after: others.filter(({ turn }) => turn > own) };
}

interface Deps {
  leads: Pick<LeadStore, "get" | "update">;
  policies: Pick<PolicyStore, "get">;
  tasks: Pick<WaitingTasks, "wake">;
  /** Whether there is time for another lead. */
  hasTime: () => boolean;
}

/**
 * Wakes the waiting leads that would be offered to somebody now. `waiting` is in the order of turns. Places are
 * reserved sequentially in that order, while earlier leads are already being woken. Reads one lead per wake-up and one
 * per wait key for which nobody is free. A place stays reserved for a minute for a lead that was woken and has not
 * claimed yet; it is not woken again in that time. A lead whose processing fails has no place reserved, or it would
 * block all the others.
 */
export async function wakeWaiting(waiting: readonly WaitingLead[], walk: Walk, now: string, deps: Deps): Promise<void> {
  const limit = pLimit(atOnce);
  const wakeUps: Promise<void>[] = [];
  const guarded = async (leadId: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      walk.read.failed += 1;
      logger.warn("waiting lead passed over", { leadId, errorName: (error as Error).name });
    }
  };
  for (const one of waiting) {
    if (walk.unavailable.has(one.waitKey)) continue;
    if (walk.read.count >= mostRead || !deps.hasTime()) break;
    walk.read.count += 1;
    await guarded(one.id, async () => {
      const lead = await reserve(one, walk, now, deps);
      if (!lead) return;
      const wakeUp = async () => {
        if (deps.hasTime() && (await wake(lead, now, deps))) walk.woken.add(lead.id);
      };
      wakeUps.push(limit(() => guarded(lead.id, wakeUp)));
    });
  }
  await Promise.all(wakeUps);
}

/** Reserves a place on the board for this lead if somebody is free. Returns the lead if it has to be woken. */
async function reserve({ id, waitKey }: WaitingLead, walk: Walk, now: string, deps: Deps): Promise<Lead | undefined> {
  const lead = await deps.leads.get(id);
  if (lead?.status !== "waiting") return undefined;
  const woken = wasWokenLately(lead, now);
  // Without a token there is no task to complete: the lead will have one soon, or the sweeper has to restart it.
  if (!woken && !lead.taskToken) return undefined;
  const { policy } = await deps.policies.get(lead.policyVersion ?? 0);
  const turn = reserveOnBoard(lead, policy, walk.board, now);
  if (turn === "not-yet") walk.unavailable.add(waitKey);
  return turn === "now" && !woken ? lead : undefined;
}

const wasWokenLately = ({ wokenAt, taskToken }: Lead, now: string): boolean =>
  wokenAt !== undefined && Date.parse(wokenAt) > Date.parse(now) - (taskToken ? reservedFor : reservedForRestart);

/**
 * Wakes a lead, once even when several walks do so at the same time. If the token's task no longer exists, the workflow
 * is gone, and the lead becomes due for the sweeper. If the call fails, the next walk tries again.
 */
async function wake({ id, taskToken = "" }: Lead, now: string, { leads, tasks }: Deps): Promise<boolean> {
  let mine = false;
  await leads.update(id, (lead) => {
    mine = lead.status === "waiting" && lead.taskToken === taskToken && !wasWokenLately(lead, now);
    return mine ? { ...lead, wokenAt: now } : undefined;
  });
  if (!mine) return false;
  try {
    if (await tasks.wake(taskToken, { leadId: id, kind: "ready" })) return true;
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
