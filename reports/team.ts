import { boundOf } from "../routing/ledger/bound.ts";
import { type CurrentLedger, ledgersOf, membersOf, poolsSharing } from "../routing/ledger/stored-ledger.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { countOf, poolLimits, type Quota, quotasAt } from "../routing/reps/capacity.ts";
import { isOn } from "../routing/reps/pause.ts";
import type { RepState } from "../routing/reps/rep.ts";
import { dayLength, minute, utcOffset } from "../routing/time/wall-clock.ts";
import { nextWorkingInterval } from "../routing/time/working-time.ts";
import { isByFairness } from "./fairness.ts";
import { answeredInTime, contactedInTime, type Decided } from "./figures.ts";
import type { LeadRow } from "./row.ts";

/** What is used of a limit; without `most` there is none. */
export interface Used {
  now: number;
  most?: number | undefined;
}

/** What a rep is owed in one ledger, in billionths of a lead: above 0 for who is owed leads. */
export interface Owed {
  ledger: string;
  pools: readonly string[];
  balance: number;
  /** How far from zero it can be; absent where something comes before fairness. */
  bound?: number | undefined;
}

/** How somebody of the team stands now, with figures of the period. Times are ISO 8601. */
export interface TeamRow {
  open: Used;
  /** Points of effort of the open leads. */
  points: Used;
  /** New leads of the last hour, and by the calendar of their zone; all but those of the day where they are limited. */
  hour?: Used | undefined;
  day: Used;
  week?: Used | undefined;
  month?: Used | undefined;
  /** The same of pools that set limits for each of their reps. */
  ofPools?: (Used & { pool: string; kind: Quota["kind"] })[];
  /** Offers answered, and first contacts made, by when they were due. */
  answered: Decided;
  contacted: Decided;
  owed: Owed[];
  /** On shift until, or the next shift from then; neither for somebody without any. */
  onUntil?: string;
  onFrom?: string;
  paused?: { since: string; until?: string | undefined; because: "asked" | "lapses"; note?: string | undefined };
}

/** By what a team is told of. `ledgers` as of now, by their name; `rows` of the leads of the period. */
export interface TeamNow {
  policy: Pick<Policy, "pools">;
  reps: readonly RepState[];
  ledgers: ReadonlyMap<string, CurrentLedger>;
  rows: readonly LeadRow[];
  /** ISO 8601 */
  now: string;
}

/** How somebody stands now. */
export function teamRow(rep: RepState, team: TeamNow): TeamRow {
  const { rows, now } = team;
  const offers = rows.flatMap((row) => row.offers).filter(({ repId }) => repId === rep.id);
  const at = Date.parse(now);
  const has = { effort: 0, given: rep.given ?? {}, ...(rep.recent && { recent: rep.recent }) };
  const usedIn = (quota: Quota): Used => ({ now: countOf(quota, has, at), most: quota.most });
  const limits = new Map(quotasAt(rep, at).map((quota) => [quota.kind, usedIn(quota)]));
  const used = (kind: Quota["kind"]): Used | undefined => limits.get(kind);
  const ofPools = Object.keys(rep.pools).flatMap((pool) =>
    (rep.pools[pool] ?? 0) > 0
      ? quotasAt(unlimited(rep), at, poolLimits(team.policy, pool)).map((quota) => ({
          pool,
          kind: quota.kind,
          ...usedIn(quota),
        }))
      : [],
  );
  const today = offers.filter(({ at }) => dayIn(rep.timeZone, at) === dayIn(rep.timeZone, now)).length;
  return {
    open: { now: rep.openLeads, most: rep.capacity },
    points: { now: rep.openEffort ?? 0, most: rep.effort },
    hour: used("hour"),
    day: used("day") ?? { now: today },
    week: used("week"),
    month: used("month"),
    ...(ofPools.length > 0 && { ofPools }),
    answered: answeredInTime(offers, now),
    contacted: contactedInTime(
      rows.map((row) => ({
        ...row,
        rep: row.rep === rep.id ? rep.id : undefined,
        offers: row.offers.filter(({ repId }) => repId === rep.id),
      })),
      now,
    ),
    owed: owedTo(rep, team),
    ...shiftOf(rep, now),
    ...(isOn(rep.paused, now) && rep.paused && { paused: withoutLinks(rep.paused) }),
  };
}

/** The rep without limits of their own. */
const unlimited = ({ timeZone }: RepState) => ({ timeZone });

const withoutLinks = ({ since, until, because, note }: NonNullable<RepState["paused"]>) => ({
  since,
  until,
  because,
  note,
});

const dayIn = (timeZone: string, at: string): number =>
  Math.floor((Date.parse(at) + (utcOffset(timeZone, Date.parse(at)) ?? 0) * minute) / dayLength);

function owedTo({ id, pools }: RepState, { policy, reps, ledgers }: TeamNow): Owed[] {
  const own = Object.keys(pools).filter((pool) => (pools[pool] ?? 0) > 0 && policy.pools[pool]);
  return ledgersOf(policy, own).map((ledger) => {
    const shared = poolsSharing(policy, ledger);
    const balances = ledgers.get(ledger)?.balances ?? {};
    const members = membersOf(reps, shared);
    const ids = new Set([...members.map(({ repId }) => repId), ...Object.keys(balances)]);
    return {
      ...{ ledger, pools: shared, balance: balances[id] ?? 0 },
      ...(isByFairness(shared, policy) && { bound: boundOf(members, ids.size) }),
    };
  });
}

function shiftOf(rep: RepState, now: string): Pick<TeamRow, "onUntil" | "onFrom"> {
  const next = nextWorkingInterval(rep, Date.parse(now));
  if (!next) return {};
  return next.start <= Date.parse(now)
    ? { onUntil: new Date(next.end).toISOString() }
    : { onFrom: new Date(next.start).toISOString() };
}
