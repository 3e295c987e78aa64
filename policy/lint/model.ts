import type { Condition } from "../../routing/conditions/condition.ts";
import { fold } from "../../routing/conditions/fold.ts";
import { priorities } from "../../routing/lead/lead.ts";
import { type Need, needs } from "../../routing/policy/needs.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Rep } from "../../routing/reps/rep.ts";
import { attributeModel } from "./attributes.ts";
import { behaviourVariables } from "./behaviours.ts";
import {
  answers,
  cell,
  cellsWhere,
  type Declare,
  finiteAttribute,
  numberCells,
  type QuestionEncoder,
  type Variable,
} from "./cells.ts";
import { all, always, any, type Cells, type Formula, never, not, variablesOf, yes } from "./formula.ts";
import { type EncodeQuestion, policyFormulas } from "./policy-formulas.ts";
import type { ProductGroup, Products } from "./products.ts";
import { questionCollector, questionsOf } from "./questions.ts";
import { formulaOf, type Question } from "./tests.ts";
import type { OpenText } from "./texts.ts";

/** The finite model of a policy: its conditions, and the skills of its reps, as formulas over the facts of a lead. */
export interface Model {
  policy: Policy;
  variables: readonly Variable[];
  variableOf: ReadonlyMap<string, number>;
  open: ReadonlyMap<string, OpenText>;
  clocks: ReturnType<typeof attributeModel>["clocks"];
  products: readonly ProductGroup[];
  lists: ReadonlyMap<string, Products>;
  /** The variables of what each behaviour counts, by dimension. */
  behaviours: readonly (readonly number[])[];
  /** The questions that the policy asks, by attribute. */
  questions: ReadonlyMap<string, readonly Question[]>;
  /** By variable: all cells, and the cells that a lead from the form can have. */
  everything: readonly Cells[];
  real: readonly Cells[];
  /**
   * Each rule's condition: `decided` over the facts of a lead whose score, priority and lane follow from them;
   * `free` where these may be anything, as for a person who has written again with other answers since.
   */
  rules: readonly { decided: Formula; free: Formula }[];
  /** Holds for leads that pass the gates and whose lane is routed to a person. */
  routed: Formula;
  /** By lane: holds for the leads that get it. */
  lanes: ReadonlyMap<string, Formula>;
  /** By territory: holds for the leads in it. */
  territories: ReadonlyMap<string, Formula>;
  /** Any condition as the rules section evaluates it, in both ways. */
  decided: (when: Condition) => Formula;
  free: (when: Condition) => Formula;
  /** Holds for leads whose needs the rep's skills meet, in the pool. */
  able: (rep: Rep, pool: Policy["pools"][string]) => Formula;
  /** The constraints between derived attributes and their sources, for the variables in these formulas. */
  links: (formulas: readonly Formula[]) => Formula[];
  /**
   * Whether both these rules and the sections before them test the time. A waiting lead reaches the rules again at
   * another time but keeps its lane, so a proof for one instant does not hold for it.
   */
  twoTimes: (rules: readonly number[]) => boolean;
}

