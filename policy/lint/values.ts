import { type Condition, comparedAs, type Test } from "../../routing/conditions/condition.ts";
import { fold } from "../../routing/conditions/fold.ts";
import { isTextOperator, textOperators } from "../../routing/conditions/text-match.ts";
import type { Path } from "../read/issue.ts";
import { answers } from "./cells.ts";
import { type Finding, ruleWords } from "./finding.ts";
import { not } from "./formula.ts";
import type { Model } from "./model.ts";
import { type TestPlace, testPlaces } from "./places.ts";
import type { RuleReachability } from "./rules.ts";
import { minimalSubset, ruleOf, solveWithin } from "./search.ts";
import type { Budget } from "./solver.ts";

/** The most rules above that are tried as takers of one value. */
const mostTakers = 12;

/** One value of a list that a condition asks for. */
interface Listed {
  value: string;
  /** Its operator; `one_of` for a plain list. */
  operator: string;
  place: TestPlace;
}

/** What the rules above ask of one attribute: equal values, and how texts read, each with its rule. */
interface Above {
  equal: Map<string, number[]>;
  texts: { rule: number; listed: Listed }[];
}
const nothing: Above = { equal: new Map(), texts: [] };

/**
 * Findings for values in lists of a rule that rules above take every time, so that nothing would change without them: a
 * country in two lists, a postal prefix that a shorter one above has taken. Proven for any lead.
 */
export function takenValues(model: Model, dead: RuleReachability["dead"], budget: Budget): Finding[] {
  const { rules } = model.policy;
  const places = rules.map(({ when }, rule) => testPlaces(["rules", rule, "when"], when));
  const asks = places.map((own) => new Set(own.map(({ attribute }) => attribute)));
  const above = new Map<string, Above>();
  const alike = new Map<string, string | undefined>();
  return places.flatMap((own, rule): Finding[] => {
    // What a rule excludes brings nobody to it.
    const lists = own.map((place) => (place.path.includes("not") ? [] : listedIn(place)));
    const findings = dead.has(rule) ? [] : lists.flatMap((listed) => (listed.length < 2 ? [] : inList(rule, listed)));
    for (const [n, place] of own.entries()) {
      if (rules[rule]?.else === "next") continue;
      const known: Above = above.get(place.attribute) ?? { equal: new Map(), texts: [] };
      above.set(place.attribute, known);
      for (const listed of lists[n] ?? []) {
        if (isTextOperator(listed.operator)) known.texts.push({ rule, listed });
        else known.equal.set(fold(listed.value), [...(known.equal.get(fold(listed.value)) ?? []), rule]);
      }
    }
    return findings;
  });

  function inList(rule: number, listed: readonly Listed[]): Finding[] {
    const taken = listed.flatMap((one) => {
      const takers = takersOf(rule, one);
      return takers.length > 0 ? [{ value: one.value, takers }] : [];
    });
    // Where all are taken, the rule never matches or only by another part of its condition.
    const [first] = taken;
    const { place, operator } = listed[0] as Listed;
    if (!first || taken.length === listed.length) return [];
    const takers = [...new Set(taken.flatMap((one) => one.takers))].sort((a, b) => a - b);
    const names = takers.map((taker) => rules[taker]?.rule ?? "");
    const values = taken.map(({ value }) => value);
    return [
      {
        check: "taken-values",
        path: pathOf(place, operator),
        rules: [rule, ...takers],
        about: values,
        says: `${values.join(", ")} ${values.length === 1 ? "never matters" : "never matter"} here: ${ruleWords(names)} above ${takers.length === 1 ? "takes" : "take"} every such lead`,
      },
    ];
  }

  /** The rules above that take every lead that this value brings to the rule; none where that is not so or not proven. */
  function takersOf(rule: number, { value, operator, place }: Listed): number[] {
    if (budget.left <= 0) return [];
    const { equal, texts } = above.get(place.attribute) ?? nothing;
    const candidates = [
      ...(isTextOperator(operator) ? [] : (equal.get(fold(value)) ?? [])),
      ...texts.filter(({ listed }) => covers(listed, operator, value)).map((earlier) => earlier.rule),
    ];
    // A rule that asks what this one does not hardly takes all of its leads.
    const own = asks[rule] as Set<string>;
    const tried = [...new Set(candidates)]
      .filter((earlier) => [...(asks[earlier] ?? [])].every((attribute) => own.has(attribute)))
      .slice(0, mostTakers);
    if (tried.length === 0) return [];
    const key = `${place.attribute} ${operator} ${value}`;
    if (!alike.has(key)) alike.set(key, representative(model, place.attribute, operator, value));
    const asked = alike.get(key);
    const narrowed =
      asked === undefined ? undefined : withOnly(model.policy.rules[rule]?.when ?? {}, place, operator, asked);
    if (!narrowed) return [];
    const wanted = model.free(narrowed);
    const proven = (takers: readonly number[]) =>
      solveWithin(model, [wanted, ...takers.map((taker) => not(ruleOf(model, taker, "any")))], model.everything, budget)
        .kind === "none";
    return proven(tried) && !proven([]) ? minimalSubset(tried, proven) : [];
  }
}

