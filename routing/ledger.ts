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
 * Splits one lead over the eligible by weight, in whole units that sum to `oneLead`: floors first, then one unit each
 * to the largest remainders (Hamilton's method), ties to the earlier in the list.
 */
export function shares(eligible: readonly Sharer[]): Map<string, number> {
  const total = eligible.reduce((sum, { weight }) => sum + weight, 0);
  const exact = eligible.map(({ repId, weight }) => ({ repId, part: (oneLead * weight) / total }));
  const floors = exact.map(({ repId, part }) => ({ repId, units: Math.floor(part), rest: part - Math.floor(part) }));
  let left = oneLead - floors.reduce((sum, { units }) => sum + units, 0);
  for (const share of floors.toSorted((a, b) => b.rest - a.rest)) {
    if (left <= 0) break;
    share.units += 1;
    left -= 1;
  }
  return new Map(floors.map(({ repId, units }) => [repId, units]));
}

/** What each eligible rep is owed once this lead counts: balance plus share. The greatest goes next. */
export function claims(balances: Balances, eligible: readonly Sharer[]): Map<string, number> {
  return new Map([...shares(eligible)].map(([repId, share]) => [repId, (balances[repId] ?? 0) + share]));
}

/** The balances after the lead went to `chosen`, one of the eligible. */
export function settle(balances: Balances, eligible: readonly Sharer[], chosen: string): Balances {
  const after: Record<string, number> = { ...balances };
  for (const [repId, claim] of claims(balances, eligible)) after[repId] = claim;
  if (!eligible.some(({ repId }) => repId === chosen)) throw new Error("the chosen rep must be one of the eligible");
  after[chosen] = (after[chosen] ?? 0) - oneLead;
  return after;
}