export function modelOf(policy: Policy, reps: readonly Rep[] = []): Model {
  const variables: Variable[] = [];
  const declare = (variable: Variable): number => variables.push(variable) - 1;
  const questions = questionsOf(policy);
  const own = new Map([...questions].map(([attribute, asked]) => [attribute, [...asked]]));
  const note = questionCollector(questions);
  for (const rep of reps) {
    for (const { fact, list } of Object.values(needs)) note(fact, { ask: "one_of", values: rep[list] });
  }
  const facts = attributeModel({ questions, policy }, declare);
  const products = facts.lists.get("products") as Products;
  const { encoders } = facts;
  // Rules ask the same questions over and over, and what is known of a formula is kept by the object.
  const asked = new Map<string, Formula>();
  const fact: EncodeQuestion = (attribute, question) => {
    const key = `${attribute} ${JSON.stringify(question)}`;
    const known = asked.get(key);
    if (known) return known;
    const formula = encoders.get(attribute)?.formula(question) ?? (answers(question, undefined) ? always : never);
    asked.set(key, formula);
    return formula;
  };
  const behaviours = behaviourVariables(policy, declare);
  const { territories, territory, condition, lane, passes, beforeRules } = policyFormulas(policy, fact, behaviours);
  const anything = freeEncoders(policy, questions, declare);
  const free: EncodeQuestion = (attribute, question) =>
    attribute === "territory"
      ? territory(question)
      : (anything[attribute]?.formula(question) ?? fact(attribute, question));

  const rules = policy.rules.map(({ when }) => ({
    decided: condition(when, "rules"),
    free: formulaOf(when, free),
  }));
  const clocks = [...Object.values(facts.clocks).map(({ variable }) => variable), ...facts.ages];
  const asksTime = (formula: Formula) => clocks.some((clock) => variablesOf(formula).has(clock));
  const timed = beforeRules.some(asksTime);
  return {
    policy,
    variables,
    variableOf: facts.variables,
    open: facts.open,
    clocks: facts.clocks,
    products: products.groups,
    lists: facts.lists,
    behaviours,
    questions: own,
    everything: variables.map(({ cells }) => cellsWhere(cells, () => true)),
    real: variables.map(({ cells }) => cellsWhere(cells, ({ real }) => real)),
    rules,
    routed: all(
      passes,
      lane(({ action }) => action === "route"),
    ),
    lanes: new Map(policy.lanes.map(({ lane: name }) => [name, lane(({ lane }) => lane === name)])),
    territories,
    decided: (when) => condition(when, "rules"),
    free: (when) => formulaOf(when, free),
    able: (rep, pool) => all(...pool.needs.map((need) => skill(rep, need, pool, fact, products))),
    links: (formulas) =>
      [...facts.links].flatMap(([variable, link]) =>
        formulas.some((formula) => variablesOf(formula).has(variable)) ? [link] : [],
      ),
    twoTimes: (some) => timed && some.some((rule) => asksTime(rules[rule]?.free ?? always)),
  };
}

/** Encoders for score, priority and lane as if they were independent of the facts. */
function freeEncoders(policy: Policy, questions: ReadonlyMap<string, readonly Question[]>, declare: Declare) {
  const top = policy.score.reduce((total, { max, weight }) => total + max * weight, 0);
  const scores = numberCells(questions.get("score") ?? [], { least: 0, whole: false, most: top });
  const encoders: Record<string, QuestionEncoder> = {
    score: finiteAttribute(
      "score",
      scores.filter(({ real }) => real),
      declare,
    ),
    priority: finiteAttribute(
      "priority",
      priorities.map((level) => cell(level)),
      declare,
    ),
    lane: finiteAttribute(
      "lane",
      policy.lanes.map(({ lane }) => cell(lane)),
      declare,
    ),
  };
  return encoders;
}

function skill(
  rep: Rep,
  need: Need,
  { several, unlisted }: Policy["pools"][string],
  fact: (attribute: string, question: Question) => Formula,
  products: Products,
): Formula {
  const { fact: attribute, list: field } = needs[need];
  const list = rep[field];
  if (list.length === 0) {
    if (unlisted !== "nothing") return always;
    if (attribute !== "products") return not(fact(attribute, { ask: "known" }));
    return not(any(products.stranger, ...products.groups.map(({ variable }) => yes(variable))));
  }
  if (attribute === "products" && several === "any") {
    const lower = list.map(fold);
    const asks = any(products.stranger, ...products.groups.map(({ variable }) => yes(variable)));
    const own = products.groups.filter(({ products: [first] }) => lower.includes(first ?? ""));
    return any(not(asks), ...own.map(({ variable }) => yes(variable)));
  }
  if (attribute === "products") {
    const lower = list.map(fold);
    const others = products.groups.filter(({ products: [first] }) => !lower.includes(first ?? ""));
    return not(any(products.stranger, ...others.map(({ variable }) => yes(variable))));
  }
  return any(not(fact(attribute, { ask: "known" })), fact(attribute, { ask: "one_of", values: list }));
}
