import type { Compiled, RangeLeaf } from "./compiled-condition.ts";
import type { Slot } from "./reading.ts";

// What a condition demands of one attribute, whatever the others are. The index shuts out the rules whose demand a
// lead does not meet; a narrowing may say too little (then the rule is asked in vain), but never too much.

/** The attribute must be, or hold, one of the values. */
export interface Values {
  kind: "values";
  slot: Slot;
  ids: readonly number[];
  /** This is all that the condition asks, so that nothing is left to check. */
  exact: boolean;
}

/** The attribute must be a number from `low` to `high`. */
export interface Range extends Pick<RangeLeaf, "slot" | "low" | "lowOpen" | "high" | "highOpen"> {
  kind: "range";
  exact: boolean;
}

export type Narrowing = Values | Range;

/** At most one narrowing for each attribute and kind; none for an attribute that can be anything. */
export function narrowings(node: Compiled): readonly Narrowing[] {
  switch (node.kind) {
    case "value":
      return node.negated ? [] : [{ kind: "values", slot: node.slot, ids: node.ids, exact: true }];
    case "range":
      return isPlain(node) ? [{ ...node, exact: true }] : [];
    case "all":
      return inAll(node.parts.map(narrowings));
    case "any":
      return inAny(node.parts.map(narrowings));
    // What is left out when a condition says too little would be too much for its contrary.
    default:
      return [];
  }
}

/** Numbers, and no infinity but where an end is missing. */
function isPlain({ low, lowOpen, high, highOpen }: RangeLeaf): boolean {
  const isLow = Number.isFinite(low) || (low === Number.NEGATIVE_INFINITY && !lowOpen);
  const isHigh = Number.isFinite(high) || (high === Number.POSITIVE_INFINITY && !highOpen);
  return isLow && isHigh;
}

const alike = (one: Narrowing) => (other: Narrowing) => one.slot === other.slot && one.kind === other.kind;

/** Every part must hold, so each part's demand stands; of two on one attribute the first is enough. */
function inAll(parts: readonly (readonly Narrowing[])[]): readonly Narrowing[] {
  const found: Narrowing[] = [];
  for (const narrowing of parts.flat()) {
    if (!found.some(alike(narrowing))) found.push({ ...narrowing, exact: narrowing.exact && parts.length === 1 });
  }
  return found;
}

/** One part is enough, so a demand stands only where every part makes one on the same attribute. */
function inAny([first = [], ...others]: readonly (readonly Narrowing[])[]): readonly Narrowing[] {
  const found: Narrowing[] = [];
  for (const narrowing of first) {
    let joined: Narrowing | undefined = narrowing;
    for (const other of others) joined = joined && join(joined, other.find(alike(narrowing)));
    if (joined) found.push(joined);
  }
  return found;
}

function join(one: Narrowing, other: Narrowing | undefined): Narrowing | undefined {
  if (one.kind === "values" && other?.kind === "values") {
    return { ...one, ids: [...one.ids, ...other.ids], exact: one.exact && other.exact };
  }
  // What lies between two ranges is in neither.
  if (one.kind === "range" && other?.kind === "range") return { ...hull(one, other), exact: false };
  return undefined;
}

function hull(one: Range, other: Range): Range {
  const lower = one.low < other.low || (one.low === other.low && !one.lowOpen) ? one : other;
  const higher = one.high > other.high || (one.high === other.high && !one.highOpen) ? one : other;
  return { ...one, low: lower.low, lowOpen: lower.lowOpen, high: higher.high, highOpen: higher.highOpen };
}
