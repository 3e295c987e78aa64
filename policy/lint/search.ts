import { attributesOf } from "../../routing/attributes.ts";
import { type Condition, evaluate } from "../../routing/conditions/condition.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { ruleFor } from "../../routing/match-rule.ts";
import { firstMatch } from "../../routing/policy/first-match.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { qualify } from "../../routing/qualify.ts";
import { assess } from "../../routing/score.ts";
import { type Cells, type Domains, type Formula, not, truth } from "./formula.ts";
import { type Example, exampleOf, plainestCells } from "./lead.ts";
import type { Model } from "./model.ts";
import { type Budget, type Solution, solve } from "./solver.ts";

/** What the engine does with a lead: the lead as decided, and the rule (its place in the policy) that takes it. */
export interface EngineResult extends Example {
  /** The number of rules where none takes it, so that it falls to `otherwise`. */
  rule: number;
  /** What conditions see of it. */
  attributes: ReturnType<typeof attributesOf>;
  /** Whether a condition of a rule holds for it. */
  holds: (when: Condition) => boolean;
}

/** The lead's way through the engine itself; undefined when no rule is ever asked about it. */
export function engineResult({ lead, at }: Example, policy: Policy): EngineResult | undefined {
  const qualification = qualify(lead, policy, at);
  if (!qualification.eligible) return undefined;
  const { action, ...assessment } = assess(lead, policy, at);
  if (action !== "route") return undefined;
  const assessed: Lead = { ...lead, ...assessment };
  const attributes = attributesOf(assessed, policy, at);
  const position = firstMatch(attributes, policy);
  const rule = ruleFor(assessed, policy, at);
  const holds = (when: Condition) => evaluate(when, attributes).holds;
  return { lead: { ...assessed, rule }, at, rule: position < 0 ? policy.rules.length : position, attributes, holds };
}

/** The most rules that are ruled out one after the other, and the most splits for each, before a search gives up. */
const mostRules = 60;
const mostSplits = 1500;

export type Search = { kind: "found"; result: EngineResult; lead: Domains } | { kind: "none" } | { kind: "gave-up" };

/**
 * A real lead that goes to the rules and fulfils the formulas, and that no rule before the `before`th takes. Whoever is
 * found went through the engine; `none` is a proof for leads that the form can bring.
 */
export function findLead(model: Model, wanted: readonly Formula[], before: number, budget: Budget): Search {
  const constraints = [...wanted, model.routed];
  const ruledOut = new Set<number>();
  for (let round = 0; round < mostRules; round++) {
    const solution = solveWithin(model, constraints, model.real, budget);
    if (solution.kind !== "found") return solution;
    const lead = plainestCells(model, solution.domains);
    const example = exampleOf(model, lead);
    const result = example && engineResult(example, model.policy);
    if (!result) return { kind: "gave-up" };
    if (result.rule >= before) return { kind: "found", result, lead };
    // Where the engine sees what the formulas do not, there is nothing more to learn.
    if (ruledOut.has(result.rule)) return { kind: "gave-up" };
    ruledOut.add(result.rule);
    constraints.push(not(ruleOf(model, result.rule, "decided")));
  }
  return { kind: "gave-up" };
}

/**
 * What a proof is about: leads whose score, priority and lane follow from their facts and that go to the rules, or
 * leads of any kind, also those of people who wrote again with other answers after their score was given.
 */
export type LeadScope = "decided" | "any";

export const ruleOf = (model: Model, rule: number, leads: LeadScope): Formula => {
  const formulas = model.rules[rule];
  if (!formulas) throw new Error(`the policy has no rule ${rule}`);
  return leads === "any" ? formulas.free : formulas.decided;
};

/**
 * The rules before the `before`th that together take every lead that fulfils the formulas, as few as will do: none
 * when nothing fulfils them at all. Undefined when that cannot be proven.
 */
export function proveTaken(
  model: Model,
  wanted: readonly Formula[],
  before: number,
  leads: LeadScope,
  budget: Budget,
): number[] | undefined {
  const own = leads === "decided" ? [...wanted, model.routed] : wanted;
  const without = (takers: readonly number[]) =>
    solveWithin(model, [...own, ...takers.map((rule) => not(ruleOf(model, rule, leads)))], model.everything, budget);
  const takers: number[] = [];
  for (let round = 0; round < mostRules; round++) {
    const solution = without(takers);
    if (solution.kind === "none")
      return minimalSubset(takers, (kept) => without(kept).kind === "none").sort((a, b) => a - b);
    if (solution.kind === "gave-up") return undefined;
    const lead = plainestCells(model, solution.domains);
    const taker = model.rules.findIndex((_, rule) => rule < before && truth(ruleOf(model, rule, leads), lead) === true);
    if (taker < 0 || takers.includes(taker)) return undefined;
    takers.push(taker);
  }
  return undefined;
}

/** Without those that are not needed for `enough`, tried one by one. */
export function minimalSubset<T>(all: readonly T[], enough: (kept: readonly T[]) => boolean): T[] {
  let kept = [...all];
  for (const one of all) {
    const fewer = kept.filter((other) => other !== one);
    if (enough(fewer)) kept = fewer;
  }
  return kept;
}

/** One search of bounded length, within what is left for the whole lint. */
export function solveWithin(
  model: Model,
  constraints: readonly Formula[],
  cells: readonly Cells[],
  budget: Budget,
): Solution {
  const own = { left: Math.min(mostSplits, budget.left) };
  const before = own.left;
  const solution = solve([...constraints, ...model.links(constraints)], [...cells], own);
  budget.left -= before - own.left + 1;
  return solution;
}
