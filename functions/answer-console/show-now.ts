import pLimit from "p-limit";
import { turnOfHeld } from "../../adapters/api/turn.ts";
import { heldUntil } from "../../adapters/intake/held-store.ts";
import { type ListedLead, listedLead } from "../../adapters/leads/lead-list.ts";
import { acts, managedPools, mayActOnHeld } from "../../routing/acts/acts.ts";
import type { Person } from "../../routing/reps/person.ts";
import type { Asked } from "../asking-person.ts";
import type { Deps } from "./asked.ts";

/** The most rows of each part, 200 together; what is more is counted. */
const most = { late: 60, offered: 50, waiting: 50, escalated: 20, unresolved: 20, held: 10, faults: 10 } as const;
/** What is promised within so long is shown beside what is late, ms. */
const soonMs = 3_600_000;
/** So long after something was due nobody has handled it, though the sweeper looks each minute: a fault. Ms. */
const overdueMs = 5 * 60_000;
/** How many people's leads are read at once. */
const atOnce = 16;
/** The most unresolved leads of one person that are counted. */
const mostUnresolved = 60;

/**
 * Who waits for whom: what is late or will be within the hour, the oldest promise first; what is offered; what waits for
 * anybody; what is with a manager; what nobody gave an outcome of; what is held; and what nobody moves. Of one pool, or of all.
 */
export async function showNow(person: Person, asked: Asked, deps: Deps) {
  if (acts["see now"][person.role] !== "all") return undefined;
  const { list, policies, people, now } = deps;
  const at = Date.parse(now());
  const [{ policy: active, version }, names] = await Promise.all([policies.active(), people.names()]);
  const pool = asked.queryStringParameters?.pool;
  const isWanted = (lead: ListedLead) => pool === undefined || lead.pool === pool;
  const [kept, offered, waiting, escalated, unresolved, held, faults] = await Promise.all([
    keptSoon(Object.keys(names), new Date(at + soonMs).toISOString(), deps),
    list.offeredTo(),
    list.page({ statuses: ["waiting"], pool }, { most: 200 }),
    list.page({ statuses: ["escalated"], pool }, { most: 50 }),
    unresolvedOfAll(Object.keys(names), deps),
    mayActOnHeld("release", person, active) ? deps.held.all(now(), most.held + 1) : [],
    overdue(new Date(at - overdueMs).toISOString(), deps),
  ]);
  const late = kept.filter(isWanted).sort(by(({ by = "" }) => by));
  const open = offered.filter(isWanted).sort(by(({ by = "" }) => by));
  const waits = waiting.leads.sort(by(({ waitingSince = "" }) => waitingSince));
  const left = unresolved.filter(isWanted).sort(by(({ unresolvedAt = "" }) => unresolvedAt));
  return {
    late: late.slice(0, most.late),
    offered: open.slice(0, most.offered),
    waiting: waits.slice(0, most.waiting),
    escalated: escalated.leads.slice(0, most.escalated),
    unresolved: left.slice(0, most.unresolved),
    held: held.slice(0, most.held).map(({ leadId: id, heldAt, reason, facts: { name, company } }) => ({
      ...{ id, heldAt, reason, name, ...(company && { company }) },
      ...{ until: heldUntil(heldAt), turn: turnOfHeld({ leadId: id, heldAt }) },
    })),
    faults,
    counts: {
      ...{ late: late.length, offered: open.length, waiting: waits.length },
      ...{ escalated: escalated.leads.length, unresolved: left.length },
    },
    pools: Object.keys(active.pools),
    mine: managedPools(person, active),
    policyVersion: version,
    names,
  };
}

const by =
  (key: (lead: ListedLead) => string) =>
  (a: ListedLead, b: ListedLead): number =>
    key(a) < key(b) ? -1 : 1;

/** What anybody promised to do before then: half a read unit for each of them. */
async function keptSoon(ids: readonly string[], before: string, { list }: Deps): Promise<ListedLead[]> {
  const each = pLimit(atOnce).map(ids, (id) => list.keptBy(id, { before, most: most.late }));
  return (await each).flat().filter(({ status, by }) => status === "introduced" && by !== undefined && by < before);
}

/** What nobody asks about any more, though there is no outcome: half a read unit for each of them. */
const unresolvedOfAll = async (ids: readonly string[], { list }: Deps): Promise<ListedLead[]> =>
  (await pLimit(atOnce).map(ids, (id) => list.unresolvedOf(id, mostUnresolved))).flat();

/** Leads of which something was due and was not done, with since when. */
async function overdue(before: string, { leads }: Deps) {
  const ids = (await leads.overdue(before, most.faults)).slice(0, most.faults);
  const found = await Promise.all(ids.map((id) => leads.glance(id)));
  return found.flatMap((lead) =>
    lead?.dueAt !== undefined && lead.dueAt < before ? [{ ...listedLead(lead), since: lead.dueAt }] : [],
  );
}
