import type { Ended } from "../../routing/lead/close-lead.ts";
import type { Closing } from "../../routing/lead/follow.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { OnboardingStore } from "../customers/onboarding-store.ts";
import { wonWrites } from "../customers/won-writes.ts";
import type { Write } from "../dynamo.ts";
import type { LeadStore } from "../leads/lead-store.ts";
import type { LedgerStore } from "../ledgers/ledger-store.ts";
import type { PolicyStore } from "../policies/policy-store.ts";
import { type Freed, placeWrites } from "../reps/free-places.ts";
import type { RepStore } from "../reps/rep-store.ts";
import type { WaitingTasks } from "../workflow.ts";
import { creditsOf, writesOf } from "./credit-back.ts";

/** The stores that an act on a lead that somebody has reads and writes, and the tasks that may wait for it. */
export interface ActDeps {
  leads: LeadStore;
  policies: PolicyStore;
  reps: RepStore;
  ledgers: LedgerStore;
  onboardings: OnboardingStore;
  repsTable: string;
  cursorsTable: string;
  tasks: Pick<WaitingTasks, "wake">;
  now: () => string;
}

/** The policy that the lead was decided with. */
export const policyOf = async (
  { policyVersion }: Pick<Lead, "policyVersion">,
  { policies }: Pick<ActDeps, "policies">,
): Promise<Policy> => (policyVersion ? await policies.get(policyVersion) : await policies.active()).policy;

/**
 * A lead as it ended with its owner, with everything that must be written with it, all or none: the places and counts that
 * are free again, what is learnt of it, the credits of its offers, by the active policy and roster, and the onboarding that
 * begins with a win.
 */
export async function endedWith(
  { lead, freed, credited }: Omit<Ended, "freed"> & { freed: readonly Freed[] },
  closing: Pick<Closing, "outcome" | "at" | "by"> | undefined,
  deps: Omit<ActDeps, "leads" | "tasks" | "now">,
): Promise<{ lead: Lead; also: Write[] }> {
  const begins = closing?.outcome === "won" ? await wonWrites(lead, deps) : [];
  const counts = ({ closed }: Lead) => [{ closing: closed, by: 1 as const }];
  if (credited.length === 0 || !closing) {
    return { lead, also: [...placeWrites(deps.repsTable, { freed, closings: counts(lead) }), ...begins] };
  }
  const [{ policy }, reps] = await Promise.all([deps.policies.active(), deps.reps.all()]);
  const reason = closing.outcome === "withdrawn" ? ("withdrawn" as const) : ("invalid" as const);
  const credits = await creditsOf(
    lead,
    credited,
    { reason, by: closing.by, at: closing.at },
    { ...deps, policy, reps },
  );
  const also = placeWrites(deps.repsTable, {
    freed: [...freed, ...credits.uncounted],
    closings: counts(credits.lead),
  });
  return { lead: credits.lead, also: [...also, ...writesOf(credits.changes, deps.cursorsTable, closing.at)] };
}

/**
 * Completes the tasks that waited for the lead as it was before. What happened is written already, so a task that is not
 * reached does no harm: it times out, and its workflow reads the lead. Answers the first fault, for the log.
 */
export async function wakeWaiting(
  before: Lead | undefined,
  output: { route: { leadId: string; kind: string; waitSeconds?: number }; follow: { leadId: string; kind: string } },
  { tasks }: Pick<ActDeps, "tasks">,
): Promise<Error | undefined> {
  const waiting = [
    [before?.taskToken, output.route],
    [before?.follow?.taskToken, output.follow],
  ] as const;
  const woken = await Promise.allSettled(waiting.map(([token, result]) => token && tasks.wake(token, result)));
  return woken.find((one) => one.status === "rejected")?.reason;
}
