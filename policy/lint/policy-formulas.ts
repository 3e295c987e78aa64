import type { Condition } from "../../routing/conditions/condition.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { givesOf } from "./behaviours.ts";
import { answers } from "./cells.ts";
import { all, always, any, type Formula, never, not, type Sum } from "./formula.ts";
import { formulaOf, type Question } from "./tests.ts";

/** Turns a question about an attribute into a formula. */
export type EncodeQuestion = (attribute: string, question: Question) => Formula;
type Section = "score" | "priority" | "lanes" | "rules";

/** The decisions of a policy as formulas over the facts of a lead. */
export interface PolicyFormulas {
  territories: ReadonlyMap<string, Formula>;
  /** A condition as the section evaluates it. Gates know as much as the score section does. */
  condition: (when: Condition, section: Section) => Formula;
  /** A question about the lead's territories. */
  territory: (question: Question) => Formula;
  /** Holds if the lead's lane is one of those wanted. */
  lane: (wanted: (lane: Lane) => boolean) => Formula;
  /** Holds if no gate rejects the lead. */
  passes: Formula;
  /** All formulas that are decided before the rules: gates, score, priorities and lanes. */
  beforeRules: readonly Formula[];
}
type Lane = Policy["lanes"][number];

/** The sections in which each decided attribute is known; in others it is unknown. */
const knownIn: Readonly<Record<string, readonly Section[]>> = {
  score: ["priority", "lanes", "rules"],
  priority: ["lanes", "rules"],
  lane: ["rules"],
};
const unknown = (question: Question): Formula => (answers(question, undefined) ? always : never);

/** @param behaviours the variables of what each behaviour counts, by dimension */
export function policyFormulas(
  policy: Policy,
  fact: EncodeQuestion,
  behaviours: readonly (readonly number[])[],
): PolicyFormulas {
  const memory = new Map<string, Formula>();
  const once = (key: string, make: () => Formula): Formula => {
    const formula = memory.get(key) ?? make();
    memory.set(key, formula);
    return formula;
  };
  // A territory depends on facts alone, so its condition sees neither the lead's owner nor when it came.
  const placed: EncodeQuestion = (attribute, question) =>
    ["owner", "owner_by", "stage", "received"].includes(attribute) ? unknown(question) : fact(attribute, question);
  const territories = new Map(
    Object.entries(policy.territories).map(([name, when]) => [name, formulaOf(when, placed)]),
  );
  const territory = (question: Question): Formula =>
    once(`territory ${JSON.stringify(question)}`, () =>
      any(...[...territories].flatMap(([name, formula]) => (answers(question, [name]) ? [formula] : []))),
    );
  const leaf =
    (section: Section): EncodeQuestion =>
    (attribute, question) => {
      if (attribute === "territory") return territory(question);
      const known = knownIn[attribute];
      if (!known) return fact(attribute, question);
      if (!known.includes(section)) return unknown(question);
      return once(`${attribute} ${JSON.stringify(question)}`, () => {
        if (attribute === "score") return sumOf(question, dimensions());
        if (attribute === "priority") return priority(question);
        return lane(({ lane }) => answers(question, lane));
      });
    };
  const condition = (when: Condition, section: Section) => formulaOf(when, leaf(section));
  const points = (when: Condition) => once(`points ${JSON.stringify(when)}`, () => condition(when, "score"));
  const priorities = () =>
    policy.priority.map(({ when }, n) => once(`priority line ${n}`, () => condition(when, "priority")));
  const priority = (question: Question): Formula =>
    firstOf(
      priorities().map((when, n) => ({ when, wanted: answers(question, policy.priority[n]?.priority) })),
      answers(question, "cold"),
    );
  const lanes = () => policy.lanes.map(({ when }, n) => once(`lane line ${n}`, () => condition(when, "lanes")));
  const lane = (wanted: (lane: Lane) => boolean): Formula =>
    firstOf(
      lanes().map((when, n) => ({ when, wanted: wanted(policy.lanes[n] as Lane) })),
      wanted(policy.lanes.at(-1) as Lane),
    );
  const gates = policy.qualification.reject.map(({ when }) => condition(when, "score"));
  // One for all tests of the score, whose totals are then counted once.
  let counted: Sum["dimensions"] | undefined;
  const dimensions = (): Sum["dimensions"] => {
    counted ??= dimensionsOf(policy, points, fact, behaviours);
    return counted;
  };
  const score = sumOf({ ask: "at_least", than: 0 }, dimensions());
  return {
    territories,
    condition,
    territory,
    lane,
    passes: all(...gates.map(not)),
    beforeRules: [...gates, score, ...priorities(), ...lanes()],
  };
}

/** Holds if the first line that holds is a wanted one, or if none holds and `otherwise` is true. */
function firstOf(lines: readonly { when: Formula; wanted: boolean }[], otherwise: boolean): Formula {
  return lines.reduceRight<Formula>(
    (rest, { when, wanted }) => (wanted ? any(when, rest) : all(not(when), rest)),
    otherwise ? always : never,
  );
}

function dimensionsOf(
  policy: Policy,
  points: (when: Condition) => Formula,
  fact: (attribute: string, question: Question) => Formula,
  behaviours: readonly (readonly number[])[],
): Sum["dimensions"] {
  return policy.score.map((dimension, n) => ({
    max: dimension.max,
    weight: dimension.weight,
    lines: [
      ...dimension.points.map(({ when, give }) => ({ when: points(when), give })),
      ...dimension.behaviour.map((one, m) => ({
        variable: behaviours[n]?.[m] ?? 0,
        gives: givesOf(one, dimension.weight),
      })),
      ...bandLines(dimension, fact),
    ],
  }));
}

function sumOf(question: Question, dimensions: Sum["dimensions"]): Formula {
  if (question.ask === "known") return always;
  if ("text" in question) return never;
  const edges =
    question.ask === "one_of" ? question.values.filter((value) => typeof value === "number") : [question.than];
  return { kind: "sum", dimensions, edges, holds: (total) => answers(question, total) };
}

/** The steps of the bands as lines of which at most one holds: the highest step that the number reaches. */
function bandLines(
  { bands }: Policy["score"][number],
  fact: (attribute: string, question: Question) => Formula,
): { when: Formula; give: number }[] {
  const steps = bands?.steps.toSorted((a, b) => b.from - a.from) ?? [];
  return steps.map(({ from, give }, n) => {
    const reached = bands ? fact(bands.of, { ask: "at_least", than: from }) : never;
    const higher = n > 0 && bands ? fact(bands.of, { ask: "at_least", than: steps[n - 1]?.from ?? 0 }) : never;
    return { when: all(reached, not(higher)), give };
  });
}
