/** Whether this is the long suite, `npm run test:long`. */
export const isLong = process.env.TURNO_LONG === "1";

/** How often a property is tried: so many times, ten times as often in the long suite, which runs these files as well. */
export const runs = (count: number): { numRuns: number } => ({ numRuns: isLong ? count * 10 : count });

const whole = (text: string | undefined, otherwise: number): number => {
  const given = Number(text || otherwise);
  if (!Number.isSafeInteger(given)) throw new Error(`expected a whole number, got "${text}"`);
  return given;
};

/**
 * How a property that only the long suite has is run: `LONG_RUNS` random runs (10,000 when not set), and a seed, drawn
 * a new one each time or that of `LONG_SEED`, printed with its `name` so that what failed can be run again.
 */
export function longRuns(name: string, most = Number.POSITIVE_INFINITY): { numRuns: number; seed: number } {
  const numRuns = Math.min(most, whole(process.env.LONG_RUNS, 10_000));
  const seed = whole(process.env.LONG_SEED, Math.floor(Math.random() * 0x7fffffff));
  console.log(`${name}: ${numRuns} runs, LONG_SEED=${seed}`);
  return { numRuns, seed };
}
