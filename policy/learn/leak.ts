import { binOf, binsOf, type Feature } from "./feature.ts";
import { auc } from "./measures.ts";
import { wonOf } from "./model.ts";
import type { Outcome } from "./outcome.ts";

/** Beyond what honest facts say of leads: how well one alone tells those that were won, and a value's odds against all others. */
const tellsAlone = 0.95;
const oddsAlone = 20;
/** The part of the leads won, or of the others, that one value must hold to be such a fact. */
const heldByOne = 0.25;

/** Why a fact seems to give the outcome away; undefined where it does not. */
export interface Leak {
  /** How often the fact alone puts a lead that was won above one that was not. */
  auc: number;
  /** Of the leads in its most telling bin, how many there are and how many were won. */
  of: number;
  won: number;
}

/**
 * Whether a fact gives the outcome away, as what is only filled in when a lead is closed: it tells nearly all of them apart
 * alone, or one of its values, also that it is not known, holds a quarter of the leads won (or lost) and has surely twenty
 * times the odds of all others.
 */
export function leakOf(feature: Feature, outcomes: readonly Outcome[]): Leak | undefined {
  const counts = Array.from({ length: binsOf(feature) + 1 }, () => ({ of: 0, won: 0 }));
  const bins = outcomes.map(({ attributes }) => binOf(feature, attributes) + 1);
  for (const [n, bin] of bins.entries()) {
    const count = counts[bin] as { of: number; won: number };
    count.of += 1;
    count.won += Number(outcomes[n]?.won);
  }
  const rates = counts.map(({ of, won }) => (won + 0.5) / (of + 1));
  const { value } = auc(
    bins.map((bin) => rates[bin] as number),
    wonOf(outcomes),
  );
  const wins = counts.reduce((sum, { won }) => sum + won, 0);
  const telling = counts.filter(({ of, won }) => {
    const lost = of - won;
    const [a, b, c, d] = [won, lost, wins - won, outcomes.length - wins - lost].map((count) => count + 0.5) as [
      number,
      number,
      number,
      number,
    ];
    const odds = Math.abs(Math.log((a * d) / (b * c)));
    const surely = odds - 1.96 * Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
    const held = won / of > wins / outcomes.length ? won / wins : lost / (outcomes.length - wins);
    return surely >= Math.log(oddsAlone) && held >= heldByOne;
  });
  if (value < tellsAlone && telling.length === 0) return undefined;
  const [worst] = (telling.length > 0 ? telling : counts).toSorted((a, b) => b.of - a.of);
  return { auc: value, of: worst?.of ?? 0, won: worst?.won ?? 0 };
}
