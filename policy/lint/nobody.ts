import { boardOf } from "../../routing/board.ts";
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

/** How many wishes are looked for a lead, and in how many rules, for each list of pools. */
const mostWishes = 24;
const mostRules = 8;

interface Ways {
  pools: readonly string[];
  /** The rules that ask these pools, by place; the number of rules for `otherwise`. */
  rules: number[];
}

/** The different lists of pools that rules send leads to. */
function waysOf({ rules, otherwise }: Policy, dead: ReadonlyMap<number, unknown>): Ways[] {
  const ways = new Map<string, Ways>();
  [...rules, otherwise].forEach(({ pools }, rule) => {
    if (dead.has(rule)) return;
    const way = ways.get(pools.join(" ")) ?? { pools, rules: [] };
    ways.set(pools.join(" "), { pools, rules: [...way.rules, rule] });
  });
  return [...ways.values()];
}

/** What leads ask for that nobody in any of the pools of their rule does: they go to the manager at once. */
export function nobodyCanTake(model: Model, team: Team, dead: ReadonlyMap<number, unknown>, budget: Budget): Finding[] {
  const { policy } = model;
  return waysOf(policy, dead).flatMap(({ pools, rules }): Finding[] => {
    if (!pools.some((pool) => team.members(pool).length > 0)) return [];
    const unmet = unmetRequests(team, pools, requestsOf(policy, pools)).slice(0, mostWishes);
    const escalates = ({ lead, at }: Example) =>
      decideLead(lead, policy, boardOf(team.states, new Map()), at).kind === "escalate";
    const proven = unmet.flatMap((wishes): { wishes: SkillRequest[]; fate: EngineResult }[] => {
      const fate = leadFor(model, wishes, rules, budget);
      return fate && escalates(fate) ? [{ wishes, fate }] : [];
    });
    const [first] = proven;
    if (!first) return [];
    const { fate } = first;
    const rule = policy.rules[fate.rule];
    const example = simplify(fate, (simpler) => {
      const again = engineResult(simpler, policy);
      return again?.rule === fate.rule && wishesMet(first.wishes, again) && escalates(simpler);
    });
    const manager = managerName(fate, policy, team);
    const wanted = listWords(proven.map(({ wishes }) => wishes.map(requestWords).join(" with ")));
    const by = rule ? `rule ${JSON.stringify(rule.rule)}` : "otherwise";
    return [
      {
        check: "nobody-can-take",
        path: rule ? ["rules", fate.rule, "pools"] : ["otherwise", "pools"],
        rules: [fate.rule],
        about: [...pools],
        example,
        says: `nobody in ${poolWords(pools)} takes ${wanted}: such a lead goes to the manager${manager} at once; for example ${exampleWords(engineResult(example, policy) ?? fate)} by ${by}`,
      },
    ];
  });
}

/** A lead that wishes this and goes by one of the rules. */
function leadFor(
  model: Model,
  wishes: readonly SkillRequest[],
  rules: readonly number[],
  budget: Budget,
): EngineResult | undefined {
  for (const rule of rules.slice(0, mostRules)) {
    const own = rule < model.rules.length ? [ruleOf(model, rule, "decided")] : [];
    const search = findLead(model, [...own, ...requestFormulas(model, wishes)], rule, budget);
    if (search.kind === "found" && search.fate.rule === rule && wishesMet(wishes, search.fate)) return search.fate;
  }
  return undefined;
}

/** Whether a lead still wishes just this. */
function wishesMet(wishes: readonly SkillRequest[], { lead: { facts } }: EngineResult): boolean {
  return wishes.every(({ need, value }) =>
    asksFor(need, facts).some((asked) => asked.toLowerCase() === value.toLowerCase()),
  );
}

function managerName({ lead }: EngineResult, policy: Policy, team: Team): string {
  try {
    return ` ${managerFor(lead, policy, team.states).id}`;
  } catch {
    return "";
  }
}

/** Skills that a pool needs for what leads of its rules ask, and that nobody in it has: such leads pass it by. */
export function missingSkills(model: Model, team: Team, dead: ReadonlyMap<number, unknown>, budget: Budget): Finding[] {
  const { policy } = model;
  return Object.entries(policy.pools).flatMap(([pool, { needs }]): Finding[] => {
    if (team.members(pool).length === 0) return [];
    const rules = [...policy.rules, policy.otherwise].flatMap(({ pools }, rule) =>
      pools.includes(pool) && pools.length > 1 && !dead.has(rule) ? [rule] : [],
    );
    return needs.flatMap((need): Finding[] => {
      const lacking = requestsOf(policy, [pool]).filter((wish) => wish.need === need && team.nobodyFor([pool], [wish]));
      const proven = lacking.slice(0, mostWishes).flatMap((wish): { wish: SkillRequest; fate: EngineResult }[] => {
        const fate = leadFor(model, [wish], rules, budget);
        const passes = fate && !team.couldTake(fate, [pool]) && team.couldTake(fate, fate.lead.rule?.pools ?? []);
        return passes ? [{ wish, fate }] : [];
      });
      const [first] = proven;
      if (!first) return [];
      const { fate, wish } = first;
      const example = simplify(fate, (simpler) => {
        const again = engineResult(simpler, policy);
        return (
          again?.rule === fate.rule &&
          wishesMet([wish], again) &&
          !team.couldTake(simpler, [pool]) &&
          team.couldTake(simpler, fate.lead.rule?.pools ?? [])
        );
      });
      const others = (fate.lead.rule?.pools ?? []).filter((other) => other !== pool);
      return [
        {
          check: "skill-missing",
          path: ["pools", pool, "needs"],
          rules: [fate.rule],
          about: [pool],
          example,
          says: `nobody in the pool has the ${need} ${listWords(
            proven.map(({ wish }) => wish.value),
            "or",
          )}: such a lead goes past it to ${poolWords(others)}; for example ${exampleWords(engineResult(example, policy) ?? fate)}`,
        },
      ];
    });
  });
}
