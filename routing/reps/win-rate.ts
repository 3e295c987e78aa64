import type { Closings } from "./closings.ts";
import type { Rep } from "./rep.ts";

/** Number of assumed results that are added to those that are known: the weight of the prior of the m-estimate. */
export const assumedResults = 10;

const sum = (column: Float64Array): number => column.reduce((total, value) => total + value, 0);

/**
 * The win rate of each member of a pool, smoothed towards the rate of the whole pool: (won + m · rate) / (results + m),
 * the m-estimate of Cestnik, "Estimating probabilities: a crucial task in machine learning" (ECAI 1990). Without
 * results in the pool all rates are equal.
 */
export function smoothedWinRates(won: Float64Array, lost: Float64Array): Float64Array {
  const results = sum(won) + sum(lost);
  const assumedWins = results > 0 ? (assumedResults * sum(won)) / results : 0;
  return won.map((wins, n) => (wins + assumedWins) / (wins + (lost[n] as number) + assumedResults));
}

/** The leads that a rep won and lost: those of the roster, and those that were closed here since. */
export const resultsOf = (
  { won, lost }: Pick<Rep, "won" | "lost">,
  closings: Closings | undefined,
): { won: number; lost: number } => ({ won: won + (closings?.won ?? 0), lost: lost + (closings?.lost ?? 0) });
