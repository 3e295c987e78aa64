import {
  type Attributes,
  type Condition,
  evaluate,
  type Operators,
  type Test,
} from "../routing/conditions/condition.ts";
import { firstMatch } from "../routing/policy/first-match.ts";
import type { Policy } from "../routing/policy/policy.ts";
import { Random } from "./random.ts";

/** Realistic rules and leads, generated from a seed so that every engine and every run has the same. */
export interface Made {
  conditions: Condition[];
  /** A policy with the generated rules. */
  policy: Policy;
  /** Leads with the index of the first rule that holds. The indices of every prefix of the list are spread evenly. */
  leads: { attributes: Attributes; position: number }[];
}

const named = (what: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${what}-${n}`);
const texts: Record<string, readonly string[]> = {
  country: "AR BO BR CL CO CR DO EC ES GT HN MX NI PA PE PT PY SV US UY".split(" "),
  industry: named("industry", 40),
  source: named("source", 20),
  campaign: named("campaign", 200),
  language: ["en", "es", "pt"],
  urgency: ["now", "this-quarter", "this-year", "exploring"],
  customer_type: ["new", "customer", "former"],
  seniority: ["owner", "executive", "director", "manager", "specialist", "other"],
  lane: ["high-touch", "low-touch", "win-back", "customer-success"],
  priority: ["hot", "warm", "cold"],
};
const lists: Record<string, readonly string[]> = { products: named("product", 40), territory: named("territory", 40) };
const numbers: Record<string, readonly number[]> = {
  size: [5, 10, 20, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000],
  value: [500, 1000, 2500, 5000, 10_000, 20_000, 25_000, 50_000, 80_000, 100_000, 250_000],
  revenue: [1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 5e7, 1e8],
  score: [10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90],
};
export const textNames = Object.keys(texts);
export const listNames = Object.keys(lists);
export const numberNames = Object.keys(numbers);

/**
 * Attributes of a rule besides the country: its subject, and further conditions. Frequent ones are listed more than
 * once.
 */
const subjects = ["industry", "products", "territory", "campaign", "source"];
const others = [
  ...["size", "size", "size", "value", "value", "products", "products", "industry", "lane", "lane", "urgency", "score"],
  ...["campaign", "territory", "source", "language", "seniority", "priority", "revenue", "customer_type"],
];

/**
 * Generates rules of about six conditions in two or three levels, and leads whose first matches are spread evenly over
 * the rules. With `oneCountry` 70% of the rules name the same country, otherwise each names one to three.
 */
export function make(rules: number, leads: number, seed: number, oneCountry: boolean): Made {
  const random = new Random(seed);
  const conditions = Array.from({ length: rules }, () => aCondition(random, oneCountry));
  // Multiples of the golden ratio modulo 1 are evenly distributed for any count.
  const targets = Array.from({ length: leads }, (_, n) => Math.floor(((n * 0.6180339887498949 + 0.5) % 1) * rules));
  const policy = withRules(conditions);
  return { conditions, policy, leads: targets.map((target) => aLead(target, policy, random)) };
}

function aCondition(random: Random, oneCountry: boolean): Condition {
  const names = new Set([random.one(subjects)]);
  while (names.size < 6) names.add(random.one(others));
  const [a, b, c, d, e, f] = [...names].map((name): Condition => ({ [name]: aTest(name, random) })) as Six;
  const country: Condition = { country: oneCountry && random.chance(0.7) ? "BR" : aTest("country", random) };
  const either: Condition = { any: random.chance(0.5) ? [c, d] : [{ ...c, ...d }, { all: [e, { not: d }] }] };
  return Object.assign({}, ...shuffled([country, a, b, either, random.chance(0.5) ? { not: f } : f], random));
}

/** Authors do not all order their conditions alike. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function withRules(conditions: readonly Condition[]): Policy {
  const rules = conditions.map((when, n) => ({ rule: `Rule ${n}`, when, pools: ["all"], because: `It is case ${n}` }));
  const empty = { territories: {}, qualification: { reject: [], ask: [] }, score: [], priority: [], lanes: [] };
  return { ...empty, rules } as Partial<Policy> as Policy;
}

type Six = [Condition, Condition, Condition, Condition, Condition, Condition];

function aTest(name: string, random: Random): Test {
  const values = texts[name] ?? lists[name];
  if (values) {
    const way = random.next();
    if (way < 0.75) return random.one(values);
    if (way < 0.92) return random.some(values, 2, Math.min(3, values.length - 1));
    return way < 0.96 ? { is_not: random.one(values) } : { none_of: random.some(values, 1, 2) };
  }
  const steps = numbers[name] ?? [];
  // Most numbers are round, as in real policies.
  const number = () => Math.round(random.one(steps) * (random.chance(0.8) ? 1 : 0.5 + random.next()));
  const [low, high] = [number(), number()].sort((one, other) => one - other) as [number, number];
  const ways: Operators[] = [{ at_least: low }, { above: low }, { below: high }, { between: [low, high] }];
  return random.one([...ways, { at_least: low, below: high }]);
}

type Writable = Record<string, Attributes[string]>;

/** A lead whose first matching rule is this one, or the next rule for which such a lead can be found. */
function aLead(target: number, policy: Policy, random: Random): Made["leads"][number] {
  for (let attempt = 0; attempt < 50_000; attempt++) {
    const position = (target + Math.floor(attempt / 500)) % policy.rules.length;
    const attributes = anyLead(random);
    meet((policy.rules[position] as Policy["rules"][number]).when, attributes, random);
    // Used only to find leads. The expected answers come from `firstOf`.
    if (firstMatch(attributes, policy) === position) return { attributes, position };
  }
  throw new Error(`no lead found for which rule ${target} is the first; try another seed`);
}

/** The reference implementation: the index of the first condition that holds, which each engine must return. */
export function firstOf(conditions: readonly Condition[], attributes: Attributes): number {
  return conditions.findIndex((condition) => evaluate(condition, attributes).holds);
}

/** A random lead with some facts unknown. */
function anyLead(random: Random): Writable {
  const lead: Writable = {};
  for (const [name, values] of Object.entries(texts)) lead[name] = random.chance(0.6) ? random.one(values) : undefined;
  for (const [name, values] of Object.entries(lists)) lead[name] = random.some(values, 0, 3);
  for (const [name, steps] of Object.entries(numbers)) lead[name] = Math.round(random.one(steps) * 2 * random.next());
  return lead;
}

/** Changes the lead so that the condition mostly holds. */
function meet(condition: Condition, lead: Writable, random: Random): void {
  for (const [key, test] of Object.entries(condition)) {
    if (key === "all") for (const part of test as Condition[]) meet(part, lead, random);
    else if (key === "any") meet(random.one(test as Condition[]), lead, random);
    else if (key === "not") redraw(Object.keys(test as Condition)[0] ?? "", { not: test as Condition }, lead, random);
    else redraw(key, { [key]: test } as Condition, lead, random);
  }
}

function redraw(name: string, condition: Condition, lead: Writable, random: Random): void {
  for (let attempt = 0; attempt < 100 && !evaluate(condition, lead).holds; attempt++)
    lead[name] = anyLead(random)[name];
}
