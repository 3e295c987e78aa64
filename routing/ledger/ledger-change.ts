import { type Balances, claimsOf, oneLead, type Sharer } from "./ledger.ts";

/**
 * What changes a ledger beside the leads themselves: an offer undone, a correction, a rep who leaves, time that passes.
 * All in whole billionths of a lead, and all leave the sum at zero.
 */
export type LedgerChanges = ReadonlyMap<string, number>;

/** What an offer cost, kept where it can be undone. */
export interface StoredCharge {
  ledger: string;
  chosen: string;
  /** By rep id, `oneLead` together; absent where more could have had the lead than are kept. */
  shares?: Record<string, number>;
  /** Until when the ledger had faded by then; absent for one that keeps all. */
  decayedAt?: string;
}

/** Whose shares are kept beside an offer: some 30 bytes each. */
const mostKept = 200;

/** The charge of an offer to `chosen`, one of the eligible, in the order in which the ledger was charged. */
export function storedCharge(
  ledger: string,
  eligible: readonly Sharer[],
  chosen: string,
  decayedAt?: string,
): StoredCharge {
  return {
    ledger,
    chosen,
    ...(eligible.length <= mostKept && { shares: Object.fromEntries(claimsOf({}, eligible)) }),
    ...(decayedAt !== undefined && { decayedAt }),
  };
}

/** Parts of `amount` in proportion to the weights: whole, `amount` together, and the same in whatever order they come. */
function parts(amount: number, sharers: readonly Sharer[]): Map<string, number> {
  const sorted = sharers.toSorted((a, b) => (a.repId < b.repId ? -1 : 1));
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const size = Math.abs(amount);
  let sum = 0;
  let before = 0;
  return new Map(
    sorted.map(({ repId, weight }, n): [string, number] => {
      sum += weight;
      const cut = n === sorted.length - 1 ? size : Math.min(size, Math.ceil((sum / total) * size));
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

/** What leads from the one to the other. */
export function changesBetween(before: Balances, after: Balances): LedgerChanges {
  const changes = new Map<string, number>();
  for (const [repId, balance] of Object.entries(after)) add(changes, repId, balance);
  for (const [repId, balance] of Object.entries(before)) add(changes, repId, -balance);
  return changes;
}

/**
 * What undoes a charge: each gives its share back, and the chosen one gets its lead. Where the shares are not kept, all
 * `members` give by their weights; undefined when there are none. `hours` says how far the charge has faded since, by
 * a `halfLife` in minutes.
 */
export function creditOf(
  { chosen, shares }: StoredCharge,
  members: readonly Sharer[],
  faded?: { hours: number; halfLife: number },
): LedgerChanges | undefined {
  if (!shares && members.length === 0) return undefined;
  const changes = new Map<string, number>();
  for (const [repId, share] of shares ? Object.entries(shares) : parts(oneLead, members)) add(changes, repId, -share);
  add(changes, chosen, oneLead);
  if (!faded) return changes;
  return new Map(Object.entries(decay(Object.fromEntries(changes), faded.hours, faded.halfLife)));
}

/** What gives the rep `amount`, by the weights of the other members; undefined when there are no others. */
export function correctionOf(repId: string, amount: number, members: readonly Sharer[]): LedgerChanges | undefined {
  const others = members.filter((member) => member.repId !== repId);
  return others.length === 0 ? undefined : new Map([...parts(-amount, others), [repId, amount]]);
}

/**
 * The ledger without the lines of who is no member any more, their balances handed to the members by weight. With no
 * members there is nobody to take them, and the ledger stays as it is. `changes` are empty when all were even.
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

/** What a faded balance is a multiple of, so that the products below are exact: both are below 2^53. */
const grain = 2 ** 26;

/**
 * The balances after `hours` whole hours of which `halfLife` (minutes) leave half. Each is the difference of the running
 * sums, faded and rounded down: so they are whole, sum to zero exactly, and none grows or changes its sign.
 */
export function decay(balances: Balances, hours: number, halfLife: number): Balances {
  const factor = Math.round(grain * 2 ** ((-60 * hours) / halfLife));
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
