import type { BacklogStore } from "../../adapters/leads/backlog-store.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { WaitingTasks } from "../../adapters/workflow.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { newWalk, wakeWaiting } from "../wake-waiting.ts";

/** The most waiting leads that are read from the index, which costs next to nothing. */
const mostWaiting = 20_000;
/** How long the index may lag behind the table. Milliseconds. */
const indexMayLag = 120_000;

export interface Backlog {
  waiting: number;
  /** The longest wait so far, in seconds. */
  longest: number;
  woken: number;
  /** Leads whose processing failed. */
  failed: number;
}

/**
 * Wakes the waiting leads for whom somebody is available now, whatever the reason: a shift began, a roster was
 * imported, a pause ended, a place was freed without a wake-up. It looks at the current state and not at changes, so
 * the next run makes up for a wake-up that was lost.
 */
export async function wakeLeads(deps: {
  leads: Pick<LeadStore, "get" | "update" | "waiting">;
  policies: Pick<PolicyStore, "get">;
  reps: Pick<RepStore, "roster">;
  backlog: Pick<BacklogStore, "team" | "open" | "close">;
  tasks: Pick<WaitingTasks, "wake">;
  now: () => string;
  /** Whether there is time for another lead. */
  hasTime: () => boolean;
}): Promise<Backlog> {
  const now = deps.now();
  const waiting = await deps.leads.waiting(mostWaiting);
  if (waiting.length === 0) {
    await deps.backlog.close(new Date(Date.parse(now) - indexMayLag).toISOString());
    return { waiting: 0, longest: 0, woken: 0, failed: 0 };
  }
  const { rosterVersion, places, closings, open } = await deps.backlog.team();
  if (!open) await deps.backlog.open(now);
  const longest = waiting.reduce((most, { since }) => Math.max(most, Date.parse(now) - Date.parse(since)), 0) / 1000;
  const reps = await deps.reps.roster(rosterVersion);
  const walk = newWalk(boardOf(reps, new Map(), { places, closings }));
  await wakeWaiting(waiting, walk, now, deps);
  return { waiting: waiting.length, longest, woken: walk.woken.size, failed: walk.read.failed };
}
