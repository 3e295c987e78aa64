import type { Condition } from "../routing/condition.ts";
import { priorities } from "../routing/lead.ts";
import type { Policy } from "../routing/policy.ts";
import type { Rep } from "../routing/rep.ts";
import { type Asked, factAttributes } from "./lint-attributes.ts";
import { answers, bits, cell, finite, numberCells, type Variable } from "./lint-cells.ts";
import { all, always, any, type Formula, never, not, type Sum, variablesOf } from "./lint-formula.ts";
import { type ProductGroup, productsAsked } from "./lint-products.ts";
import { formulaOf, type Question } from "./lint-tests.ts";

type Section = "territories" | "gates" | "priority" | "lanes" | "rules";

/** A policy and the skills of its reps as formulas over the facts of a lead. */
export interface Model {
  policy: Policy;
  variables: readonly Variable[];
  variableOf: ReadonlyMap<string, number>;
  contains: ReadonlyMap<string, ReadonlyMap<string, number>>;
  products: readonly ProductGroup[];
  /** Everything that the policy asks, by attribute. */
  questions: ReadonlyMap<string, readonly Question[]>;
  /** All cells of each variable, and those that a lead from the form can have. */
  everything: readonly bigint[];
  real: readonly bigint[];
  /**
   * Each rule's condition: `decided` over the facts of a lead whose score, priority and lane follow from them;
   * `free` where these may be anything, as for a person who has written again with other answers since.
   */
  rules: readonly { decided: Formula; free: Formula }[];
  /** A lead that passes the gates and whose lane leads to a person. */
  routed: Formula;
  /** By lane: a lead that gets it. */
  lanes: ReadonlyMap<string, Formula>;
  /** By territory: a lead that is in it. */
  territories: ReadonlyMap<string, Formula>;
  /** A condition as the rules section reads it, in both ways. */
  decided: (when: Condition) => Formula;
  free: (when: Condition) => Formula;
  /** A lead that this rep's skills do for, where a pool has these needs. */
  able: (rep: Rep, needs: Policy["pools"][string]["needs"]) => Formula;
  /** What ties an attribute to the one that it follows from, for the variables that formulas depend on. */
  links: (formulas: readonly Formula[]) => Formula[];
}

const skills = { industry: "industries", use_case: "useCases", country: "countries", products: "products" } as const;

export function modelOf(policy: Policy, reps: readonly Rep[] = []): Model {
  const variables: Variable[] = [];
  const declare = (variable: Variable): number => variables.push(variable) - 1;
  const questions = questionsOf(policy);
  const own = new Map([...questions].map(([attribute, asked]) => [attribute, [...asked]]));
  const note = noting(questions);
  for (const rep of reps) {
    for (const [attribute, list] of Object.entries(skills)) note(attribute, { ask: "one_of", values: rep[list] });
  }
  const asked: Asked = { questions, policy };
  const facts = factAttributes(asked, declare);
  const offered = policy.form.products.map(({ id }) => id.toLowerCase());
  const products = productsAsked(questions.get("products") ?? [], offered, declare);
  const askers = new Map(facts.askers).set("products", products);

  const fact = (attribute: string, question: Question): Formula =>
    askers.get(attribute)?.formula(question) ?? (answers(question, undefined) ? always : never);
  const compiled = new Map<string, Formula>();
  const remembered = (key: string, make: () => Formula): Formula => {
    const before = compiled.get(key);
    if (before) return before;
    const formula = make();
    compiled.set(key, formula);
    return formula;
  };

  const inTerritory = (attribute: string, question: Question): Formula =>
    attribute === "owner" || attribute === "owner_by"
      ? answers(question, undefined)
        ? always
        : never
      : fact(attribute, question);
  const territories = new Map(
    Object.entries(policy.territories).map(([name, when]) => [name, formulaOf(when, inTerritory)]),
  );
  const territory = (question: Question): Formula =>
    any(...[...territories].flatMap(([name, formula]) => (answers(question, [name]) ? [formula] : [])));

  const score = (question: Question): Formula => sumOf(policy, question, points, fact);
  const points = (when: Condition): Formula => formulaOf(when, leaf("gates", "decided"));
  const priority = (question: Question): Formula =>
    remembered(`priority ${JSON.stringify(question)}`, () =>
      firstOf(
        policy.priority.map(({ when, priority }) => ({
          when: remembered(`priority when ${JSON.stringify(when)}`, () => formulaOf(when, leaf("priority", "decided"))),
          wanted: answers(question, priority),
        })),
        answers(question, "cold"),
      ),
    );
  const laneConditions = () =>
    policy.lanes.map(({ when }, n) => remembered(`lane ${n}`, () => formulaOf(when, leaf("lanes", "decided"))));
  const lane = (wanted: (lane: Policy["lanes"][number]) => boolean): Formula =>
    firstOf(
      laneConditions().map((when, n) => ({ when, wanted: wanted(policy.lanes[n] as Policy["lanes"][number]) })),
      wanted(policy.lanes.at(-1) as Policy["lanes"][number]),
    );

  const top = policy.score.reduce((total, { max, weight }) => total + max * weight, 0);
  const free = {
    score: finite(
      "score",
      numberCells(questions.get("score") ?? [], { least: 0, whole: false, most: top }).filter(({ real }) => real),
      declare,
    ),
    priority: finite(
      "priority",
      priorities.map((level) => cell(level)),
      declare,
    ),
    lane: finite(
      "lane",
      policy.lanes.map(({ lane }) => cell(lane)),
      declare,
    ),
  };

  const leaf =
    (section: Section, mode: "decided" | "free") =>
    (attribute: string, question: Question): Formula => {
      if (attribute === "territory")
        return remembered(`territory ${JSON.stringify(question)}`, () => territory(question));
      const later = { score: ["priority", "lanes", "rules"], priority: ["lanes", "rules"], lane: ["rules"] };
      if (attribute === "score" || attribute === "priority" || attribute === "lane") {
        if (!later[attribute].includes(section)) return answers(question, undefined) ? always : never;
        if (mode === "free") return free[attribute].formula(question);
        return remembered(`${attribute} ${JSON.stringify(question)}`, () => {
          if (attribute === "score") return score(question);
          if (attribute === "priority") return priority(question);
          return lane(({ lane }) => answers(question, lane));
        });
      }
      return fact(attribute, question);
    };

  const rules = policy.rules.map(({ when }) => ({
    decided: formulaOf(when, leaf("rules", "decided")),
    free: formulaOf(when, leaf("rules", "free")),
  }));
  const gates = policy.qualification.reject.map(({ when }) => not(formulaOf(when, leaf("gates", "decided"))));
  const cells = (pick: (variable: Variable) => bigint) => variables.map(pick);
  return {
    policy,
    variables,
    variableOf: facts.variables,
    contains: facts.contains,
    products: products.groups,
    questions: own,
    everything: cells((variable) => bits(variable.cells, () => true)),
    real: cells((variable) => bits(variable.cells, ({ real }) => real)),
    rules,
    routed: all(
      ...gates,
      lane(({ action }) => action === "route"),
    ),
    lanes: new Map(policy.lanes.map(({ lane: name }) => [name, lane(({ lane }) => lane === name)])),
    territories,
    decided: (when) => formulaOf(when, leaf("rules", "decided")),
    free: (when) => formulaOf(when, leaf("rules", "free")),
    able: (rep, needs) => all(...needs.map((need) => skill(rep, need, fact, products))),
    links: (formulas) => {
      const used = new Set(formulas.flatMap((formula) => [...variablesOf(formula)]));
      return [...facts.links].filter(([variable]) => used.has(variable)).map(([, link]) => link);
    },
  };
}

