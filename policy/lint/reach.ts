import { isOwnerName } from "../../routing/lead/owners.ts";
import type { Rep, RepState } from "../../routing/reps/rep.ts";
import { type Finding, listWords, poolWords } from "./finding.ts";
import { any, type Formula } from "./formula.ts";
import type { Model } from "./model.ts";
import { type EngineResult, findLead, type LeadScope, ruleOf, solveWithin } from "./search.ts";
import type { Team } from "./skills.ts";
import type { Budget } from "./solver.ts";

/** Findings for active reps to whom no lead can ever be offered, as far as that can be proven. */
export function unreachableReps(
  model: Model,
  team: Team,
  takes: ReadonlyMap<number, EngineResult>,
  dead: ReadonlyMap<number, LeadScope>,
  budget: Budget,
): Finding[] {
  const { policy } = model;
  const named = new Set(policy.rules.map(({ rep }) => rep));
  // A lead of any rule may wait until the pools of after_max_wait are asked, or not be taken until those of after_attempts are.
  const later = [...policy.after_max_wait, ...(policy.after_attempts?.pools ?? [])];
  const asked = [...policy.rules, policy.otherwise].map(({ pools }) => [...pools, ...later]);
  /** The rules that send leads to one of these pools, in their order. */
  const rulesOf = new Map<string, number[]>();
  const rulesWith = (pools: readonly string[]): number[] => {
    const key = pools.join(" ");
    const known =
      rulesOf.get(key) ?? asked.flatMap((some, rule) => (some.some((pool) => pools.includes(pool)) ? [rule] : []));
    rulesOf.set(key, known);
    return known;
  };
  const reps = team.states.filter((rep) => rep.active && rep.role === "rep" && !named.has(rep.id));
  const poolsOf = (rep: Rep) => Object.keys(rep.pools).filter((pool) => (rep.pools[pool] ?? 0) > 0);
  const namesByFact = [...named].some((rep) => typeof rep === "object");
  const ways = [
    ...([...named].some(isOwnerName) ? ["as the known owner of a lead"] : []),
    ...(namesByFact ? ["by a lead that names them"] : []),
  ];
  const owners = ways.length > 0 ? ` other than ${ways.join(" or ")}` : "";
  const alone: string[] = [];
  const unused = new Map<string, string[]>();
  const excluded: { id: string; pools: string[]; leads: LeadScope }[] = [];
  const settled = new Map<string, LeadScope | "reached">();
  for (const rep of reps) {
    const pools = poolsOf(rep);
    const rules = rulesWith(pools);
    // Who is in no pool, where a fact of leads names reps, is named by it.
    if (pools.length === 0 && namesByFact) continue;
    if (pools.length === 0) alone.push(rep.id);
    else if (rules.length === 0) unused.set(pools.join(" "), [...(unused.get(pools.join(" ")) ?? []), rep.id]);
    else {
      const { languages, products, industries, countries, useCases, capacity, shifts } = rep;
      const key = JSON.stringify([
        rep.pools,
        languages,
        products,
        industries,
        countries,
        useCases,
        capacity > 0,
        shifts.length,
      ]);
      const verdict = settled.get(key) ?? reached(rep, rules);
      settled.set(key, verdict ?? "reached");
      if (verdict && verdict !== "reached") excluded.push({ id: rep.id, pools, leads: verdict });
    }
  }

  /** `reached` if a lead reaches the rep, else the kind of leads for which it is proven that none does. */
  function reached(rep: RepState, rules: readonly number[]): LeadScope | "reached" | undefined {
    const takers = (rule: number): string[] => (asked[rule] ?? []).filter((pool) => (rep.pools[pool] ?? 0) > 0);
    const fits = (rule: number): Formula =>
      any(...takers(rule).flatMap((pool) => (policy.pools[pool] ? [model.able(rep, policy.pools[pool])] : [])));
    if (rules.some((rule) => couldTake(takes.get(rule), rule))) return "reached";
    for (const rule of rules.filter((rule) => !dead.has(rule)).slice(0, mostRules)) {
      const own = rule < model.rules.length ? [ruleOf(model, rule, "decided")] : [];
      const search = findLead(model, [...own, fits(rule)], rule, budget);
      if (search.kind === "found" && couldTake(search.result, rule)) return "reached";
    }
    for (const leads of ["any", "decided"] as const) {
      const live = rules.filter((rule) => (leads === "any" ? dead.get(rule) !== "any" : !dead.has(rule)));
      const none = live.every((rule) => {
        const own = rule < model.rules.length ? [ruleOf(model, rule, leads)] : [];
        const base = leads === "decided" ? [model.routed] : [];
        return solveWithin(model, [...own, ...base, fits(rule)], model.everything, budget).kind === "none";
      });
      if (none && (leads === "any" || !model.twoTimes(live))) return leads;
    }
    return undefined;

    function couldTake(result: EngineResult | undefined, rule: number): boolean {
      return result?.rule === rule && team.couldTake(result, takers(rule), [rep]);
    }
  }

  const say = (path: Finding["path"], about: string[], says: string): Finding => ({
    check: "unreachable-rep",
    path,
    about,
    says: `${says}: ${about.length === 1 ? "nobody can reach this rep" : "nobody can reach these reps"}${owners}`,
  });
  return [
    ...(alone.length > 0
      ? [say(["pools"], alone, `${listWords(alone)} ${alone.length === 1 ? "works" : "work"} in no pool`)]
      : []),
    ...[...unused.values()].map((ids) => {
      const pools = poolsOf(reps.find(({ id }) => id === ids[0]) as Rep);
      return say(
        ["pools", pools[0] ?? ""],
        ids,
        `${listWords(ids)} ${ids.length === 1 ? "works" : "work"} only in ${poolWords(pools)}, which no rule asks`,
      );
    }),
    ...excluded.map(({ id, pools, leads }) =>
      say(
        ["pools", pools[0] ?? "", "needs"],
        [id],
        `no ${leads === "any" ? "" : "new "}lead that comes to ${poolWords(pools)} is one that ${id} has the skills for`,
      ),
    ),
  ];
}
const mostRules = 40;
