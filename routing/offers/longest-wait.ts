import { attemptsOf, type Lead } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import { minute } from "../time/wall-clock.ts";

// Instants are epoch milliseconds.

/** Since when the lead has been waiting; now if it does not wait yet. */
export const waitsSince = ({ waitingSince }: Lead, now: number): number =>
  waitingSince === undefined ? now : Date.parse(waitingSince);

/**
 * When the lead's longest wait ends. If the policy has pools to ask after that, a lead waits its longest once: after an
 * offer that was made so late it does not wait again, even if the rep declines.
 */
export function waitEnds(lead: Lead, policy: Policy, now: number): number {
  const waitedOut = asksMoreLater(policy) && lead.offers.some(({ waitedOut }) => waitedOut);
  return waitedOut ? now : waitsSince(lead, now) + policy.max_wait * minute;
}

/** Whether the lead's longest wait is over, so that the pools of `after_max_wait` are asked too. */
export const isWaitedOut = (lead: Lead, policy: Policy, now: number): boolean =>
  asksMoreLater(policy) && waitEnds(lead, policy, now) <= now;

const asksMoreLater = ({ after_max_wait }: Policy): boolean => after_max_wait.length > 0;

/** The pools of the lead's rule. */
export const ownPools = (lead: Lead, policy: Policy): readonly string[] => lead.rule?.pools ?? policy.otherwise.pools;

/** The pools that are asked now, in order: the lead's own, and after its longest wait those of `after_max_wait`. */
export function poolsFor(lead: Lead, policy: Policy, now: number): readonly string[] {
  const own = ownPools(lead, policy);
  return isWaitedOut(lead, policy, now) ? [...new Set([...own, ...policy.after_max_wait])] : own;
}

/**
 * The pools that may be shown the lead before the manager gets it, in order: those of the policy's `after_attempts`, once
 * for each lead.
 */
export const lastPools = (lead: Pick<Lead, "offers" | "pastOffers">, { after_attempts }: Policy): readonly string[] =>
  attemptsOf(lead).some(({ lastCall }) => lastCall) ? [] : (after_attempts?.pools ?? []);
