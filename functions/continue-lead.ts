import type { LeadStore } from "../adapters/leads/lead-store.ts";
import type { PolicyStore } from "../adapters/policies/policy-store.ts";
import type { Executions, WaitingTasks } from "../adapters/workflow.ts";
import { nextDue } from "../routing/follow/follow-up.ts";
import type { Lead } from "../routing/lead/lead.ts";
import { isFollowed } from "../routing/lead/lifecycle.ts";
import { dueAfter, workflowState } from "../routing/lead/workflow-state.ts";
import { policyFor } from "./people.ts";
import { followName, startFollowing } from "./start-following.ts";

export interface ContinueDeps {
  leads: LeadStore;
  policies: PolicyStore;
  executions: Pick<Executions, "start" | "isRunning">;
  /** The workflows that follow leads which have an owner. */
  follows: Pick<Executions, "start" | "isRunning">;
  tasks: Pick<WaitingTasks, "wake">;
  now: () => string;
}

/**
 * Makes the workflow of a lead continue: completes a task that still waits for an answer that was given, and restarts the
 * workflow where no execution is running. Undefined where one is, or the lead changed meanwhile.
 */
export const continueLead = (lead: Lead, deps: ContinueDeps): Promise<"woken" | "restarted" | undefined> =>
  isFollowed(lead.status) ? continueFollowed(lead, deps) : continueRouted(lead, deps);

/** Whether an execution of the workflow that is to continue a lead is running. */
export const isUnderWay = (
  lead: Lead,
  { executions, follows }: Pick<ContinueDeps, "executions" | "follows">,
): Promise<boolean> =>
  isFollowed(lead.status)
    ? follows.isRunning(followName(lead, lead.follow?.restarts ?? 0))
    : executions.isRunning(executionName(lead.id, lead.restarts));

async function continueRouted(lead: Lead, deps: ContinueDeps): Promise<"woken" | "restarted" | undefined> {
  const { id, restarts: before } = lead;
  const state = workflowState(lead);
  if (
    lead.taskToken &&
    !("wakeAt" in state) &&
    (await deps.tasks.wake(lead.taskToken, { leadId: id, kind: state.kind }))
  ) {
    await postpone(lead, before, afterRestarts(before), deps);
    return "woken";
  }
  const running = await deps.executions.isRunning(executionName(id, before));
  const since = "wakeAt" in state ? state.wakeAt : (lead.timeline.at(-1)?.at ?? lead.receivedAt);
  const restarts = running ? before : before + 1;
  const minutes = running ? lateness(since, deps.now()) : afterRestarts(restarts);
  if (!(await postpone(lead, restarts, minutes, deps)) || running) return undefined;
  await deps.executions.start(id, executionName(id, restarts));
  return "restarted";
}

/** The same for a lead whose owner is followed: by another workflow, with restarts of its own for each owner. */
async function continueFollowed(lead: Lead, deps: ContinueDeps): Promise<"restarted" | undefined> {
  const { follow } = lead;
  if (!follow) return undefined;
  const policy = await policyFor(lead, deps.policies);
  const running = await deps.follows.isRunning(followName(lead, follow.restarts));
  const restarts = running ? follow.restarts : follow.restarts + 1;
  const since = nextDue(lead, policy)?.at ?? lead.receivedAt;
  // What was due when the lead was written may be due later now.
  const minutes = running
    ? Math.max(lateness(since, deps.now()), minutesUntil(since, deps.now()))
    : afterRestarts(restarts);
  const postponed = await deps.leads.update(lead.id, (stored) =>
    stored.rev === lead.rev && stored.follow
      ? { ...stored, follow: { ...stored.follow, restarts }, dueAt: dueAfter(deps.now(), minutes) }
      : undefined,
  );
  if (postponed.rev !== lead.rev + 1 || postponed.follow?.restarts !== restarts || running) return undefined;
  await startFollowing(postponed, policy, deps.follows, deps.now());
  return "restarted";
}

const executionName = (id: string, restarts: number): string => (restarts === 0 ? id : `${id}-r${restarts}`);

/** Minutes until a lead is looked at again: 2, 4, 8 … 64, by how often it was restarted. */
const afterRestarts = (restarts: number): number => 2 ** Math.min(restarts + 1, 6);

/** Minutes until a lead whose workflow is running is looked at again: as long as it is late already, from 2 to 16. */
const lateness = (since: string, now: string): number =>
  Math.min(Math.max((Date.parse(now) - Date.parse(since)) / 60_000, 2), 16);

const minutesUntil = (then: string, now: string): number => (Date.parse(then) - Date.parse(now)) / 60_000 + 2;

/** Moves the due time. False when the lead changed meanwhile. */
async function postpone(
  seen: Lead,
  restarts: number,
  minutes: number,
  deps: { leads: LeadStore; now: () => string },
): Promise<boolean> {
  const saved = await deps.leads.update(seen.id, (lead) =>
    lead.rev === seen.rev ? { ...lead, restarts, dueAt: dueAfter(deps.now(), minutes) } : undefined,
  );
  return saved.rev === seen.rev + 1 && saved.restarts === restarts;
}
