import { type Board, type Charge, pausedAt, poolBoard, usedOf } from "./board.ts";
import { eligibleIn, exclusionOf, exclusionsIn, isTemporary } from "./eligible.ts";
import { attemptsUsed, type Escalation, type Lead, type Offer } from "./lead/lead.ts";
import { isWaitedOut, poolsFor, waitEnds, waitsSince } from "./offers/longest-wait.ts";
import { makeOffer } from "./offers/offer.ts";
import type { Policy } from "./policy/policy.ts";
import { preferencesFor, preferred } from "./preferences.ts";
import { quotasResetAt } from "./reps/capacity.ts";
import type { RepState } from "./reps/rep.ts";
import { minute } from "./time/wall-clock.ts";
import { nextWorkingInterval } from "./time/working-time.ts";

export type Choice =
  /**
   * `charge` is the charge to the pool's ledger; absent for a rep whom the rule names, who shares with nobody.
   * With a `round`, `offer` is the first of its offers, which are open at the same time. Nothing is charged before one
   * of them is claimed; `charge` is what a claim by the first rep would cost.
   */
  | { kind: "offer"; offer: Offer; charge?: Charge; round?: Round }
  /** `waitsFor` is the rep whom the rule names, as long as the pools are not asked. */
  | { kind: "wait"; until: string; waitsFor?: string }
  | { kind: "escalate"; cause: Escalation["cause"] };

/** The offers of a lead to several reps at once, best by preference first. `able` are all eligible members. */
interface Round {
  offers: readonly Offer[];
  able: Int32Array;
}

/** When to try again if somebody is at work but full. Minutes. */
const fullRetryMinutes = 15;
const iso = (at: number): string => new Date(at).toISOString();

/**
 * Decides what happens next to a lead that is ready:
 * - an offer to the rep whom its rule names, else to the preferred rep of the first pool in which somebody is eligible;
 *   pools of `after_max_wait` come last, and only after the longest wait;
 * - an escalation to the manager, once the attempts are used, when the longest wait is over and nobody can take it, or
 *   if nobody in its own pools ever could;
 * - otherwise a wait for the next shift or a free place.
 *
 * The board is not changed; `applyOffer` does that. Costs about one pass over the pool's reps. `rankings` says who was
 * excluded and why.
 */
export function chooseRep(lead: Lead, policy: Policy, board: Board, now: string): Choice {
  if (attemptsUsed(lead) >= policy.attempts) return { kind: "escalate", cause: "attempts-used" };
  const at = Date.parse(now);
  const named = chooseNamed(lead, policy, board, now);
  if (named) return named;
  const pools = poolsFor(lead, policy, at);
  for (const pool of pools) {
    const offer = offerIn(pool, lead, policy, board, now);
    if (offer) return offer;
  }
  const until = nextChance(pools, lead, policy, board, at);
  const giveUpAt = waitEnds(lead, policy, at);
  if (until === undefined || giveUpAt <= at) {
    const asked = lead.offers.length > 0 && until === undefined;
    return { kind: "escalate", cause: asked ? "attempts-used" : "nobody-available" };
  }
  return { kind: "wait", until: iso(Math.min(until, giveUpAt)) };
}

/**
 * Decides about the rep whom the rule names, who needs none of the pool's skills: an offer if they are eligible now; a
 * wait while they are paused, off shift or full and the rule's time for them is not over. Undefined if the pools are to
 * be asked, which is at once if the rep will not be at work before that time is over.
 */
function chooseNamed(lead: Lead, policy: Policy, board: Board, now: string): Choice | undefined {
  const position = namedIn(board, lead);
  if (position === undefined || !lead.rule?.rep) return undefined;
  const { rep: repId, wait, pools } = lead.rule;
  const at = Date.parse(now);
  const because = exclusionOf(board, position, lead, policy, at);
  if (because === undefined) {
    const offer = offerTo(board, position, lead, pools[0] ?? "", policy, now);
    return offer && { kind: "offer", offer };
  }
  if (wait === undefined || !isTemporary(because)) return undefined;
  const deadline = Math.min(waitsSince(lead, at) + wait * minute, waitEnds(lead, policy, at));
  const chance = chanceOf(board, position, at);
  const comesTooLate = because !== "full" && because !== "effort-full" && chance > deadline;
  if (deadline <= at || comesTooLate) return undefined;
  return { kind: "wait", until: iso(Math.min(chance, deadline)), waitsFor: repId };
}

