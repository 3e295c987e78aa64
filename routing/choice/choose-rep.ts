import { attemptsOf, attemptsUsed, type Escalation, type Lead } from "../lead/lead.ts";
import { poolsFor, waitEnds, waitsSince } from "../offers/longest-wait.ts";
import { inRound, roundOf } from "../offers/rounds.ts";
import type { Policy } from "../policy/policy.ts";
import { type PoolLimits, poolLimits, quotasResetAt } from "../reps/capacity.ts";
import type { RepState } from "../reps/rep.ts";
import { memberOf } from "../reps/roster.ts";
import { minute } from "../time/wall-clock.ts";
import { nextWorkingInterval } from "../time/working-time.ts";
import { type Board, type Charge, pausedAt, poolBoard, usedOf } from "./board.ts";
import { type Exclusion, eligibleIn, exclusionOf, exclusionsIn, hoursOf, isTemporary, sharersIn } from "./eligible.ts";
import { lastCall, type OfferChoice, offerIn, offerTo } from "./pool-offer.ts";

export type Choice =
  | OfferChoice
  /** `waitsFor` is the rep whom the rule names, as long as the pools are not asked. */
  | {
      kind: "wait";
      until: string;
      waitsFor?: string;
      /** The pool that is waited for, as long as the ones after it are not asked, and until when that is. */
      pool?: string;
      nextAt?: string;
      /** The further round of asking in which it waits. */
      again?: number;
    }
  | { kind: "escalate"; cause: Escalation["cause"] };

/** When to try again if somebody is at work but full. Minutes. */
const fullRetryMinutes = 15;
const iso = (at: number): string => new Date(at).toISOString();

/**
 * Decides what happens next to a lead that is ready:
 * - an offer to the rep whom its rule names, else to the preferred rep of the first pool in which somebody is eligible;
 *   pools of `after_max_wait` come last, and only after the longest wait;
 * - once the attempts are used or nobody else can be asked, as many further rounds as `after_attempts` says, in which who let
 *   the lead lapse may be asked once more; then it is shown to a pool of `after_attempts`;
 * - an escalation to the manager, after that, when the longest wait is over and nobody can take it, or if nobody in its
 *   own pools ever could;
 * - otherwise a wait for the next shift or a free place.
 *
 * The board is not changed; `applyOffer` does that. Costs about one pass over the pool's reps. `rankings` says who was
 * excluded and why.
 */
export function chooseRep(lead: Lead, policy: Policy, board: Board, now: string): Choice {
  const round = roundOf(lead);
  const current = inRound(lead, round);
  if (attemptsOf(lead).some((offer) => offer.lastCall)) {
    const cause = attemptsUsed(current) >= policy.attempts ? "attempts-used" : "everybody-asked";
    return { kind: "escalate", cause };
  }
  const choice = ofRound(round, chooseIn(current, policy, board, now));
  if (choice.kind !== "escalate" || choice.cause === "nobody-available") return choice;
  if (round < (policy.after_attempts?.again ?? 0)) {
    const more = ofRound(round + 1, chooseIn(inRound(lead, round + 1), policy, board, now));
    if (more.kind !== "escalate") return more;
  }
  return lastCall(lead, policy, board, now) ?? choice;
}

/** The choice of a further round, which its offers say. */
function ofRound(again: number, choice: Choice): Choice {
  if (again === 0 || choice.kind === "escalate") return choice;
  if (choice.kind === "wait") return { ...choice, again };
  const { offer, round } = choice;
  return {
    ...choice,
    offer: { ...offer, again },
    ...(round && { round: { ...round, offers: round.offers.map((one) => ({ ...one, again })) } }),
  };
}