const pathOf = ({ path, test }: TestPlace, operator: string): Path =>
  typeof test === "object" && !Array.isArray(test) ? [...path, operator] : path;

function listedIn(place: TestPlace): Listed[] {
  const { test } = place;
  const lists: [string, unknown][] =
    typeof test !== "object" || Array.isArray(test) ? [["one_of", [test].flat()]] : Object.entries(test);
  const usable = lists.filter(([operator]) => ["is", "one_of"].includes(operator) || isTextOperator(operator));
  // Of two lists about one attribute neither alone says what brings a lead.
  return usable.length === 1
    ? usable.flatMap(([operator, values]) =>
        [values].flat().flatMap((value): Listed[] => (typeof value === "string" ? [{ value, operator, place }] : [])),
      )
    : [];
}

/** Whether every text that fits the value by the operator fits what is asked of texts as well. */
function covers(wide: Listed, operator: string, value: string): boolean {
  if (!isTextOperator(wide.operator) || !textOperators[wide.operator](fold(value), fold(wide.value))) return false;
  return !isTextOperator(operator) || operator === wide.operator || wide.operator === "contains";
}

/** The value itself or, of texts that the policy cannot tell apart, the one that stands for them; undefined where none does. */
function representative(model: Model, attribute: string, operator: string, value: string): string | undefined {
  if (isTextOperator(operator)) return value;
  const compared = comparedAs(attribute);
  // Of a region with what it lies in, the region itself stands for it.
  if (compared !== attribute) return value;
  const variable = model.variableOf.get(attribute);
  const questions = model.questions.get(attribute) ?? [];
  const cells = variable === undefined ? [] : (model.variables[variable]?.cells ?? []);
  const alike = cells.find(
    (cell) =>
      typeof cell.value === "string" &&
      questions.every((question) => answers(question, cell.value) === answers(question, fold(value))),
  );
  return typeof alike?.value === "string" ? alike.value : undefined;
}

/** The condition with only this value in the list at the place, and without the alternatives beside it in an `any`. */
export function withOnly(
  when: Condition,
  { path }: Pick<TestPlace, "path">,
  operator: string,
  value: string,
): Condition {
  const inner = path.slice(3);
  const replaced = (part: unknown, rest: Path): unknown => {
    const [key, ...more] = rest;
    if (key === undefined) {
      const test = part as Test;
      return typeof test === "object" && !Array.isArray(test)
        ? { ...test, [operator]: operator === "is" ? value : [value] }
        : [value];
    }
    if (Array.isArray(part)) return part.map((one, n) => (n === key ? replaced(one, more) : one));
    return { ...(part as object), [key]: replaced((part as Record<PropertyKey, unknown>)[key], more) };
  };
  return alone(replaced(when, inner) as Condition, inner);
}

/** The condition without the alternatives of an `any` that the path does not lead through. */
function alone(when: Condition, path: Path): Condition {
  const [key, n, ...rest] = path;
  if ((key === "any" || key === "all") && typeof n === "number") {
    const parts = when[key] ?? [];
    const own = alone(parts[n] as Condition, rest);
    return { ...when, [key]: key === "any" ? [own] : parts.map((part, m) => (m === n ? own : part)) };
  }
  return when;
}
