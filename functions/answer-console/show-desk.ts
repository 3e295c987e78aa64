import { turnOf } from "../../adapters/api/turn.ts";
import { acts } from "../../routing/acts/acts.ts";
import { possibleActs } from "../../routing/acts/possible-acts.ts";
import { withoutContact } from "../../routing/lead/contact.ts";
import { type Lead, othersShown } from "../../routing/lead/lead.ts";
import { oneLead } from "../../routing/ledger/ledger.ts";
import { currentLedger, ledgerOf } from "../../routing/ledger/stored-ledger.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { isOn } from "../../routing/reps/pause.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { RepState } from "../../routing/reps/rep.ts";
import { nextWorkingInterval } from "../../routing/time/working-time.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/** The most leads of somebody that are shown; a list has the others. */
const mostKept = 200;

/** What a rep has to do now: offers to answer, leads of theirs by what is next, when they work, and where their turn stands. */
export async function showDesk(person: Person, _: Asked, deps: Deps) {
  if (acts["see the desk"][person.role] !== "own") return undefined;
  const { list, reps, policies, now } = deps;
  const [kept, offered, rep, { policy: active }] = await Promise.all([
    list.keptBy(person.id, { most: mostKept }),
    list.offeredTo(person.id),
    reps.get(person.id),
    policies.active(),
  ]);
  if (!rep) return undefined;
  const [offers, share] = await Promise.all([
    Promise.all(offered.map(({ id }) => offerTo(person, id, rep, active, deps))),
    shareOf(rep, active, deps),
  ]);
  return {
    offers: offers.filter((offer) => offer !== undefined).sort((a, b) => (a.by < b.by ? -1 : 1)),
    mine: kept,
    availability: availabilityOf(rep, now()),
    open: rep.openLeads,
    capacity: rep.capacity,
    share,
  };
}

/** An offer that somebody can answer, without how to reach the lead's person. */
async function offerTo(person: Person, id: string, rep: RepState, active: Policy, { leads, policies, now }: Deps) {
  const lead = await leads.glance(id);
  const offer = lead?.offers.findLast(({ repId, outcome }) => repId === person.id && !outcome);
  if (lead?.status !== "offered" || !offer) return undefined;
  const policy = lead.policyVersion === undefined ? active : (await policies.get(lead.policyVersion)).policy;
  return {
    ...{ id, turn: turnOf(lead), by: offer.expiresAt, offeredAt: offer.offeredAt, attempt: offer.attempt },
    ...shownOf(lead),
    others: othersShown(lead, offer),
    acts: possibleActs(lead, { person, owner: rep, policy, active, now: now() }),
  };
}

const shownOf = ({ facts, priority, lane, score }: Lead) => ({
  facts: withoutContact(facts),
  ...(priority && { priority: priority.level, reasons: priority.reasons.map(({ because }) => because) }),
  ...(lane && { lane: lane.lane }),
  ...(score && { score: { total: score.total, max: score.max } }),
});

/** Whether somebody gets leads now, until when, and when not. Times are ISO 8601. */
function availabilityOf(rep: RepState, now: string) {
  const at = Date.parse(now);
  const next = nextWorkingInterval(rep, at);
  const works = next !== undefined && next.start <= at;
  const paused = isOn(rep.paused, now) ? rep.paused : undefined;
  const today = now.slice(0, 10);
  return {
    ...(paused && { paused: { because: paused.because, ...(paused.until && { until: paused.until }) } }),
    ...(works ? { until: new Date(next.end).toISOString() } : next && { from: new Date(next.start).toISOString() }),
    works,
    timeOff: (rep.timeOff ?? []).filter(({ to }) => to.slice(0, 10) >= today),
  };
}

/** Where somebody's turn stands in each of their ledgers: how much of a lead they are owed, and how many are owed more. */
async function shareOf(rep: RepState, active: Policy, { ledgers, people, now }: Deps) {
  const pools = Object.keys(rep.pools).filter((pool) => active.pools[pool] && (rep.pools[pool] ?? 0) > 0);
  if (pools.length === 0) return [];
  const [stored, team] = await Promise.all([ledgers.of(pools.map((pool) => ledgerOf(active, pool))), people.team()]);
  return pools.flatMap((pool) => {
    const name = ledgerOf(active, pool);
    const found = stored.get(name);
    if (!found) return [];
    const { balances } = currentLedger(found, name, active, team, now());
    const members = team.filter(({ pools, active, role }) => active && role === "rep" && (pools[pool] ?? 0) > 0);
    const own = balances[rep.id] ?? 0;
    const before = members.filter(({ id }) => (balances[id] ?? 0) > own).length;
    return [{ pool, owed: Math.round((own / oneLead) * 100) / 100, place: before + 1, of: members.length }];
  });
}
