import type { Condition } from "../../routing/conditions/condition.ts";
import { fold } from "../../routing/conditions/fold.ts";
import { conditionFacts } from "../../routing/facts.ts";
import { isOwnerName } from "../../routing/lead/owners.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { exampleWords, type Finding, listWords, simplify } from "./finding.ts";
import { type Cells, type Domains, enforce, type Formula, intersection, not } from "./formula.ts";
import type { Model } from "./model.ts";
import { territoriesOfPoints } from "./places.ts";
import { type EngineResult, engineResult, findLead, ruleOf, solveWithin } from "./search.ts";
import type { Budget } from "./solver.ts";

/** The most pairs of rules checked, and the most overlaps counted, for one territory. */
const mostTried = 300;
const mostCounted = 20;

/**
 * Findings for rules that send leads of one territory to different owners although neither rule is a special case of the
 * other, so that only their order decides. One finding for each territory, with its first pair.
 */
export function rulesOverlap(model: Model, dead: ReadonlyMap<number, unknown>, budget: Budget): Finding[] {
  const { policy } = model;
  const claims = claimsOf(policy);
  const owners = policy.rules.map((_, rule) => ownerOf(policy, rule));
  const cores = model.rules.map(({ free }) => coreOf(model, free));
  return [...model.territories].flatMap(([territory, inside]): Finding[] => {
    const claimants = policy.rules.flatMap((_, rule) =>
      claims[rule]?.has(territory) && !dead.has(rule) && policy.rules[rule]?.else !== "next" ? [rule] : [],
    );
    let first: { earlier: number; later: number; result: EngineResult } | undefined;
    let [tried, counted] = [0, 0];
    for (const later of claimants) {
      for (const earlier of claimants) {
        if (earlier >= later || owners[earlier] === owners[later]) continue;
        if (tried >= mostTried || counted >= mostCounted || apart(cores[earlier], cores[later])) continue;
        tried++;
        const result = overlap(model, [earlier, later], inside, budget);
        if (!result?.holds({ territory })) continue;
        counted++;
        first ??= { earlier, later, result };
      }
    }
    return first ? [overlapFinding(model, territory, first, counted)] : [];
  });
}

function overlapFinding(
  model: Model,
  territory: string,
  { earlier, later, result }: { earlier: number; later: number; result: EngineResult },
  counted: number,
): Finding {
  const { policy } = model;
  const rules = [policy.rules[earlier], policy.rules[later]];
  const fitsBoth = (found: EngineResult | undefined): boolean =>
    found?.rule === earlier &&
    rules.every((rule) => rule !== undefined && found.holds(rule.when)) &&
    found.holds({ territory });
  const example = simplify(result, (simpler) => fitsBoth(engineResult(simpler, policy)));
  const [one = "", two = ""] = rules.map((rule) => JSON.stringify(rule?.rule));
  const atLeast = counted >= mostCounted ? "at least " : "";
  const more =
    counted > 1 ? `; ${atLeast}${counted - 1} more such ${counted === 2 ? "pair" : "pairs"} in ${territory}` : "";
  return {
    check: "rules-overlap",
    path: ["rules", later, "when"],
    rules: [earlier, later],
    about: [territory],
    example,
    says: `claims leads in ${territory} for ${ownerOf(policy, later)} that rule ${one} above sends to ${ownerOf(policy, earlier)}, and neither is the special case of the other: the first wins; for example ${exampleWords(engineResult(example, policy) ?? result)} fits ${two} too${more}`,
  };
}

/** A lead of the territory that fits both rules, if each of them also has leads that the other does not match. */
function overlap(
  model: Model,
  [earlier, later]: [number, number],
  inside: Formula,
  budget: Budget,
): EngineResult | undefined {
  const [first, second] = [ruleOf(model, earlier, "decided"), ruleOf(model, later, "decided")];
  const shared = findLead(model, [inside, first, second], earlier, budget);
  if (shared.kind !== "found" || shared.result.rule !== earlier) return undefined;
  if (![earlier, later].every((rule) => shared.result.holds(model.policy.rules[rule]?.when ?? {}))) return undefined;
  const apartFrom = [
    [inside, first, not(second)],
    [inside, second, not(first)],
  ];
  return apartFrom.every((wanted) => findLead(model, wanted, 0, budget).kind === "found") ? shared.result : undefined;
}

