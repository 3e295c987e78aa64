import { attributesOf } from "../../routing/attributes.ts";
import { type Condition, evaluate } from "../../routing/conditions/condition.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { positionFor, ruleFor } from "../../routing/match-rule.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { qualify } from "../../routing/qualify.ts";
import { assess } from "../../routing/score.ts";
import { type Cells, type Domains, type Formula, not } from "./formula.ts";
import { type Example, exampleOf, plainestCells } from "./lead.ts";
import type { Model } from "./model.ts";
import { type Budget, type Solution, solve } from "./solver.ts";
import { firstTaker } from "./takers.ts";

/** The engine's decision about a lead: the lead with score, priority and lane, and the index of the rule that takes it. */
export interface EngineResult extends Example {
  /** The index of the rule; the number of rules if the lead falls to `otherwise`. */
  rule: number;
  /** The attributes that conditions see. */
  attributes: ReturnType<typeof attributesOf>;
  /** Whether a condition of the rules section holds for the lead. */
  holds: (when: Condition) => boolean;
}

/** Decides the lead with the engine, up to its rule; undefined if it never reaches the rules. */
export function engineResult({ lead, at }: Example, policy: Policy): EngineResult | undefined {
  const qualification = qualify(lead, policy, at);
  if (!qualification.eligible) return undefined;
  const { action, ...assessment } = assess(lead, policy, at);
  if (action !== "route") return undefined;
  const assessed: Lead = { ...lead, ...assessment };
  const attributes = attributesOf(assessed, policy, at);
  // Whoever a rule names counts as there: which leads a rule may get does not depend on who left last week.
  const position = positionFor(assessed, attributes, policy, undefined);
  const rule = ruleFor(assessed, policy, at, undefined);
  const holds = (when: Condition) => evaluate(when, attributes).holds;
  return { lead: { ...assessed, rule }, at, rule: position < 0 ? policy.rules.length : position, attributes, holds };
}

/** Limits of one search: the most rules that are excluded one after the other, and the most splits for each. */
const mostRules = 60;
const mostSplits = 1500;

export type Search = { kind: "found"; result: EngineResult; lead: Domains } | { kind: "none" } | { kind: "gave-up" };

/**
 * Searches for a real lead that reaches the rules, fulfils the formulas, and is taken by no rule of an index below
 * `before`. A lead that is found was decided by the engine; `none` is a proof for all leads that the form can bring.
 */
export function findLead(model: Model, wanted: readonly Formula[], before: number, budget: Budget): Search {
  const constraints = [...wanted, model.routed];
  const ruledOut = new Set<number>();
  let passesOn = false;
  for (let round = 0; round < mostRules; round++) {
    const solution = solveWithin(model, constraints, model.real, budget);
    if (solution.kind !== "found") return passesOn ? { kind: "gave-up" } : solution;
    const lead = plainestCells(model, solution.domains);
    const example = exampleOf(model, lead);
    const result = example && engineResult(example, model.policy);
    if (!result) return { kind: "gave-up" };
    if (result.rule >= before) return { kind: "found", result, lead };
    // The formula of this rule was excluded, and the engine still takes it: the model cannot help any further.
    if (ruledOut.has(result.rule)) return { kind: "gave-up" };
    ruledOut.add(result.rule);
    // What such a rule does not take goes on, so that there being nothing beside it is no proof.
    passesOn ||= model.policy.rules[result.rule]?.else === "next";
    constraints.push(not(ruleOf(model, result.rule, "decided")));
  }
  return { kind: "gave-up" };
}

/**
 * The leads that a proof covers: `decided` for leads whose score, priority and lane follow from their facts, `any` also
 * for people who wrote again with other answers after the lead was scored.
 */
export type LeadScope = "decided" | "any";

export const ruleOf = (model: Model, rule: number, leads: LeadScope): Formula => {
  const formulas = model.rules[rule];
  if (!formulas) throw new Error(`the policy has no rule ${rule}`);
  return leads === "any" ? formulas.free : formulas.decided;
};

/**
 * A minimal set of rules of indexes below `before` that together take every lead that fulfils the formulas; empty if no
 * lead fulfils them. Undefined if that cannot be proven.
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
    const taker = firstTaker(model, lead, before, leads === "any" ? "free" : "decided");
    if (taker === undefined || takers.includes(taker)) return undefined;
    takers.push(taker);
  }
  return undefined;
}

/** The items without those that `enough` does not need, removed one by one. */
export function minimalSubset<T>(all: readonly T[], enough: (kept: readonly T[]) => boolean): T[] {
  let kept = [...all];
  for (const one of all) {
    const fewer = kept.filter((other) => other !== one);
    if (enough(fewer)) kept = fewer;
  }
  return kept;
}

/** Solves the constraints, with a limit for this search and within the budget of the whole lint. */
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
