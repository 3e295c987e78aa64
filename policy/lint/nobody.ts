import { boardOf } from "../../routing/choice/board.ts";
import { fold } from "../../routing/conditions/fold.ts";
import { decideLead } from "../../routing/decide.ts";
import { managerFor } from "../../routing/offers/escalation.ts";
import { asksFor } from "../../routing/policy/needs.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { exampleWords, type Finding, listWords, poolWords, simplify } from "./finding.ts";
import type { Example } from "./lead.ts";
import type { Model } from "./model.ts";
import { type EngineResult, engineResult, findLead, ruleOf } from "./search.ts";
import { requestFormulas, requestsOf, requestWords, type SkillRequest, type Team, unmetRequests } from "./skills.ts";
import type { Budget } from "./solver.ts";

/** For each list of pools: the most requests for which a lead is searched, and the most rules it is searched in. */
const mostRequests = 24;
const mostRules = 8;

/** A list of pools with the rules that send leads to it. */
interface PoolList {
  pools: readonly string[];
  /** Indexes of the rules; the number of rules stands for `otherwise`. */
  rules: number[];
}

/** The distinct lists of pools that rules send leads to, without the rules that never match. */
function poolLists({ rules, otherwise }: Policy, dead: ReadonlyMap<number, unknown>): PoolList[] {
  const lists = new Map<string, PoolList>();
  [...rules, otherwise].forEach(({ pools }, rule) => {
    if (dead.has(rule) || pools.length === 0) return;
    const known = lists.get(pools.join(" ")) ?? { pools, rules: [] };
    lists.set(pools.join(" "), { pools, rules: [...known.rules, rule] });
  });
  return [...lists.values()];
}

/** Findings for leads whose needs no rep in any pool of their rule meets, so that they go to the manager at once. */
export function nobodyCanTake(model: Model, team: Team, dead: ReadonlyMap<number, unknown>, budget: Budget): Finding[] {
  const { policy } = model;
  return poolLists(policy, dead).flatMap(({ pools, rules }): Finding[] => {
    if (!pools.some((pool) => team.members(pool).length > 0)) return [];
    const unmet = unmetRequests(team, pools, requestsOf(policy, pools)).slice(0, mostRequests);
    const escalates = ({ lead, at }: Example) =>
      decideLead(lead, policy, boardOf(team.states, new Map()), at).kind === "escalate";
    const proven = unmet.flatMap((requests): { requests: SkillRequest[]; result: EngineResult }[] => {
      const result = leadFor(model, requests, rules, budget);
      return result && escalates(result) ? [{ requests, result }] : [];
    });
    const [first] = proven;
    if (!first) return [];
    const { result } = first;
    const rule = policy.rules[result.rule];
    const example = simplify(result, (simpler) => {
      const again = engineResult(simpler, policy);
      return again?.rule === result.rule && stillRequests(first.requests, again) && escalates(simpler);
    });
    const manager = managerName(result, policy, team);
    const wanted = listWords(proven.map(({ requests }) => requests.map(requestWords).join(" with ")));
    const by = rule ? `rule ${JSON.stringify(rule.rule)}` : "otherwise";
    return [
      {
        check: "nobody-can-take",
        path: rule ? ["rules", result.rule, "pools"] : ["otherwise", "pools"],
        rules: [result.rule],
        about: [...pools],
        example,
        says: `nobody in ${poolWords(pools)} takes ${wanted}: such a lead goes to the manager${manager} at once; for example ${exampleWords(engineResult(example, policy) ?? result)} by ${by}`,
      },
    ];
  });
}

/** A lead with these requests that one of the rules takes. */
function leadFor(
  model: Model,
  requests: readonly SkillRequest[],
  rules: readonly number[],
  budget: Budget,
): EngineResult | undefined {
  for (const rule of rules.slice(0, mostRules)) {
    const own = rule < model.rules.length ? [ruleOf(model, rule, "decided")] : [];
    const search = findLead(model, [...own, ...requestFormulas(model, requests)], rule, budget);
    if (search.kind === "found" && search.result.rule === rule && stillRequests(requests, search.result))
      return search.result;
  }
  return undefined;
}

/** Whether the lead still has all of these requests. */
function stillRequests(requests: readonly SkillRequest[], { lead: { facts } }: EngineResult): boolean {
  return requests.every(({ need, value }) => asksFor(need, facts).some((asked) => fold(asked) === fold(value)));
}

function managerName({ lead }: EngineResult, policy: Policy, team: Team): string {
  try {
    return ` ${managerFor(lead, policy, team.states).id}`;
  } catch {
    return "";
  }
}

/** Findings for skills that a pool needs and none of its reps has, so that such leads skip the pool. */
export function missingSkills(model: Model, team: Team, dead: ReadonlyMap<number, unknown>, budget: Budget): Finding[] {
  const { policy } = model;
  return Object.entries(policy.pools).flatMap(([pool, { needs }]): Finding[] => {
    if (team.members(pool).length === 0) return [];
    const rules = [...policy.rules, policy.otherwise].flatMap(({ pools }, rule) =>
      pools.includes(pool) && pools.length > 1 && !dead.has(rule) ? [rule] : [],
    );
    return needs.flatMap((need): Finding[] => {
      const lacking = requestsOf(policy, [pool]).filter(
        (request) => request.need === need && team.nobodyFor([pool], [request]),
      );
      const proven = lacking
        .slice(0, mostRequests)
        .flatMap((request): { request: SkillRequest; result: EngineResult }[] => {
          const result = leadFor(model, [request], rules, budget);
          const passes =
            result && !team.couldTake(result, [pool]) && team.couldTake(result, result.lead.rule?.pools ?? []);
          return passes ? [{ request, result }] : [];
        });
      const [first] = proven;
      if (!first) return [];
      const { result, request } = first;
      const example = simplify(result, (simpler) => {
        const again = engineResult(simpler, policy);
        return (
          again?.rule === result.rule &&
          stillRequests([request], again) &&
          !team.couldTake(simpler, [pool]) &&
          team.couldTake(simpler, result.lead.rule?.pools ?? [])
        );
      });
      const others = (result.lead.rule?.pools ?? []).filter((other) => other !== pool);
      return [
        {
          check: "skill-missing",
          path: ["pools", pool, "needs"],
          rules: [result.rule],
          about: [pool],
          example,
          says: `nobody in the pool has the ${need} ${listWords(
            proven.map(({ request }) => request.value),
            "or",
          )}: such a lead goes past it to ${poolWords(others)}; for example ${exampleWords(engineResult(example, policy) ?? result)}`,
        },
      ];
    });
  });
}
