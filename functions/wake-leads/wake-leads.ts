import type { BacklogStore } from "../../adapters/leads/backlog-store.ts";
import type { LeadStore } from "../../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../../adapters/policies/policy-store.ts";
import type { RepStore } from "../../adapters/reps/rep-store.ts";
import type { Workflow } from "../../adapters/workflow.ts";
import { boardOf } from "../../routing/board.ts";
import { newWalk, wakeWaiting } from "../wake-waiting.ts";

/** Leads that are looked at for their turn; their places in the index cost next to nothing. */
const mostWaiting = 20_000;
/** How long the index may be behind what is written. Milliseconds. */
const indexMayLag = 120_000;

export interface Backlog {
  waiting: number;
  /** How long the one waits who has waited longest; seconds. */
  longest: number;
  woken: number;
  /** Leads that could not be looked at. */
  failed: number;
}

/**
 * Wakes the waiting leads for whom somebody is available by now, whatever changed: a shift that began, a roster that was
 * imported, a pause that ended, a place that was freed by somebody who did not wake them. It looks at what is, not at
 * what changed, so a wake-up that was lost is made good by the next run.
 */
export async function wakeLeads(deps: {
  leads: Pick<LeadStore, "get" | "update" | "waiting">;
  policies: Pick<PolicyStore, "get">;
  reps: Pick<RepStore, "roster">;
  backlog: Pick<BacklogStore, "team" | "open" | "close">;
  workflow: Pick<Workflow, "wake">;
  now: () => string;
}): Promise<Backlog> {
  const now = deps.now();
  const waiting = await deps.leads.waiting(mostWaiting);
  if (waiting.length === 0) {
    await deps.backlog.close(new Date(Date.parse(now) - indexMayLag).toISOString());
    return { waiting: 0, longest: 0, woken: 0, failed: 0 };
  }
  const { rosterVersion, places, open } = await deps.backlog.team();
  if (!open) await deps.backlog.open(now);
  const longest = waiting.reduce((most, { since }) => Math.max(most, Date.parse(now) - Date.parse(since)), 0) / 1000;
  const reps = await deps.reps.roster(rosterVersion);
  const walk = newWalk(boardOf(reps, new Map(), places));
  await wakeWaiting(waiting, walk, now, deps);
  return { waiting: waiting.length, longest, woken: walk.woken.size, failed: walk.read.failed };
}
