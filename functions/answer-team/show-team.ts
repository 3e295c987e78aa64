import { type TeamNow, teamRow } from "../../reports/team.ts";
import { mayActOnRep, repActs } from "../../routing/acts/act-on-rep.ts";
import { currentLedger, ledgersOf } from "../../routing/ledger/stored-ledger.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { dayLength } from "../../routing/time/wall-clock.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./deps.ts";

/** The days of which the figures are. */
const days = 30;

/** How everybody of the team stands whom somebody may see, with the figures of the last 30 days. */
export async function showTeam(person: Person, _: Asked, deps: Deps) {
  const team = await teamNow(deps);
  const seen = team.reps.filter((rep) => mayActOnRep("see the team", person, rep, team.policy));
  return { days, team: seen.map((rep) => memberFor(person, rep, team)), pools: Object.keys(team.policy.pools) };
}

/** Everything by which a team is told of, as it is now. */
export async function teamNow({ reps, ledgers, policies, rows, now }: Deps): Promise<TeamNow> {
  const at = now();
  const from = new Date(Date.parse(at) - days * dayLength).toISOString();
  const [all, { policy }, some] = await Promise.all([reps.all(), policies.active(), rows.between(from, at)]);
  const kept = await ledgers.of(ledgersOf(policy, Object.keys(policy.pools)));
  const current = [...kept].map(([name, ledger]) => [name, currentLedger(ledger, name, policy, all, at)] as const);
  return { policy, reps: all, ledgers: new Map(current), rows: some, now: at };
}

/** Somebody of the team, and what whoever asks may do to them. */
export function memberFor(person: Person, rep: RepState, team: TeamNow) {
  const { id, name, role, active, pools, managerId, timeZone } = rep;
  return {
    ...{ id, name, role, active, pools, managerId, timeZone },
    ...teamRow(rep, team),
    may: repActs.filter((act) => mayActOnRep(act, person, rep, team.policy)),
  };
}