/** The position of the rep whom the lead's rule names; undefined when there is none in the roster. */
const namedIn = (board: Board, lead: Lead): number | undefined =>
  lead.rule?.rep === undefined ? undefined : board.roster.positionOf.get(lead.rule.rep);

type Found = { offer: Offer; chosen: number; eligible: Int32Array };

/** The offer of the lead to the first by preference among these members of the pool. */
function firstOf(
  eligible: Int32Array,
  poolId: string,
  lead: Lead,
  policy: Policy,
  board: Board,
  now: string,
): Found | undefined {
  const pool = poolBoard(board, poolId);
  const order = preferencesFor(lead, poolId, policy);
  let left = eligible;
  while (left.length > 0) {
    const chosen = preferred(order, { lead, policy, board, pool, eligible: left, now: Date.parse(now) });
    if (chosen === undefined) return undefined;
    const offer = offerTo(board, pool.members[chosen] as number, lead, poolId, policy, now);
    if (offer) return { offer, chosen, eligible: left };
    // A rep without working time to answer in is not eligible.
    left = left.filter((member) => member !== chosen);
  }
  return undefined;
}

/** The offer of the lead in a pool, or the round of them where the pool shows its leads to several at once. */
function offerIn(poolId: string, lead: Lead, policy: Policy, board: Board, now: string): Choice | undefined {
  const able = eligibleIn(board, poolId, policy, lead, Date.parse(now));
  const first = firstOf(able, poolId, lead, policy, board, now);
  if (!first) return undefined;
  const { offer, chosen, eligible } = first;
  const size = policy.pools[poolId]?.show_to ?? 1;
  if (size === 1 || eligible.length === 1) {
    return { kind: "offer", offer, charge: { pool: poolId, eligible, chosen } };
  }
  const shown = [first];
  for (let left = eligible; shown.length < size; ) {
    const last = shown.at(-1)?.chosen;
    left = left.filter((member) => member !== last);
    const next = firstOf(left, poolId, lead, policy, board, now);
    if (!next) break;
    shown.push(next);
    left = next.eligible;
  }
  const offers = shown.map((one, n): Offer => {
    // It does not count as a new lead before it is claimed.
    const { countedIn: _, ...shownTo } = one.offer;
    return { ...shownTo, attempt: offer.attempt + n, round: offer.attempt };
  });
  const charge = { pool: poolId, eligible: Int32Array.from(shown, (one) => one.chosen).sort(), chosen };
  return { kind: "offer", offer: offers[0] as Offer, charge, round: { offers, able } };
}

function offerTo(board: Board, position: number, lead: Lead, pool: string, policy: Policy, now: string) {
  const { reps, shifts } = board.roster;
  const until = shifts.end[shifts.scheduleOf[position] as number];
  const offer = makeOffer(lead, reps[position] as RepState, pool, policy, now, until);
  return offer && isWaitedOut(lead, policy, Date.parse(now)) ? { ...offer, waitedOut: true } : offer;
}

/**
 * When the rep at this position, who is temporarily excluded, may be eligible again: epoch milliseconds, Infinity for
 * never.
 * @param at epoch milliseconds
 */
function chanceOf(board: Board, position: number, at: number): number {
  const { reps, shifts } = board.roster;
  const quota = quotasResetAt(reps[position] as RepState, usedOf(board, position), at);
  const resumes = Math.max(pausedAt(board, position, at), quota);
  if (resumes === Number.POSITIVE_INFINITY) return resumes;
  if (resumes > at) return nextWorkingInterval(reps[position] as RepState, resumes)?.start ?? Number.POSITIVE_INFINITY;
  const schedule = shifts.scheduleOf[position] as number;
  return shifts.on[schedule] === 1 ? at + fullRetryMinutes * minute : (shifts.start[schedule] as number);
}

/** The earliest instant at which a rep who is temporarily excluded may be eligible. */
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
    for (const [member, because] of exclusionsIn(board, poolId, policy, lead, at).entries()) {
      if (because && isTemporary(because))
        earliest = Math.min(earliest, chanceOf(board, members[member] as number, at));
    }
  }
  const named = namedIn(board, lead);
  const because = named === undefined ? undefined : exclusionOf(board, named, lead, policy, at);
  if (named !== undefined && because && isTemporary(because)) earliest = Math.min(earliest, chanceOf(board, named, at));
  return earliest === Number.POSITIVE_INFINITY ? undefined : earliest;
}
