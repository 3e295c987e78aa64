import { accountFacts } from "../../routing/company/account.ts";
import type { Condition } from "../../routing/conditions/condition.ts";
import { allFacts, type Fact, factTable, lookUpFacts } from "../../routing/facts.ts";
import { formFieldsOf } from "../../routing/policy/form.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import type { Path } from "../read/issue.ts";
import { cellsWhere, type Variable } from "./cells.ts";
import { type Finding, listWords } from "./finding.ts";
import { type Cells, type Formula, variablesOf } from "./formula.ts";
import type { Model } from "./model.ts";
import { solveWithin } from "./search.ts";
import type { Budget } from "./solver.ts";

/** What brings facts to an installation beside its form, its API for anybody, and the look-ups of its policy. */
export interface Sources {
  /** Whether some source signs what it sends, so that its claims count. */
  signed: boolean;
}

/** The facts that the policy's look-ups can fill in, and those that the account of a known company says. */
function lookedUp({ enrichment }: Policy): Set<string> {
  const ofPlaces = lookUpFacts.filter(({ fact }) => fact.lookUp === "places").map(({ name }) => name);
  const filled = enrichment.providers.flatMap((provider) => {
    if (typeof provider !== "string") return Object.keys(provider.map);
    return provider === "companies" ? Object.keys(accountFacts) : ofPlaces;
  });
  return new Set([...filled, "customer_type"]);
}

/**
 * Findings for facts that nothing can bring, and for priorities, lanes and scores that no lead can reach which comes
 * through the form, with what the look-ups bring of it. The latter are proven.
 */
export function missingSources(model: Model, sources: Sources, budget: Budget): Finding[] {
  const { policy } = model;
  const found = lookedUp(policy);
  const asked = (name: string) =>
    (model.questions.get(name) ?? []).length > 0 || (name === "events" && model.behaviours.flat().length > 0);
  const only = (holds: (fact: Fact, name: string) => boolean) =>
    allFacts.filter(({ name, fact }) => !found.has(name) && holds(fact, name)).map(({ name }) => name);
  const unbrought = sources.signed ? [] : only((fact, name) => fact.unverified === true && asked(name));
  // Of a form of its own those that it asks for, and what a page says by itself.
  const fields = formFieldsOf(policy.form)?.map(({ field }) => field);
  const notOnForm = only((fact, name) =>
    fields && fact.ofPage !== true ? !fields.includes(name) : fact.onForm !== true,
  );
  return [
    ...unbrought.map(
      (name): Finding => ({
        check: "no-source",
        path: name === "events" ? firstBehaviour(policy) : (firstAsking(policy, name) ?? []),
        about: [name],
        says: `nothing can bring ${name}: the form does not ask for it, no look-up of this policy fills it in, and it is not believed of who does not sign; what the policy asks of it never holds`,
      }),
    ),
    ...unreached(model, notOnForm, budget),
  ];
}

const firstBehaviour = ({ score }: Policy): Path => [
  "score",
  score.findIndex(({ behaviour }) => behaviour.length > 0),
  "behaviour",
];

/** Where the policy first tests the attribute. */
function firstAsking(part: unknown, name: string): Path | undefined {
  if (typeof part !== "object" || part === null) return undefined;
  if (!Array.isArray(part) && Object.hasOwn(part, name)) return [name];
  for (const [key, inner] of Object.entries(part)) {
    const path = firstAsking(inner, name);
    if (path) return [Array.isArray(part) ? Number(key) : key, ...path];
  }
  return undefined;
}

/** @param missing facts that no lead from the form has */
function unreached(model: Model, missing: readonly string[], budget: Budget): Finding[] {
  const real = model.variables.map((variable, n) => withoutFacts(variable, missing) ?? (model.real[n] as Cells));
  const fromForm = (formula: Formula) => solveWithin(model, [formula], real, budget).kind !== "none";
  const anyhow = (formula: Formula) => solveWithin(model, [formula], model.real, budget).kind === "found";
  return thresholds(model).flatMap(({ path, what, formula }): Finding[] => {
    const about = factsIn(formula, model).filter((name) => missing.includes(name));
    if (about.length === 0 || fromForm(formula) || !anyhow(formula)) return [];
    const because = `the form does not ask for ${listWords(about, "or")}, and no look-up of this policy fills ${about.length === 1 ? "it" : "them"} in`;
    return [{ check: "not-by-form", path, about, says: `no lead that comes through the form can ${what}: ${because}` }];
  });
}

/** The facts on which a formula depends, in the order of the table of facts. */
function factsIn(formula: Formula, { variables }: Model): string[] {
  const attributes = [...variablesOf(formula)].map((variable) => variables[variable]?.attribute.split(" ")[0]);
  const names = new Set(attributes.map((name) => (name === "seniority" ? "role" : name)));
  return allFacts.map(({ name }) => name as string).filter((name) => names.has(name));
}

interface Threshold {
  path: Path;
  /** Completes "no lead can". */
  what: string;
  formula: Formula;
}

/** What a lead can reach: each priority but cold, each lane in which it goes to a rep, each score that is asked for. */
function thresholds(model: Model): Threshold[] {
  const { policy, lanes, decided } = model;
  const lines = policy.priority.filter(
    ({ priority }, n) => policy.priority.findIndex((one) => one.priority === priority) === n,
  );
  const scores = [...new Set(["priority", "lanes", "rules"].flatMap((part) => scoresIn(policy[part as "rules"])))];
  const whens = (least: number): Condition => ({ score: { at_least: least } });
  return [
    ...scores.map(
      (least): Threshold => ({ path: ["score"], what: `reach a score of ${least}`, formula: decided(whens(least)) }),
    ),
    ...lines
      .filter(({ priority }) => priority !== "cold")
      .map(({ priority }): Threshold => {
        const n = policy.priority.findIndex((line) => line.priority === priority);
        return { path: ["priority", n, "when"], what: `be ${priority}`, formula: decided({ priority }) };
      }),
    ...policy.lanes.flatMap(({ lane, action }, n): Threshold[] => {
      const formula = lanes.get(lane);
      return action === "route" && formula
        ? [{ path: ["lanes", n, "when"], what: `come into the lane ${lane}`, formula }]
        : [];
    }),
  ];
}

/** The least scores that the conditions in these lines ask for. */
function scoresIn(lines: unknown): number[] {
  if (typeof lines !== "object" || lines === null) return [];
  const { score } = lines as { score?: { at_least?: unknown; above?: unknown } };
  const own = typeof score === "object" && score !== null ? [score.at_least, score.above] : [];
  return [...own.filter((least) => typeof least === "number"), ...Object.values(lines).flatMap(scoresIn)];
}

/** The cells of a variable about a fact that is not known; undefined for other variables. */
function withoutFacts({ attribute, cells }: Variable, missing: readonly string[]): Cells | undefined {
  const [name = "", contains] = attribute.split(" ");
  if (!missing.includes(name)) return undefined;
  if (name === "events") return cellsWhere(cells, ({ value }) => value === 0);
  // What a text contains, how it ends, and which regions its codes name.
  if (contains !== undefined)
    return cellsWhere(cells, ({ value }) => value === undefined || value === false || value === "");
  const fact = factTable[name as keyof typeof factTable] as Fact;
  const otherwise = fact.kind === "choice" ? fact.otherwise : undefined;
  return cellsWhere(cells, ({ value, begins }) => begins === undefined && value === otherwise);
}
