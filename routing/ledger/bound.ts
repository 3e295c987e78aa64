import { oneLead, type Sharer } from "./ledger.ts";

/**
 * How far from zero a balance can be, in billionths of a lead, in a ledger of these members where nobody corrected or credited
 * anything: (n−1)/2 leads by docs/fairness.md. Undefined for unequal weights, for which no bound is known.
 */
export function boundOf(members: readonly Sharer[]): number | undefined {
  const weights = new Set(members.map(({ weight }) => weight));
  return weights.size > 1 ? undefined : (Math.max(0, members.length - 1) * oneLead) / 2;
}
