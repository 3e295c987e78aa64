import { boardOf } from "../../routing/choice/board.ts";
import { fold } from "../../routing/conditions/fold.ts";
import { decideLead } from "../../routing/decide.ts";
import { type Need, needs } from "../../routing/policy/needs.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { mentionedIn } from "../../routing/policy/policy-values.ts";
import type { Rep, RepState } from "../../routing/reps/rep.ts";
import { type Formula, no, yes } from "./formula.ts";
import type { Example } from "./lead.ts";
import type { Model } from "./model.ts";

type Pool = Policy["pools"][string];

/** A skill that a lead needs of its rep: the need, and the value that the policy names. */
export interface SkillRequest {
  need: Need;
  value: string;
}

export const requestWords = ({ need, value }: SkillRequest): string => `${need} ${value}`;

/** The reps of each pool, and which leads they could ever take. */
export interface Team {
  members: (pool: string) => readonly Rep[];
  /** Whether no rep in these pools meets all of the requests. */
  nobodyFor: (pools: readonly string[], requests: readonly SkillRequest[]) => boolean;
  /** Whether, by the engine's decision, one of these reps in these pools could take the lead, now or later. */
  couldTake: (example: Example, pools: readonly string[], reps?: readonly RepState[]) => boolean;
  states: readonly RepState[];
}

export function teamOf(policy: Policy, reps: readonly Rep[]): Team {
  const states = reps.map((rep): RepState => ({ ...rep, openLeads: 0 }));
  const active = reps.filter((rep) => rep.active && rep.role === "rep");
  const members = new Map(
    Object.keys(policy.pools).map((pool) => [pool, active.filter((rep) => (rep.pools[pool] ?? 0) > 0)]),
  );
  const onlyPools = new Map<string, Policy>();
  /** The policy with all leads sent to these pools. */
  const withPools = (pools: readonly string[]): Policy => {
    const key = pools.join(" ");
    const known = onlyPools.get(key) ?? { ...policy, rules: [], otherwise: { pools: [...pools] } };
    onlyPools.set(key, known);
    return known;
  };
  const does = (rep: Rep, pool: Pool | undefined, { need, value }: SkillRequest): boolean => {
    const list = rep[needs[need].list];
    if (!pool?.needs.includes(need)) return true;
    return list.length === 0 ? pool.unlisted !== "nothing" : list.some((own) => fold(own) === fold(value));
  };
  /** Of several products a pool may need all or any. */
  const meets = (rep: Rep, pool: Pool | undefined, requests: readonly SkillRequest[]): boolean => {
    const [products, others] = [true, false].map((of) => requests.filter(({ need }) => (need === "product") === of));
    const met = (products ?? []).filter((request) => does(rep, pool, request));
    return (
      (others ?? []).every((request) => does(rep, pool, request)) &&
      (pool?.several === "any" && products?.length ? met.length > 0 : met.length === products?.length)
    );
  };
  return {
    states,
    members: (pool) => members.get(pool) ?? [],
    nobodyFor: (pools, requests) =>
      pools.every((pool) => (members.get(pool) ?? []).every((rep) => !meets(rep, policy.pools[pool], requests))),
    couldTake: ({ lead, at }, pools, some = states) =>
      decideLead(lead, withPools(pools), boardOf(some, new Map()), at).kind !== "escalate",
  };
}

/** The skills that leads may need of these pools, with the values that the policy names. */
export function requestsOf(policy: Policy, pools: readonly string[]): SkillRequest[] {
  const needed = new Set(pools.flatMap((pool) => policy.pools[pool]?.needs ?? []));
  const mentioned = (attribute: string): string[] => (mentionedIn(policy).get(attribute)?.values ?? []).map(String);
  const offered = policy.form.products.map(({ id }) => id);
  const values = (need: Need): readonly string[] => {
    if (need === "language") return policy.languages;
    return need === "product" && offered.length > 0 ? offered : mentioned(needs[need].fact);
  };
  return [...needed].flatMap((need) => [...new Set(values(need))].map((value) => ({ need, value })));
}

/** The requests, alone or in pairs, that no rep of the pools meets. A pair of products means both are asked for. */
export function unmetRequests(
  team: Team,
  pools: readonly string[],
  requests: readonly SkillRequest[],
): SkillRequest[][] {
  // Many rules ask the same pools.
  const key = `${pools.join(" ")} ${JSON.stringify(requests)}`;
  const found = unmetOf.get(team)?.get(key) ?? unmetIn(team, pools, requests);
  unmetOf.set(team, (unmetOf.get(team) ?? new Map()).set(key, found));
  return found;
}
const unmetOf = new WeakMap<Team, Map<string, SkillRequest[][]>>();

function unmetIn(team: Team, pools: readonly string[], requests: readonly SkillRequest[]): SkillRequest[][] {
  const alone = requests.filter((request) => team.nobodyFor(pools, [request]));
  const others = requests.filter((request) => !alone.includes(request)).slice(0, mostPaired);
  const pairs = others.flatMap((first, n) =>
    others
      .slice(n + 1)
      .filter(({ need }) => need !== first.need || need === "product")
      .filter((second) => team.nobodyFor(pools, [first, second]))
      .map((second) => [first, second]),
  );
  return [...alone.map((request) => [request]), ...pairs];
}
const mostPaired = 80;

/** Formulas for leads that have these requests and ask for no other product. */
export function requestFormulas(model: Model, requests: readonly SkillRequest[]): Formula[] {
  const products = requests.filter(({ need }) => need === "product").map(({ value }) => fold(value));
  return requests
    .flatMap(({ need, value }): Formula[] => {
      if (need !== "product") return [model.decided({ [needs[need].fact]: value })];
      const own = model.products.find((group) => group.products.includes(fold(value)));
      return own ? [yes(own.variable)] : [];
    })
    .concat(
      products.length === 0
        ? []
        : model.products
            .filter((group) => !group.products.some((product) => products.includes(product)))
            .map(({ variable }) => no(variable)),
    );
}
