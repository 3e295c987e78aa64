import { expect } from "vitest";
import { contrastOf, leastContrast } from "../../look/contrast.ts";
import type { Finding } from "../../policy/lint/finding.ts";
import { withOnly } from "../../policy/lint/values.ts";
import { attributesOf } from "../../routing/attributes.ts";
import { boardOf } from "../../routing/choice/board.ts";
import { chooseRep } from "../../routing/choice/choose-rep.ts";
import { type Condition, evaluate } from "../../routing/conditions/condition.ts";
import { textOperators } from "../../routing/conditions/text-match.ts";
import { decideLead } from "../../routing/decide.ts";
import { allFacts } from "../../routing/facts.ts";
import type { Lead } from "../../routing/lead/lead.ts";
import { matchRule } from "../../routing/match-rule.ts";
import { formFieldsOf } from "../../routing/policy/form.ts";
import { type Need, needs } from "../../routing/policy/needs.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { qualify } from "../../routing/qualify.ts";
import type { Rep, RepState } from "../../routing/reps/rep.ts";
import { assess } from "../../routing/score.ts";
import type { SomeLead } from "./lintable-leads.ts";

export interface Lint {
  policy: Policy;
  reps: Rep[];
  leads: SomeLead[];
}

/**
 * What the engine does with a lead that has just arrived, when it comes to the rules at once or, as one that waits, at
 * another time; nothing for who goes to no rule.
 */
function fateOf({ lead, at }: Pick<SomeLead, "lead" | "at">, policy: Policy, matchedAt = at) {
  if (!qualify(lead, policy, at).eligible) return undefined;
  const { action, ...decided } = assess(lead, policy, at);
  if (action !== "route") return undefined;
  const assessed: Lead = { ...lead, ...decided };
  const match = matchRule(assessed, policy, matchedAt, undefined);
  const holds = (when: Condition) => evaluate(when, attributesOf(assessed, policy, matchedAt)).holds;
  return { lead: { ...assessed, rule: match.rule }, rule: match.tried.length, holds };
}

/** The same lead with a score, priority and lane that it has kept from before it wrote again. */
function withStored({ lead, stored, at }: SomeLead, policy: Policy) {
  const most = policy.score.reduce((total, { max, weight }) => total + max * weight, 0);
  const score = { total: Math.min(stored.score, most), max: most, dimensions: [] };
  const { lane = "" } = policy.lanes[stored.lane % policy.lanes.length] ?? {};
  const assessed: Lead = { ...lead, priority: stored.priority, lane: { lane, because: "" }, score };
  const match = matchRule(assessed, policy, at, undefined);
  return { lead: { ...assessed, rule: match.rule }, rule: match.tried.length };
}

const states = (reps: readonly Rep[]): RepState[] => reps.map((rep) => ({ ...rep, openLeads: 0 }));
const onlyPool = (policy: Policy, pool: string): Policy => ({ ...policy, rules: [], otherwise: { pools: [pool] } });
const kindOf = (lead: Lead, policy: Policy, reps: readonly Rep[], at: string) =>
  decideLead(lead, policy, boardOf(states(reps), new Map()), at).kind;
const hours = ["2026-11-02T03:00:00.000Z", "2026-11-04T15:00:00.000Z", "2026-11-07T18:00:00.000Z"];

