import type { Compiled, CompiledLeaf } from "./compiled-condition.ts";
import type { Operators, Scalar, Test } from "./condition.ts";

// What a condition demands of one attribute, whatever the others are. The index shuts out the rules whose demand a
// lead does not meet; a narrowing may say too little (then the rule is asked in vain), but never too much.

/** The attribute must be, or hold, one of the values. */
export interface Values {
  kind: "values";
  values: readonly Scalar[];
}
/** The attribute must be a number from `low` to `high`; without an end where that end is open. */
export interface Range {
  kind: "range";
  low: number;
  lowOpen: boolean;
  high: number;
  highOpen: boolean;
}
/** `exact` when this is all that the condition asks, so that nothing is left to check. */
export type Narrowing = (Values | Range) & { exact: boolean };

/** By attribute, at most one narrowing each. A condition that can hold whatever the attribute is has none for it. */
export function narrowings(node: Compiled): ReadonlyMap<string, Narrowing> {
  switch (node.kind) {
    case "leaf":
      return ofLeaf(node);
    case "all":
      return inAll(node.parts.map(narrowings));
    case "any":
      return inAny(node.parts.map(narrowings));
    // Shutting out those that meet a condition would shut out too many where the condition's narrowing says too little.
    case "not":
      return new Map();
  }
}

/** Every part must hold, so each part's demand stands; of two on one attribute the first is enough. */
function inAll(parts: readonly ReadonlyMap<string, Narrowing>[]): ReadonlyMap<string, Narrowing> {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const found = new Map<string, Narrowing>();
  for (const part of parts) {
    for (const [attribute, narrowing] of part) {
      if (!found.has(attribute)) found.set(attribute, { ...narrowing, exact: false });
    }
  }
  return found;
}

/** One part is enough, so a demand stands only where every part makes one on the same attribute. */
function inAny(parts: readonly ReadonlyMap<string, Narrowing>[]): ReadonlyMap<string, Narrowing> {
  const [first, ...others] = parts;
  const found = new Map<string, Narrowing>();
  for (const [attribute, narrowing] of first ?? []) {
    let joined: Narrowing | undefined = narrowing;
    for (const other of others) joined = joined && join(joined, other.get(attribute));
    if (joined) found.set(attribute, joined);
  }
  return found;
}

function join(one: Narrowing, other: Narrowing | undefined): Narrowing | undefined {
  const exact = one.exact && other?.exact === true;
  if (one.kind === "values" && other?.kind === "values") {
    return { kind: "values", values: [...one.values, ...other.values], exact };
  }
  // Two lists and two ranges can be joined, a list and a range cannot. What lies between two ranges is in neither.
  if (one.kind === "range" && other?.kind === "range") return { ...hull(one, other), exact: false };
  return undefined;
}

function hull(one: Range, other: Range): Range {
  const lower = one.low < other.low || (one.low === other.low && !one.lowOpen) ? one : other;
  const higher = one.high > other.high || (one.high === other.high && !one.highOpen) ? one : other;
  const { low, lowOpen } = lower;
  const { high, highOpen } = higher;
  return { kind: "range", low, lowOpen, high, highOpen };
}

function ofLeaf({ attribute, asked }: CompiledLeaf): ReadonlyMap<string, Narrowing> {
  const narrowing = ofTest(asked);
  return new Map(narrowing && [[attribute, narrowing]]);
}

function ofTest(test: Test): Narrowing | undefined {
  if (Array.isArray(test)) return values(test, true);
  if (typeof test !== "object") return values([test], true);
  const asked = Object.keys(test).filter((operator) => test[operator as keyof Operators] !== undefined);
  if (test.is !== undefined) return values([test.is], asked.length === 1);
  if (test.one_of) return values(test.one_of, asked.length === 1);
  return range(test, asked);
}

const values = (asked: readonly Scalar[], exact: boolean): Narrowing => ({
  kind: "values",
  values: asked,
  exact,
});

const rangeOperators: readonly string[] = ["at_least", "above", "at_most", "below", "between"];

function range(test: Operators, asked: readonly string[]): Narrowing | undefined {
  if (!asked.some((operator) => rangeOperators.includes(operator))) return undefined;
  const { at_least, above, at_most, below, between: [from, to] = [] } = test;
  const lows = [at_least, above, from].filter((end) => end !== undefined);
  const highs = [at_most, below, to].filter((end) => end !== undefined);
  if (![...lows, ...highs].every(Number.isFinite)) return undefined;
  const low = Math.max(Number.NEGATIVE_INFINITY, ...lows);
  const high = Math.min(Number.POSITIVE_INFINITY, ...highs);
  const exact = asked.every((operator) => rangeOperators.includes(operator));
  return { kind: "range", low, lowOpen: low === above, high, highOpen: high === below, exact };
}
