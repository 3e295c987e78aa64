import { type Balances, claimsOf, oneLead, type Sharer } from "./ledger.ts";

/**
 * Changes of balances by rep id, in whole billionths of a lead, zero in sum. Besides offers, a ledger is changed by
 * credits, corrections, the departure of a member, and decay.
 */
export type LedgerChanges = ReadonlyMap<string, number>;

/** What an offer cost, as it stands in the ledger's journal. */
export interface OfferCost {
  chosen: string;
  /** Share by rep id, `oneLead` in sum. */
  shares: Record<string, number>;
  /** The weights by which it was shared, of the reps whose weight is not 1. */
  weights?: Record<string, number>;
}

/** The cost of an offer to `chosen`, one of the eligible, in the order in which the ledger is charged. */
export function costOf(eligible: readonly Sharer[], chosen: string): OfferCost {
  if (!eligible.some(({ repId }) => repId === chosen)) throw new Error("the chosen rep must be one of the eligible");
  const unlike = eligible.filter(({ weight }) => weight !== 1).map(({ repId, weight }) => [repId, weight]);
  return {
    chosen,
    shares: Object.fromEntries(claimsOf({}, eligible)),
    ...(unlike.length > 0 && { weights: Object.fromEntries(unlike) }),
  };
}

/** Splits `amount` in proportion to the weights: whole, `amount` in sum, and independent of the order of `sharers`. */
function parts(amount: number, sharers: readonly Sharer[]): Map<string, number> {
  const sorted = sharers.toSorted((a, b) => (a.repId < b.repId ? -1 : 1));
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const size = Math.abs(amount);
  let sum = 0;
  let before = 0;
  return new Map(
    sorted.map(({ repId, weight }): [string, number] => {
      sum += weight;
      // The last sum is the total to the bit, since it was added up in the same order, so the last cut is `size`.
      const cut = Math.ceil((sum / total) * size);
      const part = amount < 0 ? before - cut : cut - before;
      before = cut;
      return [repId, part];
    }),
  );
}

function add(changes: Map<string, number>, repId: string, by: number): void {
  changes.set(repId, (changes.get(repId) ?? 0) + by);
}

/** The balances after the changes. */
export function applyChanges(balances: Balances, changes: LedgerChanges): Balances {
  const after: Record<string, number> = { ...balances };
  for (const [repId, by] of changes) after[repId] = (after[repId] ?? 0) + by;
  return after;
}

/** The changes that lead from one to the other. */
export function changesBetween(before: Balances, after: Balances): LedgerChanges {
  const changes = new Map<string, number>();
  for (const [repId, balance] of Object.entries(after)) add(changes, repId, balance);
  for (const [repId, balance] of Object.entries(before)) add(changes, repId, -balance);
  return changes;
}

/**
 * The changes that undo what an offer cost: every rep gives their share back, and the chosen rep gets the lead back.
 * `decayed` says for how many hours the cost has decayed since, with a `halfLife` in minutes.
 */
export function creditOf({ chosen, shares }: OfferCost, decayed?: { hours: number; halfLife: number }): LedgerChanges {
  const changes = new Map<string, number>();
  for (const [repId, share] of Object.entries(shares)) add(changes, repId, -share);
  add(changes, chosen, oneLead);
  if (!decayed) return changes;
  return new Map(Object.entries(decay(Object.fromEntries(changes), decayed.hours, decayed.halfLife)));
}

/** The changes that give the rep `amount`, taken from the other members by weight; undefined without other members. */
export function correctionOf(repId: string, amount: number, members: readonly Sharer[]): LedgerChanges | undefined {
  const others = members.filter((member) => member.repId !== repId);
  return others.length === 0 ? undefined : new Map([...parts(-amount, others), [repId, amount]]);
}

/**
 * Removes reps who are not members from the balances, and distributes what they had to the members by weight. Undefined
 * if there is nobody to remove, or nobody to take it. `changes` is empty if all removed balances were zero.
 */
export function withoutLeavers(
  balances: Balances,
  members: readonly Sharer[],
): { balances: Balances; changes: LedgerChanges } | undefined {
  const ids = new Set(members.map(({ repId }) => repId));
  const gone = Object.entries(balances).filter(([repId]) => !ids.has(repId));
  if (gone.length === 0 || members.length === 0) return undefined;
  const left = gone.reduce((sum, [, balance]) => sum + balance, 0);
  const changes = new Map<string, number>();
  for (const [repId, balance] of gone) if (balance !== 0) changes.set(repId, -balance);
  if (left !== 0) for (const [repId, part] of parts(left, members)) add(changes, repId, part);
  const after: Record<string, number> = {};
  for (const [repId, balance] of Object.entries(applyChanges(balances, changes)))
    if (ids.has(repId)) after[repId] = balance;
  return { balances: after, changes };
}

/** Factors of decay are multiples of 1/`grain`, so that the products below stay under 2^53 and are exact. */
const grain = 2 ** 26;

/** What is left after `hours` whole hours of exponential decay with this `halfLife` in minutes, in parts of `grain`. */
export const factorOf = (hours: number, halfLife: number): number =>
  Math.round(grain * 2 ** ((-60 * hours) / halfLife));

/** The balances after `hours` whole hours of exponential decay with this `halfLife` in minutes. */
export const decay = (balances: Balances, hours: number, halfLife: number): Balances =>
  faded(balances, factorOf(hours, halfLife));

/**
 * The balances of which `factor` parts of `grain` are left. Each is a difference of running sums, decayed and rounded
 * down: whole, exactly zero in sum, never larger than before and never of the other sign.
 */
export function faded(balances: Balances, factor: number): Balances {
  const after: Record<string, number> = {};
  let sum = 0;
  let before = 0;
  for (const repId of Object.keys(balances).toSorted()) {
    sum += balances[repId] as number;
    const whole = Math.floor(sum / grain);
    const cut = factor * whole + Math.floor((factor * (sum - whole * grain)) / grain);
    after[repId] = cut - before;
    before = cut;
  }
  return after;
}
