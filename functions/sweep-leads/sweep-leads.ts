import pLimit from "p-limit";
import { logger } from "../../adapters/step.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { type ContinueDeps, continueLead } from "../continue-lead.ts";

/** The most overdue leads of each shard that one sweep handles; the others wait a minute. */
const batch = 100;
/** How many leads are worked on at once. */
const atOnce = 4;

export interface Sweep {
  overdue: number;
  woken: number;
  restarted: number;
  /** Leads whose processing failed. */
  failed: number;
  /** Leads for which there was no time; they are the longest overdue in the next sweep. */
  left: number;
}

interface Deps extends ContinueDeps {
  /** Whether there is time for another lead. */
  hasTime: () => boolean;
}

/**
 * Finds the leads whose next action is overdue and makes their workflow continue: completes a task that still waits for
 * an answer that was given, and restarts the workflow when no execution is running. Each attempt moves the lead's due
 * time, with exponential backoff, so that leads that cannot continue do not fill the sweep, and leads whose workflow is
 * merely slow are not slowed further by a sweep that writes each of them again and again. A lead whose processing
 * fails does not affect the others. Each lead is written by itself, so a sweep that is cut off loses nothing.
 */
export async function sweepLeads(deps: Deps): Promise<Sweep> {
  const ids = await deps.leads.overdue(deps.now(), batch);
  const sweep: Sweep = { overdue: ids.length, woken: 0, restarted: 0, failed: 0, left: 0 };
  await pLimit(atOnce).map(ids, async (id) => {
    if (!deps.hasTime()) {
      sweep.left += 1;
      return;
    }
    try {
      const action = await sweepOne(id, deps);
      if (action) sweep[action] += 1;
    } catch (error) {
      sweep.failed += 1;
      logger.error("overdue lead not handled", { leadId: id, errorName: (error as Error).name });
    }
  });
  return sweep;
}

async function sweepOne(id: string, deps: Deps): Promise<"woken" | "restarted" | undefined> {
  const lead = await deps.leads.get(id);
  if (!isOverdue(lead, deps.now())) return undefined;
  return continueLead(lead, deps);
}

const isOverdue = (lead: Lead | undefined, now: string): lead is Lead => lead?.dueAt !== undefined && lead.dueAt < now;
