import { type Lead, priorities } from "../lead/lead.ts";
import type { Policy } from "../policy/policy.ts";
import type { Need } from "../reps/roster.ts";
import { ownPools } from "./longest-wait.ts";

const needed: readonly Need[] = ["language", "product", "industry", "use-case", "country"];

/** Sorts leads that wait as they get what becomes free: the hotter first, then the one that came first. */
export function turnOrder({ id, priority, receivedAt }: Pick<Lead, "id" | "priority" | "receivedAt">): string {
  return `${priorities.indexOf(priority?.level ?? "cold")} ${receivedAt} ${id}`;
}

/**
 * All that says who may have a lead which waits, for its pools or, with `waitsFor`, for one rep: where one of two such
 * leads gets nobody, neither does the other while both wait. Which pools are asked after the longest wait says nothing
 * of it, since no lead waits for those. As short as the pools' needs allow, so that there are few kinds of leads.
 */
export function waitKeyOf(lead: Lead, policy: Policy, waitsFor?: string): string {
  const { facts, rule, offers, policyVersion, points } = lead;
  const wanted: Record<Need, unknown> = {
    language: facts.language,
    product: facts.products,
    industry: facts.industry,
    "use-case": facts.useCase,
    country: facts.country,
  };
  const pools = ownPools(lead, policy);
  const needs = new Set(pools.flatMap((pool) => policy.pools[pool]?.needs ?? []));
  const tried = offers.map(({ repId }) => repId).sort();
  const asks = needed.map((need) => (needs.has(need) ? wanted[need] : undefined));
  return JSON.stringify([policyVersion, rule?.rule, rule?.rep, pools, asks, tried, points, waitsFor]);
}
