import { memoize } from "../conditions/memoize.ts";
import type { Lead, Offer } from "../lead/lead.ts";
import type { Onboarding } from "../onboarding/onboarding.ts";
import type { Policy } from "../policy/policy.ts";
import type { Board } from "./board.ts";
import { type Choice, chooseRep } from "./choose-rep.ts";

/** How long a customer waits for a success manager whom they have already, in minutes. */
const waitsForOwn = 960;

/**
 * Decides who gets a customer, as it is decided about any lead of the plan's pool, with the facts that the lead has: the
 * success manager of the same company, if it has one, else the preferred of those who are eligible; a wait for somebody to
 * come to work or to have a place; the pool's manager once the longest wait is over. Nobody is asked, so there are no
 * rounds and no attempts; who had the customer and left is not chosen again. @throws if the policy plans nothing
 */
export function chooseSuccessManager(
  lead: Lead,
  onboarding: Onboarding,
  policy: Policy,
  board: Board,
  now: string,
): Choice {
  const { waitingSince, before } = onboarding;
  const { lane: _, points: __, escalation: ___, waitingSince: ____, ...known } = lead;
  const { account } = lead;
  const own = account?.relation === "customer" ? account.ownerId : undefined;
  const customer: Lead = {
    ...known,
    offers: before.map(past),
    ...(waitingSince !== undefined && { waitingSince }),
    rule: { rule: "onboarding", ...(own && { rep: own, wait: waitsForOwn }), pools: [poolOf(policy)] },
  };
  return chooseRep(customer, { ...forCustomers(policy), attempts: before.length + 1 }, board, now);
}

/** The pool that chooses success managers. */
function poolOf({ onboarding }: Policy): string {
  if (!onboarding) throw new Error("the policy plans nothing for customers");
  return onboarding.pool;
}

/** The policy, whose pool shows a customer to one alone and is the only one that is asked. */
const forCustomers = memoize((policy: Policy): Policy => {
  const id = poolOf(policy);
  const { show_to: _, ...pool } = policy.pools[id] as Policy["pools"][string];
  return { ...policy, after_max_wait: [], pools: { ...policy.pools, [id]: pool } };
});

/** An offer that only says who is not to be asked again. */
const past = (repId: string, n: number): Offer => ({
  ...{ attempt: n + 1, repId, pool: "", offeredAt: "", expiresAt: "", remindAt: [], reminded: 0, linkHashes: [] },
  outcome: "handed-on",
});
