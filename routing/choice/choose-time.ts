import { type Lead, type Offer, openOffers } from "../lead/lead.ts";
import { isFinal } from "../lead/lifecycle.ts";
import { fillClaims, oneLead } from "../ledger/ledger.ts";
import { poolsFor } from "../offers/longest-wait.ts";
import type { Policy } from "../policy/policy.ts";
import type { RepState } from "../reps/rep.ts";
import { type Board, type Charge, copyOf, forgetHour, type PoolBoard, poolBoard, releasePlace } from "./board.ts";
import { eligibleIn, exclusionOf, sharersIn } from "./eligible.ts";
import { preferencesFor, preferred } from "./preferences.ts";

/** Whether the person of this lead may choose a rep, or a time with whoever has it; `too-early` before it is decided. */
export function mayChoose({ status, lane }: Lead, { choose }: Policy): "yes" | "no" | "too-early" {
  if (isFinal(status)) return "no";
  if (status === "new" || status === "qualified") return "too-early";
  return choose.lanes.includes(lane?.lane ?? "") ? "yes" : "no";
}

/** A rep whom a person may choose for their lead, and what that would cost. */
export interface Choosable {
  rep: RepState;
  pool: string;
  /** The charge to the pool's ledger; absent for a rep whom the rule names, who shares with nobody. */
  charge?: Charge;
  /** The offer of the lead that the rep has already and that choosing them accepts. */
  open?: Offer;
}

/**
 * The reps among whom a person may choose for a lead without an owner, best first. They are those to whom it could be
 * offered, in the order in which it would be: the rep whom its rule names, alone, else the eligible reps of the first pool
 * in which there is one. Instead of being at work now they need a free time to meet. A rep to whom the lead is offered
 * right now is among them, as if it were not; whoever declined it or let it lapse is not. In a pool whose order is the
 * ledger's, whoever would be more than two leads ahead is left out, so that a rep whom everybody likes is chosen by others
 * again once their colleagues have caught up.
 * @param hasTime whether the rep has a time to meet
 * @param now ISO 8601
 */
export function choosableReps(
  lead: Lead,
  policy: Policy,
  board: Board,
  now: string,
  hasTime: (rep: RepState) => boolean,
): Choosable[] {
  const open = openOffers(lead);
  const free: Lead = { ...lead, offers: lead.offers.filter((offer) => !open.includes(offer)) };
  const without = withoutOffers(board, open);
  const repAt = (position: number) => board.roster.reps[position] as RepState;
  const openOf = (rep: RepState) => {
    const offer = open.find(({ repId }) => repId === rep.id);
    return offer && { open: offer };
  };
  const at = Date.parse(now);
  const named = namedIn(without, free, policy, at);
  if (named !== undefined && hasTime(repAt(named))) {
    const rep = repAt(named);
    return [{ rep, pool: free.rule?.pools[0] ?? "", ...openOf(rep) }];
  }
  for (const poolId of poolsFor(free, policy, at)) {
    const pool = poolBoard(without, poolId);
    const able = eligibleIn(without, poolId, policy, free, at, "at-any-time");
    const eligible = able.filter((member) => hasTime(repAt(pool.members[member] as number)));
    if (eligible.length === 0) continue;
    const order = preferencesFor(free, poolId, policy);
    const found: Choosable[] = [];
    const sharers = sharersIn(without, poolId, policy, free, at, eligible);
    let left: Int32Array = eligible;
    while (left.length > 0) {
      const chosen = preferred(order, { lead: free, policy, board: without, pool, eligible: left, sharers, now: at });
      if (chosen === undefined) break;
      const rep = repAt(pool.members[chosen] as number);
      found.push({ rep, pool: poolId, charge: { pool: poolId, eligible, chosen, sharers }, ...openOf(rep) });
      if (found.length === 1 && order[0] === "fairness") left = withoutAhead(eligible, sharers ?? eligible, pool);
      left = left.filter((member) => member !== chosen);
    }
    return found;
  }
  return [];
}

/** How many leads a rep may be ahead of their share by being chosen. */
const mostAhead = 2 * oneLead;

/** Those of the eligible who would not be too far ahead with this lead. */
function withoutAhead(eligible: Int32Array, sharers: Int32Array, pool: PoolBoard): Int32Array {
  const claims = new Float64Array(pool.members.length);
  fillClaims(claims, pool, sharers);
  return eligible.filter((member) => (claims[member] as number) - oneLead >= -mostAhead);
}

/** The position of the rep whom the lead's rule names, if the lead could be offered to them at some time. */
function namedIn(board: Board, lead: Lead, policy: Policy, now: number): number | undefined {
  const position = lead.rule?.rep === undefined ? undefined : board.roster.positionOf.get(lead.rule.rep);
  if (position === undefined) return undefined;
  const because = exclusionOf(board, position, lead, policy, now, lead.rule?.pools[0] ?? "");
  return because === undefined || because === "off-shift" ? position : undefined;
}

/** The board as if these offers had not been made: without the places that they hold, of which those of a round hold none. */
function withoutOffers(board: Board, open: readonly Offer[]): Board {
  const holding = open.filter(({ round, repId }) => round === undefined && board.roster.positionOf.has(repId));
  if (holding.length === 0) return board;
  const without = copyOf(board);
  for (const offer of holding) {
    releasePlace(without, offer);
    forgetHour(without, offer);
  }
  return without;
}