/** What happens next in a round of asking; an escalation where the round is over. */
function chooseIn(lead: Lead, policy: Policy, board: Board, now: string): Choice {
  if (attemptsUsed(lead) >= policy.attempts) return { kind: "escalate", cause: "attempts-used" };
  const at = Date.parse(now);
  const named = chooseNamed(lead, policy, board, now);
  if (named) return named;
  const pools = poolsFor(lead, policy, at);
  for (const [n, pool] of pools.entries()) {
    const offer = offerIn(pool, lead, policy, board, now);
    if (offer) return offer;
    const nextAt = n < pools.length - 1 ? asksNextAt(n, lead, at) : undefined;
    if (nextAt === undefined || nextAt <= at) continue;
    const asked = pools.slice(0, n + 1);
    const until = nextChance(asked, lead, policy, board, at);
    const ends = Math.min(nextAt, waitEnds(lead, policy, at));
    const hasFull = asked.some((one) =>
      exclusionsIn(board, one, policy, lead, at).some((because) => because && noPlace.includes(because)),
    );
    // Who comes too late is not waited for; a place can become free at any time.
    if (until !== undefined && ends > at && (until <= ends || hasFull))
      return { kind: "wait", until: iso(Math.min(until, ends)), pool, nextAt: iso(ends) };
  }
  const until = nextChance(pools, lead, policy, board, at);
  const giveUpAt = waitEnds(lead, policy, at);
  if (until === undefined || giveUpAt <= at) {
    // Also of a lead that was handed on: whoever is left was asked before.
    const asked = lead.offers.length > 0 && until === undefined;
    return { kind: "escalate", cause: asked ? "everybody-asked" : "nobody-available" };
  }
  return { kind: "wait", until: iso(Math.min(until, giveUpAt)) };
}

/** When the pool after the one at this place is asked as well, by the lead's rule; undefined where it is at once. */
const asksNextAt = (place: number, lead: Lead, at: number): number | undefined =>
  lead.rule?.before_next === undefined
    ? undefined
    : waitsSince(lead, at) + (place + 1) * lead.rule.before_next * minute;

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
  const pool = pools[0] ?? "";
  const reason = exclusionOf(board, position, lead, policy, at, pool);
  const because = reason === "off-shift" && hoursOf(policy, pool) === "at-any-time" ? undefined : reason;
  if (because === undefined) {
    const offer = offerTo(board, position, lead, pool, policy, now);
    const charge = chargeOfNamed(board, position, pool, lead, policy, at);
    return offer && { kind: "offer", offer, ...(charge && { charge, named: true as const }) };
  }
  if (wait === undefined || !isTemporary(because)) return undefined;
  const deadline = Math.min(waitsSince(lead, at) + wait * minute, waitEnds(lead, policy, at));
  const chance = chanceOf(board, position, at, poolLimits(policy, pool));
  const comesTooLate = !noPlace.includes(because) && chance > deadline;
  if (deadline <= at || comesTooLate) return undefined;
  return { kind: "wait", until: iso(Math.min(chance, deadline)), waitsFor: repId };
}

/** What a lead costs the rep whom its rule names, where such leads count in the pool and they are a member of it. */
function chargeOfNamed(
  board: Board,
  position: number,
  pool: string,
  lead: Lead,
  policy: Policy,
  at: number,
): Charge | undefined {
  if (policy.pools[pool]?.named_leads !== "count") return undefined;
  const chosen = memberOf(poolBoard(board, pool), position);
  if (chosen === undefined) return undefined;
  const eligible = Int32Array.from(new Set([...eligibleIn(board, pool, policy, lead, at), chosen])).sort();
  return { pool, eligible, chosen, sharers: sharersIn(board, pool, policy, lead, at, eligible) };
}

/** What ends whenever one of the rep's leads does. */
const noPlace: readonly Exclusion[] = ["full", "effort-full", "in-flight"];

/** The position of the rep whom the lead's rule names; undefined when there is none in the roster. */
const namedIn = (board: Board, lead: Lead): number | undefined =>
  lead.rule?.rep === undefined ? undefined : board.roster.positionOf.get(lead.rule.rep);

/**
 * When the rep at this position, who is temporarily excluded, may be eligible again: epoch milliseconds, Infinity for
 * never.
 * @param at epoch milliseconds
 */
function chanceOf(board: Board, position: number, at: number, ofPool: PoolLimits | undefined): number {
  const { reps, shifts } = board.roster;
  const quota = quotasResetAt(reps[position] as RepState, usedOf(board, position), at, ofPool);
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
        earliest = Math.min(earliest, chanceOf(board, members[member] as number, at, poolLimits(policy, poolId)));
    }
  }
  const named = namedIn(board, lead);
  const [pool = ""] = lead.rule?.pools ?? [];
  const because = named === undefined ? undefined : exclusionOf(board, named, lead, policy, at, pool);
  if (named !== undefined && because && isTemporary(because))
    earliest = Math.min(earliest, chanceOf(board, named, at, poolLimits(policy, pool)));
  return earliest === Number.POSITIVE_INFINITY ? undefined : earliest;
}
