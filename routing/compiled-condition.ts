import {
  type Attributes,
  type AttributeValue,
  type Condition,
  fold,
  isKnown,
  type Leaf,
  type Operators,
  type Scalar,
  type Test,
} from "./condition.ts";

// A condition is asked a million times and written once, so what depends on the condition alone is done once: its
// entries are read into a tree, its texts put in lower case, its long lists made sets. The tree says the same as
// `evaluate`, which stays as the plain definition of what conditions mean.

type Passes = (found: AttributeValue) => boolean;

export interface CompiledLeaf {
  kind: "leaf";
  attribute: string;
  asked: Test;
  passes: Passes;
}
export type Compiled =
  | CompiledLeaf
  | { kind: "all" | "any"; parts: readonly Compiled[] }
  /** `failed` is the leaf to name when the part holds. */
  | { kind: "not"; part: Compiled; failed: Omit<Leaf, "found"> };

/** Whether the condition holds for these attributes. */
export function holds(node: Compiled, attributes: Attributes): boolean {
  switch (node.kind) {
    case "leaf":
      return node.passes(attributes[node.attribute]);
    case "all":
      for (const part of node.parts) if (!holds(part, attributes)) return false;
      return true;
    case "any":
      for (const part of node.parts) if (holds(part, attributes)) return true;
      return false;
    case "not":
      return !holds(node.part, attributes);
  }
}

/** The first leaf that failed, as `evaluate` names it; undefined when the condition holds. */
export function firstFailed(node: Compiled, attributes: Attributes): Leaf | undefined {
  switch (node.kind) {
    case "leaf": {
      const found = attributes[node.attribute];
      return node.passes(found) ? undefined : { attribute: node.attribute, asked: node.asked, found };
    }
    case "all":
      for (const part of node.parts) {
        const failed = firstFailed(part, attributes);
        if (failed) return failed;
      }
      return undefined;
    case "any": {
      const [first] = node.parts;
      if (!first) return { attribute: "any", asked: [], found: undefined };
      return holds(node, attributes) ? undefined : firstFailed(first, attributes);
    }
    case "not":
      return holds(node.part, attributes) ? { ...node.failed, found: attributes[node.failed.attribute] } : undefined;
  }
}

/** Reads a condition once for the many times that it will be asked. */
export function compile(condition: Condition): Compiled {
  return allOf(Object.entries(condition).flatMap(([key, test]) => (test === undefined ? [] : compileEntry(key, test))));
}

/** All of the parts; those of an `all` among them join the others, which changes neither verdict nor order. */
export function allOf(nodes: readonly Compiled[]): Compiled {
  const parts = nodes.flatMap((node) => (node.kind === "all" ? node.parts : [node]));
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind: "all", parts };
}

function compileEntry(key: string, test: Test | Condition | Condition[]): Compiled {
  if (key === "all") return allOf((test as Condition[]).map(compile));
  if (key === "any") return { kind: "any", parts: (test as Condition[]).map(compile) };
  if (key === "not") {
    const [attribute = "not", inner] = Object.entries(test as Condition)[0] ?? [];
    const failed = { attribute, asked: { is_not: JSON.stringify(inner) } };
    return { kind: "not", part: compile(test as Condition), failed };
  }
  return { kind: "leaf", attribute: key, asked: test as Test, passes: compileTest(test as Test) };
}

function compileTest(test: Test): Passes {
  if (Array.isArray(test)) return anyOf(test);
  if (typeof test !== "object") return anyOf([test]);
  const tests = Object.entries(test)
    .filter(([, want]) => want !== undefined)
    .map(([operator, want]) => operators[operator as keyof Operators](want as never));
  const [only] = tests;
  return only && tests.length === 1 ? only : (found) => tests.every((passes) => passes(found));
}

function anyOf(wanted: readonly Scalar[]): Passes {
  const [one] = wanted;
  const is = one !== undefined && wanted.length === 1 ? isOne(one) : isIn(wanted);
  return (found) => (isList(found) ? found.some(is) : found !== undefined && is(found));
}

const isList = (found: AttributeValue): found is readonly string[] => Array.isArray(found);

function isOne(wanted: Scalar): (value: Scalar) => boolean {
  if (typeof wanted !== "string") return (value) => value === wanted;
  const folded = wanted.toLowerCase();
  return (value) => value === wanted || (typeof value === "string" && value.toLowerCase() === folded);
}

/** The values as written are in the set too: most leads write them so, and need no folding then. */
function isIn(wanted: readonly Scalar[]): (value: Scalar) => boolean {
  const values = new Set([...wanted, ...wanted.map(fold)].filter((value) => !Number.isNaN(value)));
  return (value) => values.has(value) || (typeof value === "string" && values.has(value.toLowerCase()));
}

function text(wanted: string | string[], how: "startsWith" | "includes"): Passes {
  const needles = (Array.isArray(wanted) ? wanted : [wanted]).map((needle) => needle.toLowerCase());
  const matches = (value: string): boolean => {
    const folded = value.toLowerCase();
    return needles.some((needle) => folded[how](needle));
  };
  return (found) => {
    if (typeof found === "string") return matches(found);
    return isList(found) && found.some((value) => typeof value === "string" && matches(value));
  };
}

const not =
  (passes: Passes): Passes =>
  (found) =>
    !passes(found);

const number =
  (passes: (value: number) => boolean): Passes =>
  (found) =>
    typeof found === "number" && passes(found);

const operators: { [K in keyof Required<Operators>]: (want: never) => Passes } = {
  is: (want: Scalar) => anyOf([want]),
  is_not: (want: Scalar) => not(anyOf([want])),
  one_of: (want: Scalar[]) => anyOf(want),
  none_of: (want: Scalar[]) => not(anyOf(want)),
  at_least: (want: number) => number((value) => value >= want),
  at_most: (want: number) => number((value) => value <= want),
  above: (want: number) => number((value) => value > want),
  below: (want: number) => number((value) => value < want),
  between: ([low, high]: [number, number]) => number((value) => value >= low && value <= high),
  starts_with: (want: string | string[]) => text(want, "startsWith"),
  contains: (want: string | string[]) => text(want, "includes"),
  known: (want: boolean) => (found) => isKnown(found) === want,
};
