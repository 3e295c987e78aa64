import { type Board, type Charge, poolBoard } from "./board.ts";
import { eligibleIn, keptFrom, leftOutIn, passes } from "./eligible.ts";
import type { Escalation, Lead, Offer } from "./lead.ts";
import { makeOffer } from "./offer.ts";
import type { Policy } from "./policy.ts";
import { preferencesFor, preferred } from "./preferences.ts";
import type { RepState } from "./rep.ts";
import { setTo } from "./shift-clock.ts";

export type Choice =
  /** `charge` is what the pool's ledger says to it; absent for the rep whom the rule names, who shares with nobody. */
  | { kind: "offer"; offer: Offer; charge?: Charge }
  /** `waitsFor` is the rep whom the rule names, while the pools are not asked yet. */
  | { kind: "wait"; until: string; waitsFor?: string }
  | { kind: "escalate"; cause: Escalation["cause"] };

/** How soon to look again when somebody is at work but full. Minutes. */
const fullRetryMinutes = 15;
const minute = 60_000;
const iso = (at: number): string => new Date(at).toISOString();

/** The pools that are asked for a lead, in order. */
export const poolsFor = (lead: Lead, policy: Policy): readonly string[] => lead.rule?.pools ?? policy.otherwise.pools;

/**
 * What happens next to a lead that is ready: offered to the rep whom its rule names, else to the first by preference of
 * the first pool that has somebody; to the manager once the attempts are used, the longest wait is over, or nobody
 * could ever take it; otherwise it waits for the next shift or a free place. Changes nothing on the board: `take` does.
 * Costs about one pass over the pool's reps; who was left out and why is asked of `rankings`.
 */
export function chooseRep(lead: Lead, policy: Policy, board: Board, now: string): Choice {
  if (lead.offers.length >= policy.attempts) return { kind: "escalate", cause: "attempts-used" };
  const at = Date.parse(now);
  setTo(board.roster.shifts, at);
  const named = turnOfNamed(lead, policy, board, now);
  if (named) return named;
  const pools = poolsFor(lead, policy);
  for (const pool of pools) {
    const offer = offerIn(pool, lead, policy, board, now);
    if (offer) return offer;
  }
  const until = nextChance(pools, lead, policy, board, at);
  const giveUpAt = since(lead, at) + policy.max_wait * minute;
  if (until === undefined || giveUpAt <= at) {
    const asked = lead.offers.length > 0 && until === undefined;
    return { kind: "escalate", cause: asked ? "attempts-used" : "nobody-available" };
  }
  return { kind: "wait", until: iso(Math.min(until, giveUpAt)) };
}

const since = (lead: Lead, at: number): number => (lead.waitingSince ? Date.parse(lead.waitingSince) : at);

/**
 * The turn of the rep whom the rule names, who needs none of a pool's skills: an offer if they may have the lead now; a
 * wait while they are off shift or full and the rule's time for them is not over; undefined when the pools' turn has
 * come, at once when they are not back at work before that time is over.
 */
function turnOfNamed(lead: Lead, policy: Policy, board: Board, now: string): Choice | undefined {
  const position = namedIn(board, lead);
  if (position === undefined || !lead.rule?.rep) return undefined;
  const { rep: repId, wait, pools } = lead.rule;
  const at = Date.parse(now);
  const because = keptFrom(board, position, lead, at);
  if (because === undefined) {
    const offer = offerTo(board, position, lead, pools[0] ?? "", policy, now);
    return offer && { kind: "offer", offer };
  }
  if (wait === undefined || !passes(because)) return undefined;
  const deadline = since(lead, at) + Math.min(wait, policy.max_wait) * minute;
  const chance = chanceOf(board, position, at);
  const comesTooLate = because === "off-shift" && chance > deadline;
  if (deadline <= at || comesTooLate) return undefined;
  return { kind: "wait", until: iso(Math.min(chance, deadline)), waitsFor: repId };
}

/** The position of the rep whom the lead's rule names; undefined when there is none in the roster. */
const namedIn = (board: Board, lead: Lead): number | undefined =>
  lead.rule?.rep === undefined ? undefined : board.roster.positionOf.get(lead.rule.rep);

/** The offer of the lead to the first by preference among the pool's reps who may have it now. */
function offerIn(poolId: string, lead: Lead, policy: Policy, board: Board, now: string): Choice | undefined {
  const at = Date.parse(now);
  const pool = poolBoard(board, poolId);
  const order = preferencesFor(lead, poolId, policy);
  let eligible = eligibleIn(board, poolId, policy, lead, at);
  while (eligible.length > 0) {
    const chosen = preferred(order, { lead, board, pool, eligible, now: at });
    if (chosen === undefined) return undefined;
    const offer = offerTo(board, pool.members[chosen] as number, lead, poolId, policy, now);
    if (offer) return { kind: "offer", offer, charge: { pool: poolId, eligible, chosen } };
    // Who has no working time to answer in could not have had it.
    eligible = eligible.filter((member) => member !== chosen);
  }
  return undefined;
}

function offerTo(board: Board, position: number, lead: Lead, pool: string, policy: Policy, now: string) {
  const { reps, shifts } = board.roster;
  const until = shifts.end[shifts.scheduleOf[position] as number];
  return makeOffer(lead, reps[position] as RepState, pool, policy, now, until);
}

/** When the rep at this position, who is off shift or full, may have room: epoch milliseconds, Infinity for never. */
function chanceOf({ roster: { shifts } }: Board, position: number, at: number): number {
  const schedule = shifts.scheduleOf[position] as number;
  return shifts.on[schedule] === 1 ? at + fullRetryMinutes * minute : (shifts.start[schedule] as number);
}

/** The earliest instant at which somebody who is only off shift or full may have room. */
function nextChance(
  pools: readonly string[],
  lead: Lead,
  policy: Policy,
  board: Board,
  at: number,
): number | undefined {
  let earliest = Number.POSITIVE_INFINITY;
  for (const poolId of pools) {
    const { members } = poolBoard(board, poolId);
    for (const [member, because] of leftOutIn(board, poolId, policy, lead, at).entries()) {
      if (because && passes(because)) earliest = Math.min(earliest, chanceOf(board, members[member] as number, at));
    }
  }
  const named = namedIn(board, lead);
  const because = named === undefined ? undefined : keptFrom(board, named, lead, at);
  if (named !== undefined && because && passes(because)) earliest = Math.min(earliest, chanceOf(board, named, at));
  return earliest === Number.POSITIVE_INFINITY ? undefined : earliest;
}
