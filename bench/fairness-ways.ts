import { type Balances, charge, claimsOf, nextRep, type Sharer, turnPriority } from "../routing/ledger/ledger.ts";
import type { Random } from "./random.ts";

/** Chooses one of the eligible reps for a lead. Reps are indices of the list of weights. */
export type Choose = (eligible: readonly number[]) => number;
export type Way = (weights: readonly number[], random: Random) => Choose;

/** Turno's algorithm, then those it is compared with. Each gets all the inputs that its rule can use. */
export const ways = {
  turno: turno,
  equalCounts: equalCounts,
  ledgerGreatest: ledgerGreatest,
  ledgerDeadline: (weights) => ledgerDeadline(weights, 1),
  ledgerTempered: (weights) => ledgerDeadline(weights, 0.1),
  smooth: smooth,
  shortfall: shortfall,
  shortfallRatio: shortfallRatio,
  chairman: chairman,
  leastRecent: leastRecent,
  pointer: pointer,
  random: byWeight,
} satisfies Record<string, Way>;

/** The real ledger and its order, with ties broken by position, as in `chooseRep`. */
function turno(weights: readonly number[]): Choose {
  let balances = {};
  const sharers = weights.map((weight, rep): Sharer => ({ repId: String(rep), weight }));
  return (eligible) => {
    const present = eligible.map((rep) => sharers[rep] as Sharer);
    const chosen = Number(nextRep(balances, present));
    balances = charge(balances, present, String(chosen));
    return chosen;
  };
}

/** The real ledger of a pool with equal counts: every lead is shared by all, and the greatest claim of who is there is next. */
function equalCounts(weights: readonly number[]): Choose {
  let balances: Balances = {};
  const all = weights.map((weight, rep): Sharer => ({ repId: String(rep), weight }));
  const total = sum(weights);
  return (eligible) => {
    const claims = claimsOf(balances, all);
    const priority = (rep: number) => turnPriority(claims.get(String(rep)) ?? 0, at(weights, rep), total);
    const chosen = greatest(eligible, priority);
    balances = charge(balances, all, String(chosen));
    return chosen;
  };
}

/**
 * The ledger's credit, always choosing the greatest claim (Fagin and Williams); without the waiting of small shares.
 */
function ledgerGreatest(weights: readonly number[]): Choose {
  const credit = weights.map(() => 0);
  return (eligible) => {
    const share = sharesOf(weights, eligible);
    for (const rep of eligible) raise(credit, rep, share(rep));
    const chosen = greatest(eligible, (rep) => at(credit, rep));
    raise(credit, chosen, -1);
    return chosen;
  };
}

/**
 * The ledger's credit with Tijdeman's deadlines instead of the greatest claim; tried and rejected. `haste` is how much
 * a greater share brings the deadline nearer: 1 is Tijdeman's rule, 0 would be the greatest claim.
 */
function ledgerDeadline(weights: readonly number[], haste: number): Choose {
  const credit = weights.map(() => 0);
  return (eligible) => {
    const share = sharesOf(weights, eligible);
    for (const rep of eligible) raise(credit, rep, share(rep));
    const claim = (rep: number) => at(credit, rep);
    const chosen = earliestDeadline(eligible, weights.length, claim, (rep) => share(rep) ** haste);
    raise(credit, chosen, -1);
    return chosen;
  };
}

/** Smooth weighted round robin as in nginx: each eligible rep gains its weight, the greatest pays the sum. */
function smooth(weights: readonly number[]): Choose {
  const current = weights.map(() => 0);
  return (eligible) => {
    for (const rep of eligible) raise(current, rep, at(weights, rep));
    const chosen = greatest(eligible, (rep) => at(current, rep));
    raise(current, chosen, -sum(eligible.map((rep) => at(weights, rep))));
    return chosen;
  };
}

/**
 * The weighted round robin of Cal.com (`getLuckyUser`): the greatest difference between a host's share of all bookings
 * so far and its bookings; on a tie the greater weight, then the oldest last booking.
 */
