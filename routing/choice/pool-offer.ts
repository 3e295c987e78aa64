import type { Lead, Offer } from "../lead/lead.ts";
import { isWaitedOut, lastPools } from "../offers/longest-wait.ts";
import { makeOffer } from "../offers/offer.ts";
import type { Policy } from "../policy/policy.ts";
import type { RepState } from "../reps/rep.ts";
import { minute } from "../time/wall-clock.ts";
import { type Board, type Charge, poolBoard } from "./board.ts";
import { eligibleIn, sharersIn } from "./eligible.ts";
import { preferencesFor, preferred } from "./preferences.ts";

/**
 * `charge` is the charge to the pool's ledger; absent for a rep whom the rule names, unless such leads count.
 * With a `round`, `offer` is the first of its offers, which are open at the same time. Nothing is charged before one
 * of them is claimed; `charge` is what a claim by the first rep would cost.
 */
export interface OfferChoice {
  kind: "offer";
  offer: Offer;
  charge?: Charge;
  /** The rule names the rep; a charge is then for the others' sake. */
  named?: true;
  round?: Round;
}

/** The offers of a lead to several reps at once, best by preference first. `able` are all eligible members. */
interface Round {
  offers: readonly Offer[];
  able: Int32Array;
  /** The periods in which it counts as new for the first of them, once they claim it. */
  countedIn?: readonly string[] | undefined;
}

/** The most reps to whom a lead is shown at once. */
const mostShown = 10;

type Found = { offer: Offer; chosen: number; eligible: Int32Array; sharers: Int32Array | undefined };

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
    const at = Date.parse(now);
    const sharers = sharersIn(board, poolId, policy, lead, at, left);
    const chosen = preferred(order, { lead, policy, board, pool, eligible: left, sharers, now: at });
    if (chosen === undefined) return undefined;
    const offer = offerTo(board, pool.members[chosen] as number, lead, poolId, policy, now);
    if (offer) return { offer, chosen, eligible: left, sharers };
    // A rep without working time to answer in is not eligible.
    left = left.filter((member) => member !== chosen);
  }
  return undefined;
}

type First = Found & { able: Int32Array };

/** The first by preference among those of the pool who are eligible now, with all of these. */
function firstAmong(poolId: string, lead: Lead, policy: Policy, board: Board, now: string): First | undefined {
  const able = eligibleIn(board, poolId, policy, lead, Date.parse(now));
  const first = firstOf(able, poolId, lead, policy, board, now);
  return first && { ...first, able };
}

/** The offer of the lead in a pool, or the round of them where the pool shows its leads to several at once. */
export function offerIn(
  poolId: string,
  lead: Lead,
  policy: Policy,
  board: Board,
  now: string,
): OfferChoice | undefined {
  const first = firstAmong(poolId, lead, policy, board, now);
  if (!first) return undefined;
  const { offer, chosen, eligible, sharers } = first;
  const size = policy.pools[poolId]?.show_to ?? 1;
  if (size === 1 || eligible.length === 1) {
    return { kind: "offer", offer, charge: { pool: poolId, eligible, chosen, sharers } };
  }
  return roundOf(first, size, poolId, lead, policy, board, now);
}

type ChosenRound = OfferChoice & { round: Round };

/** Offers to the first and to those after them, `size` at most, all at once. */
function roundOf(
  first: First,
  size: number,
  poolId: string,
  lead: Lead,
  policy: Policy,
  board: Board,
  now: string,
): ChosenRound {
  const { offer, chosen, able } = first;
  const shown: Found[] = [first];
  for (let left = first.eligible; shown.length < size; ) {
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
  const { countedIn } = offer;
  return { kind: "offer", offer: offers[0] as Offer, charge, round: { offers, able, ...(countedIn && { countedIn }) } };
}

/**
 * The round of the first pool of `after_attempts` in which somebody is eligible; undefined where nobody is, or the lead
 * was shown so before. They have the policy's time to claim it, by the clock, and are not reminded.
 */
export function lastCall(lead: Lead, policy: Policy, board: Board, now: string): OfferChoice | undefined {
  for (const pool of lastPools(lead, policy)) {
    const first = firstAmong(pool, lead, policy, board, now);
    if (!first) continue;
    const choice = roundOf(first, policy.pools[pool]?.show_to ?? mostShown, pool, lead, policy, board, now);
    const expiresAt = new Date(Date.parse(now) + (policy.after_attempts?.wait ?? 0) * minute).toISOString();
    const offers = choice.round.offers.map((offer): Offer => ({ ...offer, lastCall: true, expiresAt, remindAt: [] }));
    return { ...choice, offer: offers[0] as Offer, round: { ...choice.round, offers } };
  }
  return undefined;
}

/** The offer of the lead to the rep at this position. Undefined for a rep without working time to answer in. */
export function offerTo(
  board: Board,
  position: number,
  lead: Lead,
  pool: string,
  policy: Policy,
  now: string,
): Offer | undefined {
  const { reps, shifts } = board.roster;
  const schedule = shifts.scheduleOf[position] as number;
  const until = shifts.on[schedule] === 1 ? shifts.end[schedule] : undefined;
  const offer = makeOffer(lead, reps[position] as RepState, pool, policy, now, board, until);
  return offer && isWaitedOut(lead, policy, Date.parse(now)) ? { ...offer, waitedOut: true } : offer;
}
