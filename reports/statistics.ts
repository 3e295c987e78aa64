/** The 97.5th percentile of the normal distribution: intervals hold with 95%. */
const z = 1.959963984540054;

/** A share with its 95% interval, all from 0 to 1. */
export interface Share {
  of: number;
  /** How many of them. */
  n: number;
  share: number;
  low: number;
  high: number;
}

/**
 * What part of `n` `of` are, with Wilson's interval, which is right for few and for none or all as well
 * (Wilson 1927, J. Am. Stat. Assoc. 22; Newcombe 1998, Stat. Med. 17, method 3). Undefined for n = 0.
 */
export function shareOf(of: number, n: number): Share | undefined {
  if (n === 0) return undefined;
  const share = of / n;
  const centre = share + z ** 2 / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  const scale = 1 + z ** 2 / n;
  return {
    ...{ of, n, share },
    low: of === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: of === n ? 1 : Math.min(1, (centre + half) / scale),
  };
}

/** How long something took, or, where it has not happened, how long it has not. In any unit. */
export interface Waited {
  time: number;
  happened: boolean;
}

/** The part to which it has not happened after `time`, with its 95% interval; `low` and `high` of the part are from 0 to 1. */
export interface Step {
  time: number;
  left: number;
  low: number;
  high: number;
  /** How many had it happen at `time`, of how many for whom it could. */
  happened: number;
  atRisk: number;
}

/**
 * After which time which part is still left, where some are not over yet (Kaplan and Meier 1958, J. Am. Stat. Assoc. 53),
 * with intervals by Greenwood's variance of the logarithm. One step for each time at which it happened, earliest first.
 */
export function stillLeft(all: readonly Waited[]): Step[] {
  // Plain numbers: of a hundred thousand leads, objects take ten times as long to sort.
  const times = Float64Array.from(all, ({ time }) => time).sort();
  const events = Float64Array.from(
    all.filter((one) => one.happened),
    ({ time }) => time,
  ).sort();
  const steps: Step[] = [];
  let [left, variance, before] = [1, 0, 0];
  for (let n = 0; n < events.length; ) {
    const time = events[n] as number;
    while ((times[before] as number) < time) before += 1;
    const atRisk = times.length - before;
    let happened = 0;
    for (; events[n] === time; n++) happened += 1;
    left *= 1 - happened / atRisk;
    variance += happened / (atRisk * (atRisk - happened));
    const spread = Math.exp(z * Math.sqrt(variance));
    // Where none is left the variance has no value, so that the interval ends as it did before.
    const bounds =
      left === 0 ? { low: 0, high: steps.at(-1)?.high ?? 1 } : { low: left / spread, high: Math.min(1, left * spread) };
    steps.push({ time, left, ...bounds, happened, atRisk });
  }
  return steps;
}

/** A time by which so many had it happen, with its 95% interval; what is undefined was not reached. */
export interface Quantile {
  time?: number;
  low?: number;
  high?: number;
}

/**
 * The time by which it had happened to a part (0.5 for the median) of all, with the interval in which the steps' intervals
 * hold that part (Brookmeyer and Crowley 1982, Biometrics 38).
 */
export function quantile(steps: readonly Step[], part: number): Quantile {
  // Sums of fractions end beside round values.
  const reaches = (left: number | undefined) => left !== undefined && left <= 1 - part + 1e-9;
  const first = (of: (step: Step) => number) => steps.find((step) => reaches(of(step)))?.time;
  const found = { time: first(({ left }) => left), low: first(({ low }) => low), high: first(({ high }) => high) };
  return Object.fromEntries(Object.entries(found).filter(([, time]) => time !== undefined));
}