const ownerOf = ({ rules }: Policy, rule: number): string => {
  const { rep, pools = [] } = rules[rule] ?? {};
  return typeof rep === "string" && !isOwnerName(rep) ? `rep ${rep}` : `pool ${pools[0] ?? ""}`;
};

/** By rule: the territories that it tests, by name or by one of their countries. */
function claimsOf(policy: Policy): ReadonlySet<string>[] {
  const countries = new Map<string, string[]>();
  for (const [territory, when] of Object.entries(policy.territories)) {
    for (const country of wanted(when, "country"))
      countries.set(country, [...(countries.get(country) ?? []), territory]);
  }
  return policy.rules.map(
    ({ when }) =>
      new Set([...wanted(when, "territory"), ...wanted(when, "country").flatMap((code) => countries.get(code) ?? [])]),
  );
}

/** The values, in lower case, that a condition accepts for an attribute; negated tests are left out. */
function wanted(when: Condition, attribute: string): string[] {
  return Object.entries(when).flatMap(([key, test]): string[] => {
    if (key === "any" || key === "all") return (test as Condition[]).flatMap((part) => wanted(part, attribute));
    if (key !== attribute || test === undefined) return [];
    const { is, one_of = [] } =
      typeof test === "object" && !Array.isArray(test)
        ? (test as { is?: string; one_of?: string[] })
        : { one_of: [test].flat() };
    return [is, ...one_of].filter((value) => value !== undefined).map((value) => fold(String(value)));
  });
}

/** The cells of each variable that a rule's plain tests leave possible; undefined if nothing fulfils them. */
function coreOf(model: Model, formula: Formula): Domains | undefined {
  const domains = [...model.everything];
  return enforce(formula, true, domains) ? domains : undefined;
}

const apart = (one: Domains | undefined, other: Domains | undefined): boolean =>
  !one || !other || one.some((cells, variable) => !intersection(cells, other[variable] as Cells));

const geography: ReadonlySet<string> = new Set(
  conditionFacts.flatMap(({ name, fact }) => (fact.geographic ? [name] : [])),
);

/**
 * Findings for territories that share leads although neither lies within the other. Only territories whose conditions
 * test nothing but geography are compared; territories of accounts or industries are expected to overlap others.
 */
export function territoriesOverlap(model: Model, budget: Budget): Finding[] {
  const { policy } = model;
  const ofPoints = territoriesOfPoints(policy);
  const places = Object.entries(policy.territories).filter(
    ([name, when]) => !ofPoints.has(name) && asksOnly(when, geography),
  );
  return places.slice(0, mostTerritories).flatMap(([name], n): Finding[] => {
    const own = model.territories.get(name);
    const others = places.slice(0, n).flatMap(([other]): { other: string; result: EngineResult }[] => {
      const theirs = model.territories.get(other);
      if (!own || !theirs) return [];
      const some = (formulas: Formula[]) => solveWithin(model, formulas, model.everything, budget).kind;
      if (some([own, theirs]) === "none" || some([own, not(theirs)]) === "none" || some([theirs, not(own)]) === "none")
        return [];
      const search = findLead(model, [own, theirs], 0, budget);
      return search.kind === "found" &&
        search.result.holds({ all: [{ territory: name }, { territory: other }] } as Condition)
        ? [{ other, result: search.result }]
        : [];
    });
    const [first] = others;
    if (!first) return [];
    const example = simplify(
      first.result,
      (simpler) =>
        engineResult(simpler, policy)?.holds({
          all: [{ territory: name }, { territory: first.other }],
        } as Condition) === true,
    );
    return [
      {
        check: "territories-overlap",
        path: ["territories", name],
        about: [name, ...others.map(({ other }) => other)],
        example,
        says: `overlaps ${listWords(others.map(({ other }) => other))}, so that a lead can be in ${others.length === 1 ? "both" : "several"}: whoever owns it depends on the order of the rules; for example ${exampleWords(engineResult(example, policy) ?? first.result)}`,
      },
    ];
  });
}
const mostTerritories = 100;

function asksOnly(when: Condition, allowed: ReadonlySet<string>): boolean {
  return Object.entries(when).every(([key, test]) => {
    if (key === "any" || key === "all") return (test as Condition[]).every((part) => asksOnly(part, allowed));
    return key === "not" ? asksOnly(test as Condition, allowed) : allowed.has(key);
  });
}
