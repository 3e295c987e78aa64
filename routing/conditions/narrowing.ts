import type { Compiled, RangeLeaf, ValueLeaf } from "./compiled-condition.ts";

/**
 * What a condition demands of one attribute, whatever the others are: one of the values of a leaf that is not negated,
 * or a number in its range. The index shuts out the rules whose demand a lead does not meet. A narrowing may say too
 * little, and then its rule is asked in vain; it must never say too much.
 */
export type Narrowing = ValueLeaf | RangeLeaf;

const none: readonly Narrowing[] = [];

/** At most one narrowing of each kind for an attribute; none for an attribute that can be anything. */
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
    // The contrary of too little would be too much.
    default:
      return none;
  }
}

/** Whether a condition asks nothing but its narrowing, so that nothing is left to ask of those that meet it. */
export function isNarrowing(node: Compiled): boolean {
  if (node.kind === "value") return !node.negated;
  if (node.kind !== "any") return node.kind === "range";
  const [first] = node.parts;
  return node.parts.every((part) => part.kind === "value" && isNarrowing(part) && alike(part, first as ValueLeaf));
}

/** Numbers, and no infinity but where an end is missing. */
function isPlain({ low, lowOpen, high, highOpen }: RangeLeaf): boolean {
  const isLow = Number.isFinite(low) || (low === Number.NEGATIVE_INFINITY && !lowOpen);
  const isHigh = Number.isFinite(high) || (high === Number.POSITIVE_INFINITY && !highOpen);
  return isLow && isHigh;
}

const alike = (one: Narrowing, other: Narrowing): boolean => one.slot === other.slot && one.kind === other.kind;

/** Every part must hold, so each part's demand stands; of two on one attribute the first is enough. */
function inAll(parts: readonly Compiled[]): readonly Narrowing[] {
  const found: Narrowing[] = [];
  for (const part of parts) {
    for (const narrowing of narrowings(part)) if (!found.some((one) => alike(one, narrowing))) found.push(narrowing);
  }
  return found;
}

/** One part is enough, so a demand stands only where every part makes one on the same attribute. */
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

/** Of two narrowings alike. What lies between two ranges is in neither, but left in. */
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
