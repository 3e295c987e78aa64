/**
 * The fairness ledger of one pool: the carpool problem of Fagin and Williams, "A fair carpool scheduling algorithm"
 * (IBM Journal of Research and Development 27(2), 1983). For each lead every eligible rep is credited its share of it,
 * and the chosen one pays for the whole of it. Who was not eligible neither earns nor owes.
 */
export type Balances = Readonly<Record<string, number>>;

/** Balances are whole numbers of billionths of a lead, so that they sum to zero exactly, always. */
export const oneLead = 1_000_000_000;

export interface Sharer {
  repId: string;
  /** Above 0; 2 means twice the leads of 1. */
  weight: number;
}

/**
 * What each of the first `count` of `eligible` is owed once this lead counts: balance plus share, written into `into`.
 * All columns go by the member's number in the pool. The shares are the differences of the running sums of the parts,
 * rounded up, so they are whole, sum to `oneLead` exactly, and take one pass; none is off by more than one billionth,
 * and between equals the odd billionth is the first's. Answers the weight of all the eligible.
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

/** A share below a twentieth of a lead waits until a quarter of a lead more is owed. */
const smallPart = 20;
const patience = oneLead / 4;

/**
 * The place of a claim in the order of turns, of which the greatest goes next: what is owed, less a quarter of a lead
 * where the rep's share of this lead is below a twentieth. A small share grows slowly, so it can wait; else many of
 * them that are due at once keep a large one waiting, which grows fast. With equal weights the order is that of the
 * claims. The two numbers are measured: docs/fairness.md.
 * @param total the weight of all the eligible
 */
export const turnPriority = (claim: number, weight: number, total: number): number =>
  weight * smallPart < total ? claim - patience : claim;

/** The eligible as columns: with the balances that they have, in the order of the list. */
function columnsOf(balances: Balances, eligible: readonly Sharer[]) {
  return {
    balance: Float64Array.from(eligible, ({ repId }) => balances[repId] ?? 0),
    weight: Float64Array.from(eligible, ({ weight }) => weight),
  };
}

/** What each eligible rep is owed once this lead counts: balance plus share. */
export function claimsOf(balances: Balances, eligible: readonly Sharer[]): Map<string, number> {
  const owed = new Float64Array(eligible.length);
  fillClaims(
    owed,
    columnsOf(balances, eligible),
    Int32Array.from(eligible, (_, n) => n),
  );
  return new Map(eligible.map(({ repId }, n) => [repId, owed[n] as number]));
}

/** The one of the eligible whose turn it is; the first of the list between equals. */
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

/** The balances after the lead went to `chosen`, one of the eligible. */
export function charge(balances: Balances, eligible: readonly Sharer[], chosen: string): Balances {
  const after: Record<string, number> = { ...balances };
  for (const [repId, claim] of claimsOf(balances, eligible)) after[repId] = claim;
  if (!eligible.some(({ repId }) => repId === chosen)) throw new Error("the chosen rep must be one of the eligible");
  after[chosen] = (after[chosen] ?? 0) - oneLead;
  return after;
}