function shortfall(weights: readonly number[]): Choose {
  const share = sharesOf(weights, [...weights.keys()]);
  const got = weights.map(() => 0);
  const last = weights.map(() => 0);
  let leads = 0;
  return (eligible) => {
    const short = (rep: number) => leads * share(rep) - at(got, rep);
    const most = Math.max(...eligible.map(short));
    const shortest = eligible.filter((rep) => short(rep) > most - tie);
    const heaviest = Math.max(...shortest.map((rep) => at(weights, rep)));
    const chosen = greatest(
      shortest.filter((rep) => at(weights, rep) === heaviest),
      (rep) => -at(last, rep),
    );
    leads += 1;
    raise(got, chosen, 1);
    last[chosen] = leads;
    return chosen;
  };
}

/** The shortfall relative to the target: the rep with the smallest fraction of its target is next. */
function shortfallRatio(weights: readonly number[]): Choose {
  const got = weights.map(() => 0);
  return (eligible) => {
    const chosen = greatest(eligible, (rep) => -at(got, rep) / at(weights, rep));
    raise(got, chosen, 1);
    return chosen;
  };
}

/** Tijdeman, "The chairman assignment problem" (Discrete Mathematics 32, 1980): fixed shares of all leads. */
function chairman(weights: readonly number[]): Choose {
  const share = sharesOf(weights, [...weights.keys()]);
  const got = weights.map(() => 0);
  let leads = 0;
  return (eligible) => {
    leads += 1;
    const chosen = earliestDeadline(eligible, weights.length, (rep) => leads * share(rep) - at(got, rep), share);
    raise(got, chosen, 1);
    return chosen;
  };
}

/** Least recently used: the rep whose last lead is oldest. Ignores weights. */
function leastRecent(weights: readonly number[]): Choose {
  const last = weights.map(() => 0);
  let leads = 0;
  return (eligible) => {
    leads += 1;
    const chosen = greatest(eligible, (rep) => -at(last, rep));
    last[chosen] = leads;
    return chosen;
  };
}

/** Plain round robin: the next eligible rep after the last chosen one. Ignores weights. */
function pointer(weights: readonly number[]): Choose {
  let last = -1;
  return (eligible) => {
    last = greatest(eligible, (rep) => -((rep - last - 1 + weights.length) % weights.length));
    return last;
  };
}

/** Weighted random choice. */
function byWeight(weights: readonly number[], random: Random): Choose {
  return (eligible) => {
    let left = random.next() * sum(eligible.map((rep) => at(weights, rep)));
    for (const rep of eligible) {
      left -= at(weights, rep);
      if (left < 0) return rep;
    }
    return eligible.at(-1) as number;
  };
}

/**
 * Tijdeman's choice: of the reps who may already get their next lead without falling below the bound, the one who
 * exceeds it soonest. `claim` is the credit including this lead's share.
 */
function earliestDeadline(
  eligible: readonly number[],
  reps: number,
  claim: (rep: number) => number,
  share: (rep: number) => number,
): number {
  const bound = 1 - 1 / (2 * reps - 2);
  const released = eligible.filter((rep) => claim(rep) > 1 - bound - tie);
  return greatest(released.length > 0 ? released : eligible, (rep) => (claim(rep) - bound) / share(rep));
}

/** Below this, a difference is floating-point noise. */
const tie = 1e-9;
const at = (numbers: readonly number[], rep: number): number => numbers[rep] as number;
const raise = (numbers: number[], rep: number, by: number): void => {
  numbers[rep] = at(numbers, rep) + by;
};
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The first rep with the greatest value. */
function greatest(reps: readonly number[], value: (rep: number) => number): number {
  let [best] = reps as [number];
  for (const rep of reps) if (value(rep) > value(best) + tie) best = rep;
  return best;
}

/** A rep's fair share of one lead: its weight divided by the sum of the eligible reps' weights. */
export function sharesOf(weights: readonly number[], eligible: readonly number[]): (rep: number) => number {
  const total = sum(eligible.map((rep) => at(weights, rep)));
  return (rep) => at(weights, rep) / total;
}
