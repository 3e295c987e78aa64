import pLimit from "p-limit";
import type { OnboardingStore } from "../../adapters/customers/onboarding-store.ts";
import { logger } from "../../adapters/step.ts";
import type { Executions, WaitingTasks } from "../../adapters/workflow.ts";
import { dueAfter } from "../../routing/lead/workflow-state.ts";
import { onboardingState } from "../../routing/onboarding/onboarding-state.ts";

/** The most overdue onboardings of each shard that one sweep handles; the others wait a minute. */
const batch = 100;
/** How many are worked on at once. */
const atOnce = 4;

export interface Sweep {
  overdue: number;
  started: number;
  woken: number;
  /** Onboardings whose processing failed. */
  failed: number;
}

interface Deps {
  onboardings: OnboardingStore;
  executions: Pick<Executions, "start" | "isRunning">;
  tasks: Pick<WaitingTasks, "wake">;
  now: () => string;
  /** Whether there is time for another one. */
  hasTime: () => boolean;
}

/**
 * Starts the workflow of each lead that was won since the last sweep, and again where it does not run although something
 * is due; a task that waits although there is something to do is completed. Each attempt moves the due time, by a longer
 * time with each start, so that what cannot continue does not fill the sweep.
 */
export async function sweepOnboardings(deps: Deps): Promise<Sweep> {
  const ids = await deps.onboardings.overdue(deps.now(), batch);
  const sweep: Sweep = { overdue: ids.length, started: 0, woken: 0, failed: 0 };
  await pLimit(atOnce).map(ids, async (id) => {
    if (!deps.hasTime()) return;
    try {
      const action = await sweepOne(id, deps);
      if (action) sweep[action] += 1;
    } catch (error) {
      sweep.failed += 1;
      logger.error("overdue onboarding not handled", { leadId: id, errorName: (error as Error).name });
    }
  });
  return sweep;
}

async function sweepOne(id: string, deps: Deps): Promise<"started" | "woken" | undefined> {
  const seen = await deps.onboardings.load(id);
  const now = deps.now();
  if (seen.dueAt === undefined || seen.dueAt >= now) return undefined;
  const state = onboardingState(seen, now);
  const { taskToken } = seen;
  const waits = state.kind === "running" && state.wakeAt > now;
  if (taskToken && !waits && (await deps.tasks.wake(taskToken, { leadId: id, kind: state.kind }))) {
    await postpone(id, seen.rev, seen.starts, deps);
    return "woken";
  }
  const running = seen.starts > 0 && (await deps.executions.isRunning(executionName(id, seen.starts)));
  const starts = running ? seen.starts : seen.starts + 1;
  if (!(await postpone(id, seen.rev, starts, deps)) || running) return undefined;
  await deps.executions.start(id, executionName(id, starts));
  return "started";
}

/** Another name than that of the lead's own execution, and for each start. */
const executionName = (id: string, starts: number): string => `${id}-c${starts}`;

/** Moves the due time, by 2, 4, 8 … 64 minutes. False when the onboarding changed meanwhile. */
async function postpone(id: string, rev: number, starts: number, { onboardings, now }: Deps): Promise<boolean> {
  let mine = false;
  await onboardings.update(id, (read) => {
    mine = read.rev === rev;
    const minutes = 2 ** Math.min(Math.max(starts, 1), 6);
    return mine ? { ...read, starts, dueAt: dueAfter(now(), minutes) } : undefined;
  });
  return mine;
}
