import { type Attributes, type AttributeValue, type Condition, isKnown } from "../../routing/conditions/condition.ts";
import { ageOf } from "../../routing/conditions/day-operators.ts";
import { fold } from "../../routing/conditions/fold.ts";

/** A fact cut into bins, which are counted from 0. What is in no bin is -1. */
export type Feature =
  /** From one edge up to the next; then, where there are such leads, those of whom it is not known. `days`: its age. */
  | { kind: "ordered"; fact: string; edges: readonly number[]; days: boolean; unknown: boolean }
  /** One value each, folded where it is a text; then all other values, and those of whom it is not known. */
  | { kind: "values"; fact: string; values: readonly (string | boolean)[]; other: boolean; unknown: boolean }
  /** Of a list: without the value, and with it. */
  | { kind: "member"; fact: string; value: string };

/** How many bins it has. */
export function binsOf(feature: Feature): number {
  if (feature.kind === "member") return 2;
  const known = feature.kind === "ordered" ? feature.edges.length + 1 : feature.values.length + Number(feature.other);
  return known + Number(feature.unknown);
}

/** How many of them stand in an order, the first ones. */
export const orderedBins = (feature: Feature): number => (feature.kind === "ordered" ? feature.edges.length + 1 : 0);

/** The bin of a lead, -1 for a value of which nothing was learnt. */
export function binOf(feature: Feature, attributes: Attributes): number {
  if (feature.kind === "member") return Number(holdsValue(attributes[feature.fact], feature.value));
  const value = valueIn(feature, attributes);
  if (value === undefined) return feature.unknown ? binsOf(feature) - 1 : -1;
  if (feature.kind === "ordered") {
    if (typeof value !== "number") return -1;
    let bin = 0;
    while (bin < feature.edges.length && (feature.edges[bin] as number) <= value) bin += 1;
    return bin;
  }
  const place = feature.values.indexOf(plainValue(value));
  return place >= 0 ? place : feature.other ? feature.values.length : -1;
}

/** A value as it is compared. */
export const plainValue = (value: AttributeValue): string | boolean =>
  typeof value === "boolean" ? value : fold(String(value).trim());

const holdsValue = (found: AttributeValue, value: string): boolean =>
  Array.isArray(found) && found.some((one) => fold(one) === value);

function valueIn(feature: Exclude<Feature, { kind: "member" }>, attributes: Attributes): AttributeValue {
  const days = feature.kind === "ordered" && feature.days;
  const value = attributes[days ? ageOf(feature.fact) : feature.fact];
  return isKnown(value) ? value : undefined;
}

/**
 * The conditions under which a lead is in one of these bins, of which no two hold at once.
 * @param bins in ascending order
 * @param spelt how a folded text is written
 */
export function conditionsOf(
  feature: Feature,
  bins: readonly number[],
  spelt: (fact: string, value: string) => string = (_, value) => value,
): Condition[] {
  const { fact } = feature;
  if (feature.kind === "member") {
    const value = spelt(fact, feature.value);
    return bins.map((bin): Condition => ({ [fact]: bin === 1 ? value : { is_not: value } }));
  }
  const unknown = feature.unknown && bins.at(-1) === binsOf(feature) - 1;
  const known = unknown ? bins.slice(0, -1) : bins;
  if (feature.kind === "ordered") {
    const ranges = runsOf(known).map(([from, to]) => rangeOf(feature, from, to));
    return [...ranges, ...(unknown ? [{ [fact]: { known: false } }] : [])];
  }
  const write = (value: string | boolean) => (typeof value === "string" ? spelt(fact, value) : value);
  if (feature.other && known.at(-1) === feature.values.length) {
    const none_of = feature.values.filter((_, n) => !known.includes(n)).map(write);
    if (none_of.length === 0) return [unknown ? {} : { [fact]: { known: true } }];
    return [{ [fact]: unknown ? { none_of } : { known: true, none_of } }];
  }
  const values = known.map((bin) => write(feature.values[bin] as string | boolean));
  const these = values.length === 1 ? values[0] : values;
  if (values.length === 0) return unknown ? [{ [fact]: { known: false } }] : [];
  if (!unknown) return [{ [fact]: these as string }];
  return [{ any: [{ [fact]: these as string }, { [fact]: { known: false } }] }];
}

/** The first and last of neighbours. */
function runsOf(bins: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const bin of bins) {
    const last = runs.at(-1);
    if (last && last[1] === bin - 1) last[1] = bin;
    else runs.push([bin, bin]);
  }
  return runs;
}

function rangeOf({ fact, edges, days }: Extract<Feature, { kind: "ordered" }>, from: number, to: number): Condition {
  const [low, below] = [from > 0 ? edges[from - 1] : undefined, edges[to]];
  if (!days)
    return {
      [fact]:
        low === undefined && below === undefined
          ? { known: true }
          : { ...(low !== undefined && { at_least: low }), ...(below !== undefined && { below }) },
    };
  // Whole days: from `low` days on is older than one less.
  const older = low === undefined ? undefined : { older_than: `${low - 1}d` };
  if (below === undefined) return { [fact]: older ?? { known: true } };
  const notOlder = { not: { [fact]: { older_than: `${below - 1}d` } } };
  return { [fact]: older ?? { known: true }, ...notOlder } as Condition;
}
