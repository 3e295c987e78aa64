import type { Condition } from "../../routing/conditions/condition.ts";
import { exampleWords, type Finding, listWords, ruleWords, simplify } from "./finding.ts";
import type { Formula } from "./formula.ts";
import type { Example } from "./lead.ts";
import type { Model } from "./model.ts";
import {
  type EngineResult,
  engineResult,
  findLead,
  type LeadScope,
  minimalSubset,
  proveTaken,
  ruleOf,
  solveWithin,
} from "./search.ts";
import type { Budget } from "./solver.ts";

/** For each rule, an example lead that it takes (`takes`), or the proof that it never takes one (`dead`), where found. */
export interface RuleReachability {
  takes: ReadonlyMap<number, EngineResult>;
  dead: ReadonlyMap<number, LeadScope>;
  findings: Finding[];
}

/** Searches for a lead that each rule takes and, where there is none, for a proof of that. */
export function ruleReachability(model: Model, budget: Budget, onRule: () => void): RuleReachability {
  const takes = new Map<number, EngineResult>();
  const dead = new Map<number, LeadScope>();
  const findings: Finding[] = [];
  model.rules.forEach((_, rule) => {
    onRule();
    const search = findLead(model, [ruleOf(model, rule, "decided")], rule, budget);
    if (search.kind === "found" && search.result.rule === rule) takes.set(rule, search.result);
    else {
      const finding = neverMatches(model, rule, "any", budget) ?? neverMatches(model, rule, "decided", budget);
      if (finding) dead.set(rule, finding.leads ?? "any");
      if (finding) findings.push(finding);
    }
  });
  return { takes, dead, findings };
}

function neverMatches(model: Model, rule: number, leads: LeadScope, budget: Budget): Finding | undefined {
  const takers = proveTaken(model, [ruleOf(model, rule, leads)], rule, leads, budget);
  if (!takers || (leads === "decided" && model.twoTimes([rule, ...takers]))) return undefined;
  const finding: Omit<Finding, "says"> = {
    check: "never-matches",
    path: ["rules", rule, "when"],
    rules: [rule, ...takers],
    leads,
  };
  if (takers.length === 0) return { ...finding, says: contradiction(model, rule, leads, budget) };
  const names = takers.map((taker) => model.policy.rules[taker]?.rule ?? "");
  const never = leads === "any" ? "can never match" : "no new lead comes this far";
  const says = `${never}: ${ruleWords(names)} above ${takers.length === 1 ? "takes" : "together take"} every lead that it could`;
  const example = takenExample(model, rule, takers, budget);
  const result = example && engineResult(example, model.policy);
  if (!result) return { ...finding, says };
  const taker = ruleWords([model.policy.rules[result.rule]?.rule ?? ""]);
  return { ...finding, says: `${says}; for example ${exampleWords(result)} goes by ${taker}`, example };
}

/** A lead that matches a rule but is taken by one of the rules before it. */
function takenExample(model: Model, rule: number, takers: readonly number[], budget: Budget): Example | undefined {
  const { when } = model.policy.rules[rule] ?? {};
  for (const taker of takers) {
    const wanted = [ruleOf(model, rule, "decided"), ruleOf(model, taker, "decided")];
    const search = findLead(model, wanted, taker, budget);
    if (!when || search.kind !== "found" || search.result.rule !== taker || !search.result.holds(when)) continue;
    return simplify(search.result, (simpler) => {
      const result = engineResult(simpler, model.policy);
      return result?.rule === taker && result.holds(when);
    });
  }
  return undefined;
}

/** A sentence that names the attributes of a rule whose tests can never hold together. */
function contradiction(model: Model, rule: number, leads: LeadScope, budget: Budget): string {
  const { when = {} } = model.policy.rules[rule] ?? {};
  const asked = partsOf(when);
  const formula = (part: Condition): Formula => (leads === "any" ? model.free(part) : model.decided(part));
  const core = minimalSubset(asked, (kept) => {
    const constraints = [...kept.map(formula), ...(leads === "decided" ? [model.routed] : [])];
    return solveWithin(model, constraints, model.everything, budget).kind === "none";
  });
  const attributes = listWords([...new Set(core.flatMap(attributesIn))]);
  if (leads === "any") {
    return core.length > 1
      ? `can never match: what it asks of ${attributes} is never true together`
      : `can never match: nothing can be what it asks of ${attributes}`;
  }
  return `no new lead matches: none that passes the gates and is given to a person has what it asks of ${attributes}`;
}

/** The parts of a condition that must all hold. */
function partsOf(when: Condition): Condition[] {
  return Object.entries(when).flatMap(([key, test]): Condition[] => {
    if (test === undefined) return [];
    if (key === "all") return (test as Condition[]).flatMap(partsOf);
    if (key === "any" || key === "not" || typeof test !== "object" || Array.isArray(test)) return [{ [key]: test }];
    return Object.entries(test).map(([operator, want]) => ({ [key]: { [operator]: want } }) as Condition);
  });
}

function attributesIn(when: Condition): string[] {
  return Object.entries(when).flatMap(([key, test]): string[] => {
    if (key === "any" || key === "all") return (test as Condition[]).flatMap(attributesIn);
    return key === "not" ? attributesIn(test as Condition) : [key];
  });
}

/** Findings for lanes and territories that no lead can be in. */
export function emptyLanesAndTerritories(model: Model, budget: Budget): Finding[] {
  const empty = (formula: Formula) => solveWithin(model, [formula], model.everything, budget).kind === "none";
  return [
    ...[...model.territories].flatMap(([name, formula]): Finding[] =>
      empty(formula)
        ? [
            {
              check: "never-given",
              path: ["territories", name],
              about: [name],
              says: "no lead can be in this territory",
            },
          ]
        : [],
    ),
    ...[...model.lanes].flatMap(([name, formula], n): Finding[] =>
      empty(formula)
        ? [
            {
              check: "never-given",
              path: ["lanes", n, "when"],
              about: [name],
              says: "no lead can come into this lane: those above it take them all, or it asks what can never be true",
            },
          ]
        : [],
    ),
  ];
}
