import {
  type Attributes,
  type AttributeValue,
  type Condition,
  isKnown,
  type Leaf,
  type Operators,
  type Scalar,
  type Test,
} from "./condition.ts";
import { madeOnce } from "./made-once.ts";
import type { Policy } from "./policy.ts";
import { type Reading, type Slot, several, Vocabulary } from "./reading.ts";

// A condition is asked a million times and written once, so what depends on the condition alone is done once. The tree
// says the same as `evaluate`, which stays as the plain definition of what conditions mean.

/** The attribute is, or holds, one of the values; with `negated`, none of them. */
export interface ValueLeaf {
  kind: "value";
  slot: Slot;
  asked: Test;
  /** Numbers of the slot's values. */
  ids: readonly number[];
  negated: boolean;
}

/** The attribute is a number from `low` to `high`. */
export interface RangeLeaf {
  kind: "range";
  slot: Slot;
  asked: Test;
  low: number;
  lowOpen: boolean;
  high: number;
  highOpen: boolean;
}

/** Anything else that can be asked of one attribute. */
interface TestLeaf {
  kind: "test";
  slot: Slot;
  asked: Test;
  passes: (found: AttributeValue) => boolean;
}

interface Group {
  kind: "all" | "any";
  parts: readonly Compiled[];
}

interface Not {
  kind: "not";
  part: Compiled;
  condition: Condition;
  /** What to name when the part holds: its first entry, put into words when first needed. */
  attribute: string;
  asked?: Test;
}

type CompiledLeaf = ValueLeaf | RangeLeaf | TestLeaf;
export type Compiled = CompiledLeaf | Group | Not;

/**
 * The node with every field that any node has, in one order: asking is half as dear when the engine that runs this sees
 * one shape of object only.
 */
function shaped<Node extends Compiled>(node: Node): Node {
  const { kind, slot, asked, ids, negated, low, lowOpen, high, highOpen, passes, parts, part, condition, attribute } =
    node as Partial<ValueLeaf & RangeLeaf & TestLeaf & Group & Not>;
  const all = { kind, slot, asked, ids, negated, low, lowOpen, high, highOpen, passes };
  return { ...all, parts, part, condition, attribute } as unknown as Node;
}

/** Whether the condition holds for what was read. */
export function holds(node: Compiled, reading: Reading): boolean {
  switch (node.kind) {
    case "value": {
      const id = reading.id(node.slot);
      const met = id === several ? reading.list(node.slot).some((one) => has(node.ids, one)) : has(node.ids, id);
      return met !== node.negated;
    }
    case "range": {
      const found = reading.attributes[node.slot.attribute];
      if (typeof found !== "number") return false;
      return (
        (node.lowOpen ? found > node.low : found >= node.low) &&
        (node.highOpen ? found < node.high : found <= node.high)
      );
    }
    case "test":
      return node.passes(reading.attributes[node.slot.attribute]);
    case "all":
      for (const part of node.parts) if (!holds(part, reading)) return false;
      return true;
    case "any":
      for (const part of node.parts) if (holds(part, reading)) return true;
      return false;
    case "not":
      return !holds(node.part, reading);
  }
}

/** `includes`, in a third of its time for the one or two there mostly are. */
function has(ids: readonly number[], id: number): boolean {
  for (let place = 0; place < ids.length; place++) if (ids[place] === id) return true;
  return false;
}

/** The first leaf that failed, as `evaluate` names it; undefined when the condition holds. */
export function firstFailed(node: Compiled, reading: Reading): Leaf | undefined {
  switch (node.kind) {
    case "all":
      for (let place = 0; place < node.parts.length; place++) {
        const failed = firstFailed(node.parts[place] as Compiled, reading);
        if (failed) return failed;
      }
      return undefined;
    case "any": {
      const [first] = node.parts;
      if (!first) return { attribute: "any", asked: [], found: undefined };
      const failed = firstFailed(first, reading);
      for (let place = 1; failed && place < node.parts.length; place++)
        if (holds(node.parts[place] as Compiled, reading)) return undefined;
      return failed;
    }
    case "not":
      if (!holds(node.part, reading)) return undefined;
      node.asked ??= { is_not: JSON.stringify(node.condition[node.attribute]) };
      return named(node.attribute, node.asked, reading.attributes);
    default:
      return holds(node, reading) ? undefined : named(node.slot.attribute, node.asked, reading.attributes);
  }
}

const named = (attribute: string, asked: Test, attributes: Attributes): Leaf => ({
  attribute,
  asked,
  found: attributes[attribute],
});

