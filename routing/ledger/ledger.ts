/**
 * The fairness ledger of one pool: the carpool problem of Fagin and Williams, "A fair carpool scheduling algorithm"
 * (IBM Journal of Research and Development 27(2), 1983). For each lead every eligible rep is credited with their share
 * of it, and the chosen rep is debited the whole lead. A rep who was not eligible neither earns nor owes.
 */
export type Balances = Readonly<Record<string, number>>;

/** One lead in the unit of balances, which are whole billionths of a lead, so that they always sum to exactly zero. */
export const oneLead = 1_000_000_000;

export interface Sharer {
  repId: string;
  /** Above 0; 2 means twice the leads of 1. */
  weight: number;
}

/**
 * Writes the claim of each of the first `count` of `eligible` into `into`: balance plus share of this lead. All columns
 * are indexed by the member's number in the pool. Shares are differences of running sums, rounded up: whole, exactly
 * `oneLead` in sum, computed in one pass, and at most one billionth off; between equals the first gets the odd
 * billionth. Returns the total weight of the eligible.
 */
export function fillClaims(
  into: Float64Array,
  { balance, weight }: { balance: Float64Array; weight: Float64Array },
  eligible: Int32Array,
  count: number = eligible.length,
): number {
  let total = 0;
  for (let n = 0; n < count; n++) total += weight[eligible[n] as number] as number;
  const scale = oneLead / total;
  let sum = 0;
  let before = 0;
  for (let n = 0; n < count; n++) {
    const member = eligible[n] as number;
    sum += weight[member] as number;
    const cut = n === count - 1 ? oneLead : Math.min(oneLead, Math.ceil(sum * scale));
    into[member] = (balance[member] as number) + cut - before;
    before = cut;
  }
  return total;
}

/** Whether a share of a lead is below a twentieth. @param total the total weight of the eligible */
export const isSmallShare = (weight: number, total: number): boolean => weight * 20 < total;
/** A rep with a small share waits until so much more is owed to them, in billionths of a lead. */
export const smallShareWaits = oneLead / 4;

/**
 * The priority of a claim in the order of turns, of which the largest is next: the claim, less a quarter of a lead if
 * the rep's share is below a twentieth. A small share grows slowly, so it can wait; otherwise many of them that are due
 * at the same time delay a large one, which grows fast. With equal weights the order is that of the claims. Both
 * numbers are measured: docs/fairness.md.
 * @param total the total weight of the eligible
 */
export const turnPriority = (claim: number, weight: number, total: number): number =>
  isSmallShare(weight, total) ? claim - smallShareWaits : claim;

/** Balances and weights of the eligible as columns, in the order of the list. */
function columnsOf(balances: Balances, eligible: readonly Sharer[]) {
  return {
    balance: Float64Array.from(eligible, ({ repId }) => balances[repId] ?? 0),
    weight: Float64Array.from(eligible, ({ weight }) => weight),
  };
}

/** The claim of each eligible rep: balance plus share of this lead. */
export function claimsOf(balances: Balances, eligible: readonly Sharer[]): Map<string, number> {
  const owed = new Float64Array(eligible.length);
  fillClaims(
    owed,
    columnsOf(balances, eligible),
    Int32Array.from(eligible, (_, n) => n),
  );
  return new Map(eligible.map(({ repId }, n) => [repId, owed[n] as number]));
}

/** The eligible rep whose turn it is; between equals the first in the list. */
export function nextRep(balances: Balances, eligible: readonly Sharer[]): string | undefined {
  const owed = claimsOf(balances, eligible);
  const total = eligible.reduce((sum, { weight }) => sum + weight, 0);
  let next: string | undefined;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const { repId, weight } of eligible) {
    const turn = turnPriority(owed.get(repId) as number, weight, total);
    if (turn <= greatest) continue;
    greatest = turn;
    next = repId;
  }
  return next;
}

/** The balances after the lead was charged to `chosen`, one of the eligible. */
export function charge(balances: Balances, eligible: readonly Sharer[], chosen: string): Balances {
  const after: Record<string, number> = { ...balances };
  for (const [repId, claim] of claimsOf(balances, eligible)) after[repId] = claim;
  if (!eligible.some(({ repId }) => repId === chosen)) throw new Error("the chosen rep must be one of the eligible");
  after[chosen] = (after[chosen] ?? 0) - oneLead;
  return after;
}
