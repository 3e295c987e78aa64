import { attributesOf } from "../attributes.ts";
import { type Attributes, foldValue } from "../conditions/condition.ts";
import { dayNumber, dayNumbered } from "../conditions/day-operators.ts";
import { memoize } from "../conditions/memoize.ts";
import type { Fact } from "../facts.ts";
import type { FactChange } from "../lead/change.ts";
import type { Lead } from "../lead/lead.ts";
import { seniorityOf } from "../lead/seniority.ts";
import { allNeeds, type Need, needs } from "../policy/needs.ts";
import type { Policy } from "../policy/policy.ts";
import { type Mentioned, mentionedIn } from "../policy/policy-values.ts";
import type { Rep } from "../reps/rep.ts";
import { changeableIn } from "./with-fact.ts";

type Scalar = string | number | boolean;

/**
 * The changes of one fact that the policy's conditions can tell apart, the smallest first. The size of a change is, for a
 * number, the distance relative to the larger value (0 to 1); from one named value to another 1; to a value that no
 * condition names 2; from unknown to known 3; from known to unknown 4. Equal sizes are in the policy's order. Derived
 * attributes (score, priority, lane, territory, seniority, local time) change only through the facts they are derived
 * from. Free texts are replaced by what the conditions look for in them.
 * @param reps whose skills count as named where a pool needs them
 */
export function factChanges(lead: Lead, policy: Policy, reps: readonly Rep[], at: string): FactChange[] {
  const now = attributesOf(lead, policy, at);
  const sized: { change: FactChange; size: number }[] = [];
  for (const [attribute, mentioned] of withSkills(mentionedIn(policy), policy, reps)) {
    for (const { size, ...change } of changesOf(attribute, mentioned, now, policy, at)) {
      sized.push({ change: { kind: "fact", ...change }, size });
    }
  }
  for (const { size, ...change } of eventChanges(lead, policy))
    sized.push({ change: { kind: "fact", ...change }, size });
  return sized.sort((a, b) => a.size - b.size).map(({ change }) => change);
}

type Sized = Omit<FactChange, "kind"> & { size: number };

/** One more of each event that the score counts, at that moment; and none of those that there are. */
function eventChanges({ facts: { events = [] } }: Lead, { score }: Policy): Sized[] {
  const names = new Set(score.flatMap(({ behaviour }) => behaviour.map(({ event }) => event)));
  return [...names].flatMap((to): Sized[] => {
    const has = events.some(({ event }) => event === to);
    const add: Sized = { attribute: "events", how: "add", to, size: has ? 1 : 3 };
    return has ? [add, { attribute: "events", how: "drop", to, size: 1 }] : [add];
  });
}

function changesOf(attribute: string, mentioned: Mentioned, now: Attributes, policy: Policy, at: string): Sized[] {
  const found = now[attribute];
  if (attribute === "seniority") {
    const words = mentioned.values.flatMap((level) => wordFor(level, policy));
    return [...settings("role", words, now.role), ...elsewhere("role", now.role)];
  }
  if (attribute === "email_domain") return settings(attribute, [...mentioned.values, ...mentioned.texts], found);
  if (attribute === "consumer_mail") return [{ attribute, how: "set", to: !found, size: 1 }];
  if (attribute === "owner" || attribute === "owner_by")
    return found === undefined ? [] : [{ attribute: "owner", how: "unknown", size: 4 }];
  const fact = changeableIn(policy.attributes).get(attribute)?.fact;
  if (!fact) return [];
  switch (fact.kind) {
    case "count":
    case "number":
    case "money":
      return numberChanges(attribute, mentioned.thresholds, found as number | undefined);
    case "choice": {
      const changes = settings(attribute, fact.values, found);
      const canBeUnknown = !fact.always && fact.otherwise === undefined && found !== undefined;
      return canBeUnknown ? [...changes, unknown(attribute)] : changes;
    }
    case "list":
      return listChanges(attribute, mentioned, (found ?? []) as readonly string[], fact, policy);
    case "truth":
      return found === undefined
        ? settings(attribute, [true, false], found)
        : [...settings(attribute, [!found], found), unknown(attribute)];
    case "date":
      return [...settings(attribute, daysIn(mentioned, at), found), ...elsewhere(attribute, found)];
    default: {
      const named = [...mentioned.values, ...mentioned.texts].filter((text) => usable(fact, text));
      return [...settings(attribute, named, found), ...elsewhere(attribute, found)];
    }
  }
}

/** The values mentioned by conditions and, for the needs of pools, by the reps' lists of skills. */
function withSkills(
  mentioned: ReadonlyMap<string, Mentioned>,
  { pools }: Policy,
  reps: readonly Rep[],
): ReadonlyMap<string, Mentioned> {
  const all = new Map(mentioned);
  for (const need of new Set(Object.values(pools).flatMap((pool) => pool.needs))) {
    const attribute = needs[need].fact;
    const { values = [], thresholds = [], texts = [] } = mentioned.get(attribute) ?? {};
    all.set(attribute, { values: [...new Set([...values, ...listed(reps)[need]])], thresholds, texts });
  }
  return all;
}

