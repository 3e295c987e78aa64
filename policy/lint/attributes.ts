import { consumerMailDomains } from "../../routing/company/consumer-mail.ts";
import { conditionFacts, type Fact } from "../../routing/facts.ts";
import { seniorities, seniorityOf } from "../../routing/lead/seniority.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import {
  answers,
  type Cell,
  cell,
  cellsWhere,
  type Declare,
  finiteAttribute,
  numberCells,
  type QuestionEncoder,
} from "./cells.ts";
import { type ClockModel, clockAttributes, clockModel, instantReceived } from "./clocks.ts";
import { all, any, type Cells, cellSet, type Formula, not } from "./formula.ts";
import type { Question } from "./tests.ts";
import { type OpenText, openTextAttribute, textCells, textQuestions } from "./texts.ts";

/** The questions that the policy and the skills of its reps ask about each attribute. */
export interface AttributeInput {
  questions: ReadonlyMap<string, readonly Question[]>;
  policy: Policy;
}

export interface AttributeModel {
  encoders: ReadonlyMap<string, QuestionEncoder>;
  /**
   * The constraints between derived attributes and their sources, by derived variable. Every possible lead fulfils
   * them.
   */
  links: ReadonlyMap<number, Formula>;
  /** The variable of each attribute that is modelled by a single one. */
  variables: ReadonlyMap<string, number>;
  /** The variables for what open texts have, by attribute. */
  open: ReadonlyMap<string, OpenText>;
  clocks: Partial<Record<keyof typeof clockAttributes, ClockModel>>;
}

/** Variables and encoders for all attributes that follow from a lead's facts; `products`, a list, is modelled apart. */
export function attributeModel({ questions, policy }: AttributeInput, declare: Declare): AttributeModel {
  const encoders = new Map<string, QuestionEncoder>();
  const variables = new Map<string, number>();
  const openTexts = new Map<string, OpenText>();
  const links = new Map<number, Formula>();
  const questionsOf = (attribute: string) => questions.get(attribute) ?? [];
  const closed = (attribute: string, cells: readonly Cell[]): number => {
    const encoder = finiteAttribute(attribute, cells, declare);
    encoders.set(attribute, encoder);
    variables.set(attribute, encoder.variable);
    return encoder.variable;
  };
  const texts = new Map<string, ReturnType<typeof openTextAttribute> & { cells: readonly Cell[] }>();
  const open = (attribute: string, fact?: Fact): void => {
    const asked = textQuestions(questionsOf(attribute));
    const cells = textCells(attribute, fact, asked, policy);
    const encoder = openTextAttribute(attribute, cells, asked, declare);
    texts.set(attribute, { ...encoder, cells });
    encoders.set(attribute, encoder);
    variables.set(attribute, encoder.variable);
    openTexts.set(attribute, encoder.open);
  };
  const clocks: AttributeModel["clocks"] = {};
  const clock = (whose: keyof typeof clockAttributes): ClockModel => {
    const model = clockModel(questions, whose, declare);
    clocks[whose] = model;
    for (const attribute of clockAttributes[whose])
      encoders.set(attribute, { formula: (question) => model.formula(attribute, question) });
    return model;
  };
  for (const { name, fact } of conditionFacts) {
    switch (fact.kind) {
      case "list":
      case "place":
      case "email":
        break;
      case "choice":
        closed(name, choiceCells(name, fact, policy));
        break;
      case "count":
      case "number":
      case "money": {
        const whole = fact.kind === "count";
        closed(name, [cell(undefined), ...numberCells(questionsOf(name), { least: 0, whole })]);
        break;
      }
      default:
        open(name, fact);
    }
  }
  open("owner");
  open("email_domain");

  const domain = texts.get("email_domain");
  if (domain) {
    const { variable, cells } = domain;
    const consumer = cellsWhere(cells, ({ value }) => consumerMailDomains.has(String(value)));
    const formula = (question: Question): Formula =>
      any(
        ...[true, false]
          .filter((truth) => answers(question, truth))
          .map(
            (truth): Formula =>
              truth ? { kind: "among", variable, cells: consumer } : not({ kind: "among", variable, cells: consumer }),
          ),
      );
    encoders.set("consumer_mail", { formula });
  }

  const role = texts.get("role");
  if (role) {
    const levels = [undefined, ...seniorities, "other"];
    const seniority = closed(
      "seniority",
      levels.map((level) => cell(level)),
    );
    const follows = levels.map((level, n): Formula => {
      const roles = cellsWhere(
        role.cells,
        ({ value, begins }) =>
          begins !== undefined || seniorityOf(value as string | undefined, policy.seniority) === level,
      );
      return all(
        { kind: "among", variable: role.variable, cells: roles },
        {
          kind: "among",
          variable: seniority,
          cells: cellsWhere(
            levels.map((it) => cell(it)),
            (_, place) => place === n,
          ),
        },
      );
    });
    links.set(seniority, any(...follows));
  }

  const owner = texts.get("owner");
  if (owner) {
    const by = closed(
      "owner_by",
      [undefined, "account", "colleague"].map((how) => cell(how)),
    );
    links.set(by, unknownTogether(owner.variable, cellsWhere(owner.cells, isNothing), by, 1));
  }

  const zone = texts.get("time_zone");
  if (zone) {
    const { variable: hour, cells } = clock("lead");
    const none = cellsWhere(
      zone.cells,
      ({ value, begins }) => begins === undefined && (value === undefined || value === ""),
    );
    links.set(
      hour,
      unknownTogether(
        zone.variable,
        none,
        hour,
        cellSet(cells.length, (n) => n === 0),
      ),
    );
  }
  if (policy.office) {
    clock("office");
    closed(
      "received",
      ["office-hours", "after-hours"].map((when) =>
        cell(when, instantReceived(policy, when === "office-hours") !== undefined),
      ),
    );
  }
  return { encoders, links, variables, open: openTexts, clocks };
}

/** The values of a choice; unknown first, unless every lead counts as one of them. */
function choiceCells(name: string, { values, always, otherwise }: Fact & { kind: "choice" }, policy: Policy): Cell[] {
  if (name === "language") {
    const { languages } = policy;
    const others = values.filter((value) => !(languages as readonly string[]).includes(value));
    return [...languages.map((locale) => cell(locale)), ...others.map((locale) => cell(locale, false))];
  }
  const known = values.map((value) => cell(value));
  return always || otherwise !== undefined ? known : [cell(undefined), ...known];
}

const isNothing = ({ value, begins }: Cell): boolean => value === undefined && begins === undefined;

/** Holds if the variable `follows` has the cells `first` exactly when `variable` has the cells `nothing`. */
const unknownTogether = (variable: number, nothing: Cells, follows: number, first: Cells): Formula => {
  const unknown: Formula = { kind: "among", variable, cells: nothing };
  const none: Formula = { kind: "among", variable: follows, cells: first };
  return any(all(unknown, none), all(not(unknown), not(none)));
};
