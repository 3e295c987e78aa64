import type { Assumptions, Side } from "./simulation.ts";

/** What a replay takes for granted, in sentences for who reads its result. */
export function assumptionsOf({ openDays, recorded }: Assumptions, sides: readonly Side[]): string[] {
  const rounds = sides.some(
    ({ policy }) =>
      policy.after_attempts?.pools.length || Object.values(policy.pools).some(({ show_to }) => show_to !== undefined),
  );
  const expected = sides.some(({ policy }) => /"close":\d/.test(JSON.stringify(policy.effort)));
  const fades = sides.some(({ policy }) => Object.values(policy.pools).some(({ history }) => history !== undefined));
  const later = sides.some(({ policy }) => policy.after_max_wait.length > 0);
  const days = openDays === 1 ? "1 day" : `${openDays} days`;
  return [
    "Both worlds begin with no open leads and empty ledgers: the stored ledgers have these leads in them already.",
    recorded
      ? "Reps who declined a lead, or let it lapse, do so again after the same time when they are offered it; all others accept at once."
      : "The first rep who is offered a lead accepts it at once.",
    ...(recorded && sides.some(({ policy }) => policy.pause_after > 0)
      ? ["Nobody is paused for letting offers lapse, since it is not known when they would have come back."]
      : []),
    ...(rounds ? ["Of several reps who are shown a lead at once, the first in the pool's order claims it."] : []),
    ...(fades ? ["What a ledger owes does not fade, as the policy's history would have it."] : []),
    `A lead is closed and its rep has room again ${days} after the rep accepted it${expected ? ", or after the time that the policy's effort section and the leads that were closed here let expect" : ""}.`,
    `When a lead comes and nobody who may have it is at work with room, it waits for the next shift or place: the hottest first, then the oldest. After the policy's max_wait ${later ? "the pools of after_max_wait are asked too, and then the manager has it" : "the manager has it"}.`,
    "What a stored lead, its company and its owner are known to be was known when it arrived. Leads of a file are looked up as the workflow does it, in the companies as they are now; services are not asked.",
    "The reps' hours, days off and places are those of the roster on all days, and their results those of today: the roster's, with the leads that were closed here.",
  ];
}