/** The distinct skills that reps list, by need; at most 100 of each. */
const listed = memoize((reps: readonly Rep[]) => {
  const first = (need: Need) => [...new Set(reps.flatMap((rep) => rep[needs[need].list]))].slice(0, 100);
  return Object.fromEntries(allNeeds.map((need) => [need, first(need)])) as Record<Need, string[]>;
});

/** The changes to a value that no condition names, and to unknown. */
const elsewhere = (attribute: string, found: Attributes[string]): Sized[] =>
  found === undefined
    ? [{ attribute, how: "other", size: 3 }]
    : [{ attribute, how: "other", size: 2 }, unknown(attribute)];

const unknown = (attribute: string): Sized => ({ attribute, how: "unknown", size: 4 });

function settings(attribute: string, values: readonly Scalar[], found: Attributes[string]): Sized[] {
  const size = found === undefined ? 3 : 1;
  return values
    .filter((to) => foldValue(to) !== (typeof found === "string" ? foldValue(found) : found))
    .map((to): Sized => ({ attribute, how: "set", to, size }));
}

/** For each number and each gap between numbers that conditions can tell apart, the nearest value in it. */
function numberChanges(attribute: string, thresholds: readonly number[], found: number | undefined): Sized[] {
  const sorted = thresholds.toSorted((a, b) => a - b);
  const changes = sorted.flatMap((near, n): Sized[] => {
    const under = Math.ceil(near) - 1;
    const over = Math.floor(near) + 1;
    const nearby: Sized[] = [{ attribute, how: "set", to: near, size: distance(found, near) }];
    // The value below a threshold is used for a larger or unknown number, the one above for a smaller number.
    if ((found === undefined || found > under) && under > (sorted[n - 1] ?? -1))
      nearby.push({ attribute, how: "set", to: under, near, size: distance(found, under) });
    if ((found === undefined || found < over) && over < (sorted[n + 1] ?? Number.POSITIVE_INFINITY))
      nearby.push({ attribute, how: "set", to: over, near, size: distance(found, over) });
    return nearby;
  });
  if (found !== undefined) return [...changes.filter(({ to }) => to !== found), unknown(attribute)];
  // Without named numbers all numbers are equivalent.
  return changes.length > 0 ? changes : [{ attribute, how: "known", size: 3 }];
}

const distance = (from: number | undefined, to: number): number =>
  from === undefined ? 3 : Math.min(1, Math.abs(to - from) / Math.max(Math.abs(to), Math.abs(from), 1));

function listChanges(
  attribute: string,
  mentioned: Mentioned,
  asked: readonly string[],
  fact: Fact & { kind: "list" },
  { form }: Policy,
): Sized[] {
  const has = (item: string) => asked.some((other) => foldValue(other) === foldValue(item));
  const offered = attribute === "products" ? form.products.map(({ id }) => id) : (fact.values ?? []);
  const named = new Set([...mentioned.values.map(String), ...offered]);
  const add = [...named].filter((item) => !has(item));
  const drop = asked.length > 1 ? asked : [];
  return [
    ...add.map((to): Sized => ({ attribute, how: "add", to, size: asked.length === 0 ? 3 : 1 })),
    ...drop.map((to): Sized => ({ attribute, how: "drop", to, size: 1 })),
    ...(asked.length > 0 ? [unknown(attribute)] : []),
  ];
}

/** The days that conditions name or count from `at` (ISO 8601), and those beside them. */
function daysIn({ values, texts }: Mentioned, at: string): string[] {
  const today = dayNumber(at);
  const named = [...values.map(String), ...texts].flatMap((text) => {
    const days = /^\d+d$/.test(text) ? Number.parseInt(text, 10) : undefined;
    const near = days === undefined ? [dayNumber(text)] : [today - days, today + days, today];
    return near.flatMap((day) => [day, day - 1, day + 1]);
  });
  return [...new Set(named)].filter(Number.isFinite).map(dayNumbered);
}

/** A word in a position that means this seniority, if the policy has one. */
function wordFor(level: Scalar, { seniority }: Policy): string[] {
  const words = seniority[level as keyof typeof seniority] ?? [];
  const word = words.find((candidate) => seniorityOf(candidate, seniority) === level);
  return word === undefined ? [] : [word];
}

/** Whether the text is a possible value of the fact: a time zone must exist. */
function usable({ kind }: Fact, text: Scalar): boolean {
  if (typeof text !== "string") return false;
  if (kind !== "zone") return true;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