/** First match wins: holds when the first line that holds is a wanted one. */
function firstOf(lines: readonly { when: Formula; wanted: boolean }[], otherwise: boolean): Formula {
  return lines.reduceRight<Formula>(
    (rest, { when, wanted }) => (wanted ? any(when, rest) : all(not(when), rest)),
    otherwise ? always : never,
  );
}

function sumOf(
  policy: Policy,
  question: Question,
  points: (when: Condition) => Formula,
  fact: (attribute: string, question: Question) => Formula,
): Formula {
  if (question.ask === "known") return always;
  if ("text" in question) return never;
  const dimensions: Sum["dimensions"] = policy.score.map((dimension) => ({
    max: dimension.max,
    weight: dimension.weight,
    lines: [...dimension.points.map(({ when, give }) => ({ when: points(when), give })), ...bandLines(dimension, fact)],
  }));
  const edges =
    question.ask === "one_of" ? question.values.filter((value) => typeof value === "number") : [question.than];
  return { kind: "sum", dimensions, edges, holds: (total) => answers(question, total) };
}

/** Of the steps that a number reaches, the highest gives its points. */
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

function skill(
  rep: Rep,
  need: Policy["pools"][string]["needs"][number],
  fact: (attribute: string, question: Question) => Formula,
  products: ReturnType<typeof productsAsked>,
): Formula {
  if (need === "language") {
    return rep.languages.length === 0 ? always : fact("language", { ask: "one_of", values: rep.languages });
  }
  const attribute = need === "product" ? "products" : need === "use-case" ? "use_case" : need;
  const list = rep[skills[attribute]];
  if (list.length === 0) return always;
  if (attribute === "products") {
    const lower = list.map((product) => product.toLowerCase());
    const others = products.groups.filter(({ products: [first] }) => !lower.includes(first ?? ""));
    return not(
      any(products.stranger, ...others.map(({ variable }): Formula => ({ kind: "among", variable, cells: 2n }))),
    );
  }
  return any(not(fact(attribute, { ask: "known" })), fact(attribute, { ask: "one_of", values: list }));
}

type Questions = Map<string, Question[]>;

/** Adds questions, each once. */
function noting(questions: Questions): (attribute: string, question: Question) => Formula {
  const seen = new Set<string>();
  return (attribute, question) => {
    const key = `${attribute} ${JSON.stringify(question)}`;
    const there = questions.get(attribute) ?? [];
    if (there.length === 0) questions.set(attribute, there);
    if (!seen.has(key)) there.push(question);
    seen.add(key);
    return always;
  };
}

/** Everything that the policy asks about each attribute, each once. */
function questionsOf(policy: Policy): Questions {
  const questions: Questions = new Map();
  const note = noting(questions);
  const conditions = [
    ...Object.values(policy.territories),
    ...policy.qualification.reject.map(({ when }) => when),
    ...policy.score.flatMap(({ points }) => points.map(({ when }) => when)),
    ...[...policy.priority, ...policy.lanes, ...policy.rules].map(({ when }) => when),
  ];
  for (const when of conditions) formulaOf(when, note);
  for (const { bands } of policy.score) {
    for (const { from } of bands?.steps ?? []) note(bands?.of ?? "", { ask: "at_least", than: from });
  }
  return questions;
}
