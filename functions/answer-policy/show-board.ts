import { mayEver } from "../../routing/acts/acts.ts";
import { currentLedgers, ledgersOf } from "../../routing/ledger/stored-ledger.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/**
 * What a decision depends on beside lead and policy: the reps with what they have, and the ledgers of the active policy. `ledgers` has
 * balances by pool; `closings` those of each kind of lead.
 */
export async function showBoard(person: Person, _: Asked, { policies, team, ledgers, now }: Deps) {
  if (!mayEver("try policies", person)) return undefined;
  const [{ reps, closings }, policy] = await Promise.all([team.team(), policies.ifActive()]);
  const kept = policy && (await ledgers.of(ledgersOf(policy, Object.keys(policy.pools))));
  const current = kept && policy ? currentLedgers(kept, policy, reps, now(), policy) : new Map();
  return { reps: reps.map(withoutWaysToReach), closings: [...closings], ledgers: [...current] };
}

/** A rep without addresses, numbers, links and their hashes. */
function withoutWaysToReach({
  phone: _,
  photoUrl: __,
  calendarUrl: ___,
  calendarFeed: ____,
  ...rep
}: RepState): RepState {
  const { paused } = rep;
  return {
    ...rep,
    email: "",
    ...(paused && { paused: { since: paused.since, until: paused.until, because: paused.because } }),
  };
}
