import type { Slot, Vocabulary } from "./attribute-reader.ts";
import {
  type AttributeValue,
  type Condition,
  comparedAs,
  isKnown,
  type Operators,
  type Scalar,
  type Test,
} from "./condition.ts";
import { type DayOperator, dayOperators } from "./day-operators.ts";
import { fold } from "./fold.ts";
import { asksWords, hasWords, spaced, type TextOperator, textOperators } from "./text-match.ts";

// A condition is written once and evaluated a million times, so all work that does not depend on the lead is done once.
// Here a condition becomes a tree of few kinds of nodes, which condition-program.ts turns into a fast program.

/** Holds if the attribute is, or contains, one of the values; with `negated`, if it is and contains none of them. */
export interface ValueLeaf {
  kind: "value";
  slot: Slot;
  asked: Test;
  /** The values, as numbers of the slot. */
  ids: readonly number[];
  negated: boolean;
  /** What it is reported as where that is not the slot's attribute: the region of which the slot has the codes. */
  attribute?: string;
}

/** Holds if the attribute is a number from `low` to `high`; an open end is excluded. */
export interface RangeLeaf {
  kind: "range";
  slot: Slot;
  asked: Test;
  low: number;
  lowOpen: boolean;
  high: number;
  highOpen: boolean;
  /** What it is reported as where that is not the slot's attribute: the day of which the slot has a number. */
  attribute?: string;
}

/** Anything else that can be asked of one attribute: of a `text`, its folded form is asked, of `words`, its words. */
interface TestLeaf {
  kind: "test" | "text" | "words";
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
  /** The negated part as written. */
  condition: Condition;
}

export type CompiledLeaf = ValueLeaf | RangeLeaf | TestLeaf;
export type Compiled = CompiledLeaf | Group | Not;

/** Compiles a condition. The vocabulary numbers the values that it names. */
export function compile(condition: Condition, vocabulary: Vocabulary): Compiled {
  const parts: Compiled[] = [];
  for (const key of Object.keys(condition)) {
    const test = condition[key];
    if (test !== undefined) parts.push(compileEntry(key, test, vocabulary));
  }
  return allOf(parts);
}

/** The conjunction of the nodes. Nested conjunctions are flattened, which changes neither the result nor the order. */
export function allOf(nodes: readonly Compiled[]): Compiled {
  const parts = nodes.some(({ kind }) => kind === "all")
    ? nodes.flatMap((node) => (node.kind === "all" ? node.parts : [node]))
    : nodes;
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind: "all", parts };
}

function compileEntry(key: string, test: Test | Condition | Condition[], vocabulary: Vocabulary): Compiled {
  const inner = (part: Condition) => compile(part, vocabulary);
  if (key === "all") return allOf((test as Condition[]).map(inner));
  if (key === "any") return { kind: "any", parts: (test as Condition[]).map(inner) };
  if (key === "not") {
    return { kind: "not", part: inner(test as Condition), condition: test as Condition };
  }
  return compileTest(vocabulary.slotOf(key), test as Test, vocabulary);
}

/** Compiles a test. Each operator becomes a leaf of its own, and each reports the whole test when it fails. */
function compileTest(slot: Slot, asked: Test, vocabulary: Vocabulary): Compiled {
  const compared = comparedAs(slot.attribute);
  const values = (wanted: readonly Scalar[], negated: boolean): ValueLeaf => {
    const own = compared === slot.attribute ? slot : vocabulary.slotOf(compared);
    const ids = wanted.map((value) => own.numberFor(value));
    return { kind: "value", slot: own, asked, ids, negated, ...(own !== slot && { attribute: slot.attribute }) };
  };
  if (Array.isArray(asked)) return values(asked, false);
  if (typeof asked !== "object") return values([asked], false);
  const parts: Compiled[] = [];
  const { is, is_not, one_of, none_of, known } = asked;
  if (is !== undefined) parts.push(values([is], false));
  if (one_of) parts.push(values(one_of, false));
  if (is_not !== undefined) parts.push(values([is_not], true));
  if (none_of) parts.push(values(none_of, true));
  const range = rangeOf(slot, asked);
  if (range) parts.push(range);
  for (const how of Object.keys(dayOperators) as DayOperator[]) {
    const want = asked[how];
    if (want === undefined) continue;
    const { of, low, high } = dayOperators[how](want);
    const { attribute } = slot;
    const numbers = vocabulary.slotOf(of(attribute));
    parts.push({ kind: "range", slot: numbers, asked, low, lowOpen: false, high, highOpen: false, attribute });
  }
  for (const how of textOperatorNames) {
    const wanted = asked[how];
    if (wanted !== undefined)
      parts.push({ kind: asksWords(how) ? "words" : "text", slot, asked, passes: text(wanted, how) });
  }
  if (known !== undefined) parts.push({ kind: "test", slot, asked, passes: (found) => isKnown(found) === known });
  return allOf(parts);
}

function rangeOf(slot: Slot, asked: Operators): RangeLeaf | undefined {
  const { at_least, above, at_most, below, between } = asked;
  const lows = at_least ?? above ?? between;
  if (lows === undefined && at_most === undefined && below === undefined) return undefined;
  const none = Number.POSITIVE_INFINITY;
  const low = Math.max(at_least ?? -none, above ?? -none, between?.[0] ?? -none);
  const high = Math.min(at_most ?? none, below ?? none, between?.[1] ?? none);
  return { kind: "range", slot, asked, low, lowOpen: low === above, high, highOpen: high === below };
}

const textOperatorNames = Object.keys(textOperators) as TextOperator[];

/** Of words, the text that is asked is `spaced` already. */
function text(wanted: string | string[], how: TextOperator): (found: AttributeValue) => boolean {
  const folded = (Array.isArray(wanted) ? wanted : [wanted]).map(fold);
  const needles = asksWords(how) ? folded.map(spaced) : folded;
  const holds = asksWords(how) ? hasWords : textOperators[how];
  const matches = (read: AttributeValue): boolean =>
    typeof read === "string" && needles.some((needle) => holds(read, needle));
  return (found) => (Array.isArray(found) ? found.some(matches) : matches(found));
}
