/** Results that each rep is credited with at the pool's own rate, so that few results say little. */
const assumedResults = 10;

const sum = (column: Float64Array): number => column.reduce((total, value) => total + value, 0);

/**
 * Leads won of those won or lost by each member of a pool, drawn towards the rate of the whole pool: (won + m · rate) /
 * (results + m), the m-estimate of Cestnik, "Estimating probabilities: a crucial task in machine learning" (ECAI 1990).
 * Without any result in the pool all are equal.
 */
export function smoothedWinRates(won: Float64Array, lost: Float64Array): Float64Array {
  const results = sum(won) + sum(lost);
  const assumedWins = results > 0 ? (assumedResults * sum(won)) / results : 0;
  return won.map((wins, n) => (wins + assumedWins) / (wins + (lost[n] as number) + assumedResults));
}
