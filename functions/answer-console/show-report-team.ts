import { fairnessOf } from "../../reports/fairness.ts";
import { groupingWordsOf } from "../../reports/own.ts";
import { currentLedger, ledgersOf } from "../../routing/ledger/stored-ledger.ts";
import type { Person } from "../../routing/reps/person.ts";
import { poolNamesOf } from "../../texts/why-words.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/**
 * What figures need beside the rows: who is in the team, with their hours and limits, what each ledger owes them, and what the
 * policy promises. Some 20 read units for 20 reps.
 */
export async function showReportTeam(_: Person, __: Asked, { reps: roster, policies, ledgers, now }: Deps) {
  const [{ policy }, reps] = await Promise.all([policies.active(), roster.all()]);
  const stored = await ledgers.of(ledgersOf(policy, Object.keys(policy.pools)));
  const { currency, expectations } = policy;
  return {
    ...{ currency, expectations, poolNames: poolNamesOf(policy) },
    ownWords: groupingWordsOf(policy),
    reps: reps.map(({ id, name, role, active, pools, capacity, openLeads, ...rep }) => {
      const { timeZone, shifts, daysOff, timeOff, holidays, busy, perDay, perWeek, perMonth } = rep;
      const hours = { timeZone, shifts, daysOff, timeOff, holidays, busy };
      return { id, name, role, active, pools, capacity, openLeads, perDay, perWeek, perMonth, ...hours };
    }),
    fairness: [...stored].map(([name, ledger]) => {
      const { balances } = currentLedger(ledger, name, policy, reps, now());
      return fairnessOf(name, balances, { policy, reps });
    }),
  };
}
