import { binOf, binsOf, type Feature } from "./feature.ts";
import { stability } from "./measures.ts";
import type { Outcome } from "./outcome.ts";

/** How far two groups of leads differ in a fact: the population stability index. */
export interface Drift {
  fact: string;
  psi: number;
}

/** How far two groups of leads differ in each fact, the most first. */
export function driftOf(features: readonly Feature[], before: readonly Outcome[], after: readonly Outcome[]): Drift[] {
  const found = new Map<string, number>();
  for (const feature of features) {
    const [a, b] = [before, after].map((outcomes) => {
      const counts = new Array<number>(binsOf(feature) + 1).fill(0);
      for (const { attributes } of outcomes) {
        const bin = binOf(feature, attributes) + 1;
        counts[bin] = (counts[bin] as number) + 1;
      }
      return counts;
    }) as [number[], number[]];
    found.set(feature.fact, Math.max(found.get(feature.fact) ?? 0, stability(a, b)));
  }
  return [...found].map(([fact, psi]) => ({ fact, psi })).toSorted((a, b) => b.psi - a.psi);
}
