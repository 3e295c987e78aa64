import { isSmallShare, oneLead, type Sharer, smallShareWaits } from "./ledger.ts";

/**
 * How far from zero a balance can be, in billionths of a lead, in a ledger of these members where fairness alone orders and nobody
 * corrected or credited anything: (n−1)/2 leads, and a quarter of that more where somebody's share can be a small one, which
 * waits. The proof is in docs/fairness.md.
 * @param count how many have had a balance, where that is not the members alone
 */
export function boundOf(members: readonly Sharer[], count: number = members.length): number {
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const waits = members.some(({ weight }) => isSmallShare(weight, total)) ? smallShareWaits : 0;
  return (Math.max(0, count - 1) * (oneLead + waits)) / 2;
}
