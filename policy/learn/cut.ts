import { isKnown } from "../../routing/conditions/condition.ts";
import { ageOf } from "../../routing/conditions/day-operators.ts";
import { fold } from "../../routing/conditions/fold.ts";
import type { Feature } from "./feature.ts";
import { plainValue } from "./feature.ts";
import type { Outcome } from "./outcome.ts";

/** What kind of thing a fact is, for cutting it: `presence` for texts of which only counts whether there is one. */
export interface FactToCut {
  fact: string;
  kind: "number" | "days" | "values" | "list" | "presence";
}

/** How few leads say nothing of a bin of their own. */
const fewest = 15;
/** The most bins of a number, and the most values of a text or list. */
const mostBins = 16;
const mostValues = 24;

/**
 * Cuts a fact into bins by the leads that are learnt from: numbers at round values near their quantiles, each bin with
 * enough leads to say something; texts by their values, the rarer ones together. No feature where all leads are in one bin.
 * The order of values is that of their leads, never that of their names.
 */
export function cut({ fact, kind }: FactToCut, outcomes: readonly Outcome[]): Feature[] {
  if (kind === "number" || kind === "days") return ordered(fact, kind === "days", outcomes);
  if (kind === "list") return members(fact, outcomes);
  const known = outcomes.filter(({ attributes }) => isKnown(attributes[fact]));
  const unknown = outcomes.length - known.length >= fewest;
  if (kind === "presence") {
    if (!unknown || known.length < fewest) return [];
    return [{ kind: "values", fact, values: [], other: true, unknown: true }];
  }
  const counts = countsOf(known, ({ attributes }) => [plainValue(attributes[fact])]);
  const values = counts.filter(([, { of }]) => of >= fewest).map(([value]) => value);
  const kept = values.slice(0, mostValues);
  const rest = known.length - counts.slice(0, kept.length).reduce((sum, [, { of }]) => sum + of, 0);
  const other = rest >= fewest;
  if (kept.length + Number(other) + Number(unknown) < 2) return [];
  return [{ kind: "values", fact, values: kept, other, unknown }];
}

function members(fact: string, outcomes: readonly Outcome[]): Feature[] {
  const counts = countsOf(outcomes, ({ attributes }) => {
    const list = attributes[fact];
    return Array.isArray(list) ? [...new Set(list.map((one: string) => fold(one)))] : [];
  });
  return counts
    .filter(([, { of }]) => of >= fewest && outcomes.length - of >= fewest)
    .slice(0, mostValues)
    .map(([value]): Feature => ({ kind: "member", fact, value: String(value) }));
}

interface Count {
  of: number;
  won: number;
  /** The place of the first lead with it. */
  first: number;
}

/** Values with how many leads have them, the most frequent first. */
function countsOf(
  outcomes: readonly Outcome[],
  valuesOf: (outcome: Outcome) => readonly (string | boolean)[],
): [string | boolean, Count][] {
  const counts = new Map<string | boolean, Count>();
  for (const [place, outcome] of outcomes.entries())
    for (const value of valuesOf(outcome)) {
      const count = counts.get(value) ?? { of: 0, won: 0, first: place };
      count.of += 1;
      count.won += Number(outcome.won);
      counts.set(value, count);
    }
  return [...counts].toSorted(([, a], [, b]) => b.of - a.of || b.won - a.won || a.first - b.first);
}

function ordered(fact: string, days: boolean, outcomes: readonly Outcome[]): Feature[] {
  const numbers = outcomes
    .map(({ attributes }) => attributes[days ? ageOf(fact) : fact])
    .filter((value): value is number => typeof value === "number");
  const unknown = outcomes.length - numbers.length >= fewest;
  const edges = edgesOf(Float64Array.from(numbers).sort());
  if (edges.length === 0 && !(unknown && numbers.length >= fewest)) return [];
  return [{ kind: "ordered", fact, edges, days, unknown }];
}

/** Round numbers that cut sorted ones into bins of nearly as many each. */
function edgesOf(sorted: Float64Array): number[] {
  const least = Math.max(fewest, Math.floor(sorted.length / (mostBins * 2)));
  const edges: number[] = [];
  let from = 0;
  for (let n = 1; n < mostBins; n++) {
    const at = Math.floor((n * sorted.length) / mostBins);
    const exact = sorted[at];
    const before = sorted[at - 1];
    if (exact === undefined || before === undefined) continue;
    const edge = roundEdge(exact);
    const place = firstAtLeast(sorted, edge);
    if (place - from < least || sorted.length - place < least) continue;
    edges.push(edge);
    from = place;
  }
  return edges;
}

/** With two digits that count, so that people can read it. */
const roundEdge = (value: number): number => (value === 0 ? 0 : Number(value.toPrecision(2)));

/** The place of the first of sorted numbers that is at least so large. */
function firstAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