/** Each kind of finding, as what must then be true of the engine. */
export const claims: Record<Finding["check"], (finding: Finding, lint: Lint) => void> = {
  "no-source": () => {},
  limit: ({ path: [section], about: [pool = "", kind, longer] = [] }, { policy }) => {
    if (section === "after_attempts") return expect(policy.pause_after).toBe(1);
    const { per_rep: limits = {} } = policy.pools[pool] ?? {};
    expect(limits[longer as "day"]).toBeLessThanOrEqual(limits[kind as "hour"] ?? 0);
  },
  behaviour: ({ path: [, n, , m, key] }, { policy }) => {
    const { max, behaviour = [] } = policy.score[Number(n)] ?? { max: 0 };
    const one = behaviour[Number(m)];
    const alike = policy.score.flatMap((dimension) => dimension.behaviour).filter(({ event }) => event === one?.event);
    if (key === "event") return expect(alike.length).toBeGreaterThan(1);
    if (key === "give") return expect((one?.give ?? 1) * max).toBe(0);
    expect((one?.give ?? 0) * ((one?.at_most ?? 1) - 1)).toBeGreaterThanOrEqual(max);
  },
  "in-flight": ({ path: [section, lane], about: [said] = [] }, { policy, reps }) => {
    if (section === "in_flight") return expect(policy.effort[said ?? ""]?.close).toBeUndefined();
    const most = Math.max(
      ...reps.filter(({ active, role }) => active && role === "rep").map(({ capacity }) => capacity),
    );
    const { close = 0, bands = [] } = policy.effort[String(lane)] ?? {};
    const longest = Math.max(close, ...bands.map((band) => band.close ?? 0));
    expect(longest).toBeGreaterThan(most * (policy.in_flight ?? 0));
  },
  "not-by-form": ({ path: [section, n], about = [], says }, { policy, leads }) => {
    const missing = allFacts.filter(({ name }) => about.includes(name)).map(({ field }) => field);
    for (const { lead, at } of leads) {
      const known = Object.entries(lead.facts).filter(([field]) => !missing.some((one) => one === field));
      const facts = Object.fromEntries(known) as typeof lead.facts;
      const { score, priority, lane } = assess({ ...lead, facts }, policy, at);
      if (section === "score") expect(score.total).toBeLessThan(Number(/[\d.]+/.exec(says)?.[0]));
      if (section === "priority") expect(priority.level).not.toBe(policy.priority[Number(n)]?.priority);
      if (section === "lanes") expect(lane.lane).not.toBe(policy.lanes[Number(n)]?.lane);
    }
  },
  "never-matches": ({ rules = [], leads: which, example }, { policy, leads }) => {
    const [rule = -1, ...takers] = rules;
    for (const some of leads) {
      for (const at of [some.at, ...hours]) expect(fateOf(some, policy, at)?.rule).not.toBe(rule);
      if (which === "any") expect(withStored(some, policy).rule).not.toBe(rule);
    }
    if (!example) return;
    const fate = fateOf(example, policy);
    expect(takers).toContain(fate?.rule);
    expect(fate?.holds(policy.rules[rule]?.when ?? {})).toBe(true);
  },
  uncovered: ({ example }, { policy }) => {
    expect(example && fateOf(example, policy)?.rule).toBe(policy.rules.length);
  },
  "nobody-can-take": ({ example, rules = [] }, { policy, reps }) => {
    expect(example && fateOf(example, policy)?.rule).toBe(rules[0]);
    const fate = example && fateOf(example, policy);
    if (!fate) throw new Error("no example");
    for (const at of hours)
      expect(chooseRep(fate.lead, policy, boardOf(states(reps), new Map()), at).kind).toBe("escalate");
  },
  "skill-missing": ({ example, about: [pool = ""] = [] }, { policy, reps }) => {
    if (!example) throw new Error("no example");
    expect(kindOf(example.lead, onlyPool(policy, pool), reps, example.at)).toBe("escalate");
    expect(kindOf(example.lead, policy, reps, example.at)).toMatch(/offer|wait/);
  },
  "rules-overlap": ({ example, rules: [earlier = -1, later = -1] = [], about: [territory = ""] = [] }, { policy }) => {
    const fate = example && fateOf(example, policy);
    expect(fate?.rule).toBe(earlier);
    for (const rule of [earlier, later]) expect(fate?.holds(policy.rules[rule]?.when ?? {})).toBe(true);
    expect(fate?.holds({ territory })).toBe(true);
  },
  "territories-overlap": ({ example, about: [one = "", two = ""] = [] }, { policy }) => {
    const fate = example && fateOf(example, policy);
    expect(fate?.holds({ all: [{ territory: one }, { territory: two }] } as Condition)).toBe(true);
  },
  "empty-cell": ({ about: [pool = "", need, ...ids] = [] }, { policy, reps }) => {
    expect(policy.pools[pool]?.unlisted).toBeUndefined();
    const { list } = needs[need as Need];
    for (const { id, [list]: own } of reps) if (ids.includes(id)) expect(own).toEqual([]);
    expect(reps.some((rep) => rep.active && (rep.pools[pool] ?? 0) > 0 && rep[list].length > 0)).toBe(true);
  },
  "empty-pool": ({ about: [pool = ""] = [] }, { policy, reps, leads }) => {
    for (const { lead, at } of leads) expect(kindOf(lead, onlyPool(policy, pool), reps, at)).not.toMatch(/offer|wait/);
  },
  "unused-pool": ({ about: [pool = ""] = [] }, { policy, leads }) => {
    for (const some of leads) expect(withStored(some, policy).lead.rule?.pools).not.toContain(pool);
    expect(policy.after_max_wait).not.toContain(pool);
  },
  "unreachable-rep": ({ about = [], says }, { policy, reps, leads }) => {
    for (const id of about) {
      const alone = reps.filter((rep) => rep.id === id);
      const names = policy.rules.flatMap(({ rep }) => (typeof rep === "object" ? [rep.fact] : []));
      const isNamed = ({ lead, at }: SomeLead): boolean => {
        const known = attributesOf(lead, policy, at);
        return names.some((fact) => alone.some((rep) => [rep.id, rep.email].includes(String(known[fact]))));
      };
      if (names.length > 0) expect(says).toContain("a lead that names them");
      for (const some of leads.filter((one) => one.lead.knownOwner?.repId !== id && !isNamed(one))) {
        expect(kindOf(some.lead, policy, alone, some.at)).not.toMatch(/offer|wait/);
        for (const at of hours) {
          const fate = fateOf(some, policy, at);
          for (const waitingSince of [at, "2026-01-01T00:00:00.000Z"]) {
            const lead = fate && { ...fate.lead, waitingSince };
            const choice = lead && chooseRep(lead, policy, boardOf(states(alone), new Map()), at);
            expect(choice?.kind ?? "escalate").toBe("escalate");
          }
        }
        if (says.includes("no new lead")) continue;
        const { lead } = withStored(some, policy);
        expect(chooseRep(lead, policy, boardOf(states(alone), new Map()), some.at).kind).toBe("escalate");
      }
    }
  },
  "named-rep": ({ about: [id = ""] = [], rules: [rule = -1] = [] }, { policy, reps, leads }) => {
    expect(policy.rules[rule]?.rep).toBe(id);
    const there = reps.filter((rep) => rep.id === id).map((rep) => ({ ...rep, pools: {} }));
    for (const { lead, at } of leads) expect(kindOf(lead, policy, there, at)).not.toMatch(/offer|wait/);
  },
  "taken-values": ({ path, rules: [rule = -1] = [], about = [] }, { policy, leads }) => {
    const place = { path: path.slice(0, -1) };
    const operator = String(path.at(-1));
    const isOperator = Object.hasOwn(textOperators, operator) || operator === "one_of";
    for (const value of about) {
      const { when = {} } = policy.rules[rule] ?? {};
      const only = isOperator ? withOnly(when, place, operator, value) : withOnly(when, { path }, "one_of", value);
      for (const some of leads) {
        const fate = fateOf(some, policy);
        if (fate?.rule === rule) expect(fate.holds(only)).toBe(false);
      }
    }
  },
  "out-of-reach": ({ path, about: [of = ""] = [] }, { policy, leads }) => {
    const [, n, , , m] = path;
    const from = policy.score[Number(n)]?.bands?.steps[Number(m)]?.from ?? 0;
    if (path.includes("bands")) {
      for (const { lead, at } of leads) expect(Number(attributesOf(lead, policy, at)[of] ?? 0)).toBeLessThan(from);
      return;
    }
    const attribute = String(path.at(-1));
    const test = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)[key], policy);
    for (const { lead, at } of leads) {
      const { score } = assess(lead, policy, at);
      const known = { ...attributesOf(lead, policy, at), score: score.total };
      expect(evaluate({ [attribute]: test } as Condition, known).holds).toBe(false);
    }
  },
  region: ({ about: [value = ""] = [], says }) => {
    // What it says of a region is that it is another country's, or that the text does not name one.
    expect(says).toContain(value);
  },
  contrast: ({ about: [text = "", behind = ""] = [] }) => expect(contrastOf(text, behind)).toBeLessThan(leastContrast),
  "consent-wording": ({ about: [id, locale] = [] }, { policy }) => {
    const { wording } = policy.form.consents?.find((one) => one.id === id) ?? { wording: "" };
    expect((wording as Record<string, string>)[locale ?? ""]).toBeFalsy();
  },
  "no-field": ({ about: [name = ""] = [] }, { policy }) =>
    expect(formFieldsOf(policy.form)?.map(({ field }) => field)).not.toContain(name),
  "short-piece": ({ path, about = [] }, { policy }) => {
    const asked = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)[key], policy);
    for (const piece of about) {
      expect([asked].flat()).toContain(piece);
      expect(evaluate({ it: { contains: piece } }, { it: `a${piece}b` }).holds).toBe(true);
      expect(evaluate({ it: { word: piece, ends_with: piece } }, { it: `a${piece}b` }).holds).toBe(false);
    }
  },
  // Says only where others are.
  more: () => undefined,
  "unused-name": ({ path: [section], about: [name = ""] = [] }, { policy, leads }) => {
    if (section !== "territories") return;
    const { [name]: _, ...territories } = policy.territories;
    for (const some of leads)
      expect(withStored(some, { ...policy, territories }).rule).toBe(withStored(some, policy).rule);
  },
  "never-given": ({ path: [section], about: [name = ""] = [] }, { policy, leads }) => {
    for (const { lead, at } of leads) {
      if (section === "territories") expect(attributesOf(lead, policy, at).territory ?? []).not.toContain(name);
      else expect(assess(lead, policy, at).lane.lane).not.toBe(name);
    }
  },
};
