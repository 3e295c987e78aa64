import { ZenEngine } from "@gorules/zen-engine";
import { Environment } from "@marcbachmann/cel-js";
import { LogicEngine } from "json-logic-engine";
import { Engine as RulesEngine, type TopLevelCondition } from "json-rules-engine";
import type { Attributes, Condition, Scalar, Test } from "../routing/conditions/condition.ts";
import { firstMatch } from "../routing/policy/first-match.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { listNames, numberNames, textNames } from "./rules-made.ts";

/**
 * Returns the index of the first rule that holds for the facts, or -1. Unknown facts of a lead are absent for Turno's
 * engine, as in the product, and null for the others, since some of them need it.
 */
export type Decide = (facts: Facts) => number | Promise<number>;
export type Facts = Record<string, unknown>;
type Build = (conditions: readonly Condition[], policy: Policy) => Decide[];

/** Turno's engine, then the others. Where an engine accepts rules in several ways, the fastest counts. */
export const engines: Record<string, Build> = {
  turno: (_, policy) => [(facts) => firstMatch(facts as Attributes, policy)],
  "json-logic-engine": jsonLogic,
  "cel-js": (conditions) => [cel(conditions)],
  "zen-engine": (conditions) => [zen(conditions)],
  "json-rules-engine": (conditions) => [jsonRulesEngine(conditions)],
};

/** A leaf condition in the terms that all engines share. */
type Leaf =
  | { name: string; kind: "text"; values: readonly Scalar[]; negated: boolean }
  | { name: string; kind: "list"; values: readonly Scalar[]; negated: boolean }
  | { name: string; kind: "number"; ends: [operator: ">=" | ">" | "<=" | "<", number: number][] };
type Node = Leaf | { kind: "all"; parts: Node[] } | { kind: "any"; parts: Node[] } | { kind: "not"; part: Node };

function nodeOf(condition: Condition): Node {
  const parts = Object.entries(condition).map(([key, test]): Node => {
    if (key === "any" || key === "all") return { kind: key, parts: (test as Condition[]).map(nodeOf) };
    if (key === "not") return { kind: "not", part: nodeOf(test as Condition) };
    return leafOf(key, test as Test);
  });
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind: "all", parts };
}

function leafOf(name: string, test: Test): Leaf {
  const kind = listNames.includes(name) ? "list" : "text";
  if (Array.isArray(test)) return { name, kind, values: test, negated: false };
  if (typeof test !== "object") return { name, kind, values: [test], negated: false };
  const { is_not, none_of, at_least, above, below, between } = test;
  if (is_not !== undefined) return { name, kind, values: [is_not], negated: true };
  if (none_of) return { name, kind, values: none_of, negated: true };
  const ends: Extract<Leaf, { kind: "number" }>["ends"] = [];
  if (at_least !== undefined) ends.push([">=", at_least]);
  if (above !== undefined) ends.push([">", above]);
  if (below !== undefined) ends.push(["<", below]);
  if (between) ends.push([">=", between[0]], ["<=", between[1]]);
  return { name, kind: "number", ends };
}

const quoted = (values: readonly Scalar[]): string => values.map((value) => JSON.stringify(value)).join(", ");

/**
 * json-logic, compiled to JavaScript: a function per rule, and a function per hundred rules. One function for ten
 * thousand is faster until V8 tries to optimise it and runs out of memory.
 */
function jsonLogic(conditions: readonly Condition[]): Decide[] {
  const logic = (node: Node): object => {
    if (node.kind === "all") return { and: node.parts.map(logic) };
    if (node.kind === "any") return { or: node.parts.map(logic) };
    if (node.kind === "not") return { "!": [logic(node.part)] };
    const found = { var: node.name };
    if (node.kind === "number") {
      const ends = node.ends.map(([operator, number]) => ({ [operator]: [found, number] }));
      return ends.length === 1 ? (ends[0] as object) : { and: ends };
    }
    const each = node.values.map((value) => ({ in: [value, found] }));
    const text = node.values.length === 1 ? { "===": [found, node.values[0]] } : { in: [found, node.values] };
    const one = node.kind === "text" ? text : each.length === 1 ? (each[0] as object) : { or: each };
    return node.negated ? { "!": [one] } : one;
  };
  const engine = new LogicEngine();
  const compiled = conditions.map((condition) => logic(nodeOf(condition)));
  return [1, 100].map((length) => {
    const chains: Decide[] = [];
    for (let start = 0; start < compiled.length; start += length) {
      const rules = compiled.slice(start, start + length);
      const cases = rules.flatMap((when, place) => [when, start + place]);
      chains.push(engine.build({ if: [...cases, -1] }) as Decide);
    }
    return (facts) => {
      for (const chain of chains) {
        const position = chain(facts) as number;
        if (position >= 0) return position;
      }
      return -1;
    };
  });
}

