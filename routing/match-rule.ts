import { attributesOf } from "./attributes.ts";
import { AttributeReader } from "./conditions/attribute-reader.ts";
import type { Attributes, FailedTest } from "./conditions/condition.ts";
import type { Lead } from "./lead/lead.ts";
import { ownerBy } from "./lead/owners.ts";
import { turnOf } from "./lead/turn-of.ts";
import { firstMatch, triedBefore } from "./policy/first-match.ts";
import type { Policy } from "./policy/policy.ts";
import { type Roster, repCalled } from "./reps/roster.ts";

/** How long a lead waits for the rep who has another one of perhaps the same person, before its pools are asked. Minutes. */
const waitForSame = 120;

type Rule = NonNullable<Lead["rule"]>;
type PolicyRule = Policy["rules"][number];

/** Why a rule that goes on with those below it did: it names nobody, somebody who is no rep any more, or one who was asked before. */
export interface PassedOn {
  because: "nobody" | "gone" | "asked";
  repId?: string;
}

/** A rule that did not win: the first leaf of its condition that failed, or why it passed the lead on. */
export type TriedRule = { rule: string; failed: FailedTest } | { rule: string; passed: PassedOn };

export interface RuleMatch {
  /** The rule that won, or "otherwise" when none matched. */
  rule: Rule;
  /** The rules before it. */
  tried: TriedRule[];
}

/**
 * Finds the first rule whose condition holds at `at` (ISO 8601); the policy's `otherwise` if none does. A rule that
 * names a rep, or a fact that does, goes directly to its pools if nobody is named; with `else: next` it is passed over
 * then, and where its rep has left or was asked before. Where a rule names nobody, a lead of perhaps the same person as
 * another goes to whom that one went, and to the rule's pools when that rep has no time for it.
 * @param roster in which the named rep must be; undefined where whoever is named counts as there
 */
export function matchRule(lead: Lead, policy: Policy, at: string, roster: Roster | undefined): RuleMatch {
  const known = attributesOf(lead, policy, at);
  const position = positionFor(lead, known, policy, roster);
  return {
    rule: ruleAt(position, lead, known, policy, roster),
    tried: triedRules(position, lead, known, policy, roster),
  };
}

/** The matching rule without an explanation. Through the index, so ten thousand rules cost hardly more than ten. */
export function ruleFor(lead: Lead, policy: Policy, at: string, roster: Roster | undefined): Rule {
  const known = attributesOf(lead, policy, at);
  return ruleAt(positionFor(lead, known, policy, roster), lead, known, policy, roster);
}

/** The index of the rule that takes a lead with these attributes; -1 if it falls to `otherwise`. */
export function positionFor(lead: Lead, known: Attributes, policy: Policy, roster: Roster | undefined): number {
  let position = firstMatch(known, policy);
  while (position >= 0 && passesOn(policy.rules[position] as PolicyRule, lead, known, roster))
    position = firstMatch(known, policy, position + 1);
  return position;
}

/** The rules before this position, each with why it did not take the lead; all of them for -1. */
export function triedRules(
  position: number,
  lead: Lead,
  known: Attributes,
  policy: Policy,
  roster: Roster | undefined,
  reading = new AttributeReader(known),
): TriedRule[] {
  const rules = position < 0 ? policy.rules : policy.rules.slice(0, position);
  const failed = triedBefore(position, reading, policy);
  return rules.map((rule, place): TriedRule => {
    const test = failed[place];
    if (test) return { rule: rule.rule, failed: test };
    return { rule: rule.rule, passed: passesOn(rule, lead, known, roster) ?? { because: "gone" } };
  });
}

/** Why a rule with `else: next`, whose condition holds, leaves the lead to those below it; undefined where it takes it. */
function passesOn(rule: PolicyRule, lead: Lead, known: Attributes, roster: Roster | undefined): PassedOn | undefined {
  if (rule.else !== "next") return undefined;
  const repId = namedBy(rule.rep, lead, known, roster);
  if (repId === undefined) return { because: "nobody" };
  const position = roster?.positionOf.get(repId);
  const rep = position === undefined ? undefined : roster?.reps[position];
  if (roster && !(rep?.active && rep.role === "rep")) return { because: "gone", repId };
  return lead.offers.some((offer) => offer.repId === repId) ? { because: "asked", repId } : undefined;
}

/** The id of the rep whom a rule names, directly or by a fact of the lead; undefined if it is nobody's. */
function namedBy(
  rep: PolicyRule["rep"],
  lead: Lead,
  known: Attributes,
  roster: Roster | undefined,
): string | undefined {
  if (rep === undefined) return undefined;
  if (typeof rep === "string") return ownerBy(rep, lead);
  const value = known[rep.fact];
  return typeof value === "string" ? repCalled(value, roster) : undefined;
}

/** The rule at a position returned by `positionFor`, applied to the lead; `otherwise` for -1. */
function ruleAt(position: number, lead: Lead, known: Attributes, policy: Policy, roster: Roster | undefined): Rule {
  const found = policy.rules[position];
  const same = lead.samePerson?.repId;
  const withSame = same === undefined ? {} : { rep: same, wait: waitForSame };
  if (!found) return { rule: "otherwise", ...withSame, pools: policy.otherwise.pools };
  const { rule, rep: named, wait, sla, because } = found;
  const rep = namedBy(named, lead, known, roster);
  const next: Partial<PolicyRule> = found.else === "next" ? nextWithPools(position, known, policy) : found;
  const times = sla ?? next.sla;
  return {
    rule,
    ...(rep ? { rep, ...(wait !== undefined && { wait }) } : withSame),
    pools: splitFor(lead.id, next),
    ...(next.split && { split: true as const }),
    ...(next.before_next !== undefined && { before_next: next.before_next }),
    ...(times && { sla: times }),
    ...(next.prefer && { prefer: next.prefer }),
    ...(because && { because }),
  };
}

/**
 * The pools of a rule in the order in which they are asked: where it splits its leads, one comes first by a number of the
 * lead's id alone, each as often as its part says.
 */
function splitFor(leadId: string, { pools = [], split }: Partial<PolicyRule>): string[] {
  if (!split) return pools;
  const sums = pools.map((_, n) => pools.slice(0, n + 1).reduce((sum, pool) => sum + (split[pool] ?? 0), 0));
  const drawn = (turnOf(leadId) / 2 ** 32) * (sums.at(-1) ?? 0);
  const first = pools[sums.findIndex((sum) => drawn < sum)];
  return first === undefined ? pools : [first, ...pools.filter((pool) => pool !== first)];
}

/** The first rule below this position that holds and sends leads to pools; the policy's `otherwise` if none does. */
function nextWithPools(position: number, known: Attributes, policy: Policy): PolicyRule | Policy["otherwise"] {
  let next = firstMatch(known, policy, position + 1);
  while (next >= 0 && policy.rules[next]?.else === "next") next = firstMatch(known, policy, next + 1);
  return policy.rules[next] ?? policy.otherwise;
}