/** All that the conditions of one policy name. */
const vocabularyOf = madeOnce((_: Policy) => new Vocabulary());

/** The attributes that are decided one after the other, each known to what comes later. */
export const decidedSlots = madeOnce((policy: Policy) => {
  const vocabulary = vocabularyOf(policy);
  return {
    score: vocabulary.slotOf("score"),
    priority: vocabulary.slotOf("priority"),
    lane: vocabulary.slotOf("lane"),
  };
});

/** Reads conditions of one policy, once for the many times that they will be asked. */
export const compilerOf = madeOnce((policy: Policy) => {
  const vocabulary = vocabularyOf(policy);
  return (condition: Condition): Compiled => compile(condition, vocabulary);
});

function compile(condition: Condition, vocabulary: Vocabulary): Compiled {
  const parts: Compiled[] = [];
  for (const key of Object.keys(condition)) {
    const test = condition[key];
    if (test !== undefined) parts.push(compileEntry(key, test, vocabulary));
  }
  return allOf(parts);
}

/** All of the parts; those of an `all` among them join the others, which changes neither verdict nor order. */
export function allOf(nodes: readonly Compiled[]): Compiled {
  const parts = nodes.some(({ kind }) => kind === "all")
    ? nodes.flatMap((node) => (node.kind === "all" ? node.parts : [node]))
    : nodes;
  const [only] = parts;
  return only && parts.length === 1 ? only : shaped({ kind: "all", parts });
}

function compileEntry(key: string, test: Test | Condition | Condition[], vocabulary: Vocabulary): Compiled {
  const inner = (part: Condition) => compile(part, vocabulary);
  if (key === "all") return allOf((test as Condition[]).map(inner));
  if (key === "any") return shaped({ kind: "any", parts: (test as Condition[]).map(inner) });
  if (key === "not") {
    const [attribute = "not"] = Object.keys(test as Condition);
    return shaped({ kind: "not", part: inner(test as Condition), condition: test as Condition, attribute });
  }
  return compileTest(vocabulary.slotOf(key), test as Test);
}

/** Several operators become a leaf each, all of which name the whole test when they fail. */
function compileTest(slot: Slot, asked: Test): Compiled {
  if (Array.isArray(asked)) return values(slot, asked, asked, false);
  if (typeof asked !== "object") return values(slot, asked, [asked], false);
  const parts: Compiled[] = [];
  const { is, is_not, one_of, none_of, starts_with, contains, known } = asked;
  if (is !== undefined) parts.push(values(slot, asked, [is], false));
  if (one_of) parts.push(values(slot, asked, one_of, false));
  if (is_not !== undefined) parts.push(values(slot, asked, [is_not], true));
  if (none_of) parts.push(values(slot, asked, none_of, true));
  const range = rangeOf(slot, asked);
  if (range) parts.push(range);
  const leaf = (passes: TestLeaf["passes"]) => parts.push(shaped({ kind: "test", slot, asked, passes }));
  if (starts_with !== undefined) leaf(text(starts_with, "startsWith"));
  if (contains !== undefined) leaf(text(contains, "includes"));
  if (known !== undefined) leaf((found) => isKnown(found) === known);
  return allOf(parts);
}

function values(slot: Slot, asked: Test, wanted: readonly Scalar[], negated: boolean): ValueLeaf {
  return shaped({ kind: "value", slot, asked, ids: wanted.map((value) => slot.nameOf(value)), negated });
}

function rangeOf(slot: Slot, asked: Operators): RangeLeaf | undefined {
  const { at_least, above, at_most, below, between } = asked;
  const lows = at_least ?? above ?? between;
  if (lows === undefined && at_most === undefined && below === undefined) return undefined;
  const none = Number.POSITIVE_INFINITY;
  const low = Math.max(at_least ?? -none, above ?? -none, between?.[0] ?? -none);
  const high = Math.min(at_most ?? none, below ?? none, between?.[1] ?? none);
  return shaped({ kind: "range", slot, asked, low, lowOpen: low === above, high, highOpen: high === below });
}

function text(wanted: string | string[], how: "startsWith" | "includes"): (found: AttributeValue) => boolean {
  const needles = (Array.isArray(wanted) ? wanted : [wanted]).map((needle) => needle.toLowerCase());
  const matches = (value: AttributeValue): boolean => {
    if (typeof value !== "string") return false;
    const folded = value.toLowerCase();
    return needles.some((needle) => folded[how](needle));
  };
  return (found) => (Array.isArray(found) ? found.some(matches) : matches(found));
}