function celText(node: Node): string {
  if (node.kind === "all") return `(${node.parts.map(celText).join(" && ")})`;
  if (node.kind === "any") return `(${node.parts.map(celText).join(" || ")})`;
  if (node.kind === "not") return `!(${celText(node.part)})`;
  const { name } = node;
  if (node.kind === "number") {
    return `(${node.ends.map(([operator, number]) => `${name} ${operator} ${number.toFixed(1)}`).join(" && ")})`;
  }
  const one = node.values.length === 1 ? `${name} == ${quoted(node.values)}` : `${name} in [${quoted(node.values)}]`;
  const each = node.values.map((value) => `${JSON.stringify(value)} in ${name}`).join(" || ");
  return `${node.negated ? "!" : ""}(${node.kind === "text" ? one : each})`;
}

/** CEL: an expression per rule, parsed once. */
function cel(conditions: readonly Condition[]): Decide {
  const environment = new Environment();
  for (const name of textNames) environment.registerVariable(name, "dyn");
  for (const name of listNames) environment.registerVariable(name, "list<string>");
  for (const name of numberNames) environment.registerVariable(name, "double");
  const rules = conditions.map((condition) => environment.parse(celText(nodeOf(condition))));
  return (facts) => {
    for (let position = 0; position < rules.length; position++) if (rules[position]?.(facts)) return position;
    return -1;
  };
}

/** ZEN: a first-hit decision table with a column per attribute and one for conditions on several attributes. */
function zen(conditions: readonly Condition[]): Decide {
  const names = [...textNames, ...listNames, ...numberNames];
  const cell = (leaf: Leaf): string => {
    if (leaf.kind === "number") return leaf.ends.map(([operator, number]) => `${operator} ${number}`).join(" and ");
    if (leaf.kind === "list") return `${leaf.negated ? "not " : ""}some($, # in [${quoted(leaf.values)}])`;
    return leaf.negated ? `not in [${quoted(leaf.values)}]` : quoted(leaf.values);
  };
  const expression = (node: Node): string => {
    if (node.kind === "all") return `(${node.parts.map(expression).join(" and ")})`;
    if (node.kind === "any") return `(${node.parts.map(expression).join(" or ")})`;
    if (node.kind === "not") return `not (${expression(node.part)})`;
    const { name } = node;
    if (node.kind === "number")
      return `(${node.ends.map(([operator, n]) => `${name} ${operator} ${n}`).join(" and ")})`;
    const one = `${node.kind === "list" ? `some(${name}, # in` : `(${name} in`} [${quoted(node.values)}])`;
    return node.negated ? `not ${one}` : one;
  };
  const rows = conditions.map((condition, position) => {
    const root = nodeOf(condition);
    const row: Record<string, string> = Object.fromEntries(names.map((name) => [name, ""]));
    const others: Node[] = [];
    for (const part of root.kind === "all" ? root.parts : [root]) {
      if ("name" in part) row[part.name] = cell(part);
      else others.push(part);
    }
    return { ...row, _id: String(position), rule: String(position), others: others.map(expression).join(" and ") };
  });
  const inputs = [...names.map((name) => ({ id: name, name, field: name })), { id: "others", name: "others" }];
  const outputs = [{ id: "rule", name: "rule", field: "rule" }];
  const at = { position: { x: 0, y: 0 } };
  const table = { hitPolicy: "first", inputs, outputs, rules: rows };
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: "in", name: "in", type: "inputNode", ...at },
      { id: "table", name: "table", type: "decisionTableNode", content: table, ...at },
      { id: "out", name: "out", type: "outputNode", ...at },
    ],
    edges: [
      { id: "1", type: "edge", sourceId: "in", targetId: "table" },
      { id: "2", type: "edge", sourceId: "table", targetId: "out" },
    ],
  });
  return async (facts) => ((await decision.evaluate(facts)).result.rule as number | undefined) ?? -1;
}

/** json-rules-engine: each rule has its own priority, and the first that holds stops the engine. */
function jsonRulesEngine(conditions: readonly Condition[]): Decide {
  const operators = { ">=": "greaterThanInclusive", ">": "greaterThan", "<=": "lessThanInclusive", "<": "lessThan" };
  const tree = (node: Node): object => {
    if (node.kind === "all") return { all: node.parts.map(tree) };
    if (node.kind === "any") return { any: node.parts.map(tree) };
    if (node.kind === "not") return { not: tree(node.part) };
    const fact = node.name;
    if (node.kind === "number") {
      return { all: node.ends.map(([operator, value]) => ({ fact, operator: operators[operator], value })) };
    }
    if (node.kind === "list") {
      const operator = node.negated ? "doesNotContain" : "contains";
      return { [node.negated ? "all" : "any"]: node.values.map((value) => ({ fact, operator, value })) };
    }
    if (node.values.length > 1) return { fact, operator: node.negated ? "notIn" : "in", value: node.values };
    return { fact, operator: node.negated ? "notEqual" : "equal", value: node.values[0] };
  };
  const engine = new RulesEngine();
  for (const [position, condition] of conditions.entries()) {
    const root = tree(nodeOf(condition));
    const top = "all" in root || "any" in root || "not" in root ? root : { all: [root] };
    engine.addRule({
      conditions: top as TopLevelCondition,
      event: { type: "rule", params: { position } },
      priority: conditions.length - position,
    });
  }
  let found = -1;
  engine.on("success", (event) => {
    found = event.params?.position as number;
    engine.stop();
  });
  return async (facts) => {
    found = -1;
    await engine.run(facts);
    return found;
  };
}
