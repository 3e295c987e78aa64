import type { Compiled, RangeLeaf, ValueLeaf } from "./compiled-condition.ts";

/**
 * A necessary condition on one attribute: that it has one of some values, or is a number in a range. The index excludes
 * the rules whose narrowing a lead does not meet. A narrowing may be too weak, and then its rule is tested in vain; it must
 * never be too strong.
 */
export type Narrowing = ValueLeaf | RangeLeaf;

const none: readonly Narrowing[] = [];

/** The narrowings that a condition implies: at most one of each kind for an attribute. */
export function narrowings(node: Compiled): readonly Narrowing[] {
  switch (node.kind) {
    case "value":
      return node.negated ? none : [node];
    case "range":
      return isPlain(node) ? [node] : none;
    case "all":
      return inAll(node.parts);
    case "any":
      return inAny(node.parts);
    // The negation of a narrowing that is too weak would be too strong.
    default:
      return none;
  }
}

/** Whether a condition is equivalent to its narrowing, so that it need not be tested again. */
export function isNarrowing(node: Compiled): boolean {
  if (node.kind === "value") return !node.negated;
  if (node.kind !== "any") return node.kind === "range";
  const [first] = node.parts;
  return node.parts.every((part) => part.kind === "value" && isNarrowing(part) && alike(part, first as ValueLeaf));
}

/** Whether the ends are finite or missing, and none is NaN. */
function isPlain({ low, lowOpen, high, highOpen }: RangeLeaf): boolean {
  const isLow = Number.isFinite(low) || (low === Number.NEGATIVE_INFINITY && !lowOpen);
  const isHigh = Number.isFinite(high) || (high === Number.POSITIVE_INFINITY && !highOpen);
  return isLow && isHigh;
}

const alike = (one: Narrowing, other: Narrowing): boolean => one.slot === other.slot && one.kind === other.kind;

/** All parts must hold, so the narrowings of each part apply. Of two on one attribute only the first is kept. */
function inAll(parts: readonly Compiled[]): readonly Narrowing[] {
  const found: Narrowing[] = [];
  for (const part of parts) {
    for (const narrowing of narrowings(part)) if (!found.some((one) => alike(one, narrowing))) found.push(narrowing);
  }
  return found;
}

/** One part is enough, so only attributes that every part narrows are narrowed. */
function inAny(parts: readonly Compiled[]): readonly Narrowing[] {
  const [first = none, ...others] = parts.map(narrowings);
  return others.reduce<readonly Narrowing[]>(
    (found, other) =>
      found.flatMap((narrowing) => {
        const same = other.find((one) => alike(one, narrowing));
        return same ? [join(narrowing, same)] : [];
      }),
    first,
  );
}

/** The union of two narrowings of one attribute and kind. For ranges it includes the gap between them. */
function join(one: Narrowing, other: Narrowing): Narrowing {
  if (one.kind === "value" && other.kind === "value") return { ...one, ids: [...one.ids, ...other.ids] };
  if (one.kind === "range" && other.kind === "range") return hull(one, other);
  throw new TypeError("a list of values and a range have nothing in common");
}

function hull(one: RangeLeaf, other: RangeLeaf): RangeLeaf {
  const lower = one.low < other.low || (one.low === other.low && !one.lowOpen) ? one : other;
  const higher = one.high > other.high || (one.high === other.high && !one.highOpen) ? one : other;
  return { ...one, low: lower.low, lowOpen: lower.lowOpen, high: higher.high, highOpen: higher.highOpen };
}
