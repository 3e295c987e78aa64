import { handedOver } from "../../routing/onboarding/onboarding.ts";
import { freePlaces } from "../reps/free-places.ts";
import type { WaitingTasks } from "../workflow.ts";
import type { OnboardingStore } from "./onboarding-store.ts";
import { heldBy } from "./won-writes.ts";

/**
 * Takes the customers of somebody who leaves off them, so that others are chosen: each with its place in one write, so that
 * repeating it changes nothing. The workflow is woken; where that fails, the sweeper does so. Answers how many there were.
 */
export async function handOverCustomers(
  repId: string,
  by: string,
  deps: { onboardings: OnboardingStore; repsTable: string; tasks: Pick<WaitingTasks, "wake">; now: () => string },
): Promise<number> {
  let handed = 0;
  for (const leadId of await deps.onboardings.open()) {
    let token: string | undefined;
    let mine = false;
    await deps.onboardings.update(leadId, (read) => {
      mine = read.managerId === repId && read.status !== "ended";
      token = read.taskToken;
      const freed = freePlaces(deps.repsTable, heldBy(read));
      return mine ? { onboarding: handedOver(read, by, deps.now()), also: freed } : undefined;
    });
    if (!mine) continue;
    handed += 1;
    if (token) await deps.tasks.wake(token, { leadId, kind: "choose" }).catch(() => false);
  }
  return handed;
}
