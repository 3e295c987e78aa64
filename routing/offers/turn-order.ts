import { type Lead, priorities } from "../lead/lead.ts";
import { allNeeds, asksFor } from "../policy/needs.ts";
import type { Policy } from "../policy/policy.ts";
import { kindOf } from "../reps/effort.ts";
import { ownPools } from "./longest-wait.ts";

/** The sort key of waiting leads in the order in which they get free places: by priority, then arrival. */
export function turnOrder({ id, priority, receivedAt }: Pick<Lead, "id" | "priority" | "receivedAt">): string {
  return `${priorities.indexOf(priority?.level ?? "cold")} ${receivedAt} ${id}`;
}

/**
 * A key of everything that decides who may have a waiting lead, in its pools or, with `waitsFor`, for one rep: of two
 * leads with the same key, either both get nobody on a board or neither does. The pools of `after_max_wait` are not
 * part of it, since no lead waits for them. It has only facts that the pools need, so that there are few different
 * keys.
 */
export function waitKeyOf(lead: Lead, policy: Policy, waitsFor?: string): string {
  const { facts, rule, offers, pastOffers, policyVersion, points } = lead;
  const pools = ownPools(lead, policy);
  const needs = new Set(pools.flatMap((pool) => policy.pools[pool]?.needs ?? []));
  // In further rounds of asking it matters how and in which round somebody answered, too.
  const hasRounds = policy.after_attempts?.again !== undefined;
  const tried = offers
    .map(({ repId, outcome, again = 0 }) => (hasRounds ? `${repId} ${outcome} ${again}` : repId))
    .sort();
  const asks = allNeeds.map((need) => (needs.has(need) ? asksFor(need, facts) : undefined));
  // How long it takes to close is the same for leads of one kind.
  const kind = policy.in_flight === undefined ? undefined : kindOf(lead, policy);
  return JSON.stringify([
    policyVersion,
    rule?.rule,
    rule?.rep,
    pools,
    asks,
    tried,
    points,
    kind,
    waitsFor,
    hasRounds && pastOffers,
  ]);
}
