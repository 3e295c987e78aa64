import { isConsumerMail } from "../../routing/company/consumer-mail.ts";
import { regionCodes } from "../../routing/conditions/condition.ts";
import { ageOf, isDay, numberOf } from "../../routing/conditions/day-operators.ts";
import { fold } from "../../routing/conditions/fold.ts";
import { conditionFacts, type Fact } from "../../routing/facts.ts";
import { ownerKinds } from "../../routing/lead/owners.ts";
import { isRegion, withinOf } from "../../routing/lead/read-region.ts";
import { seniorities, seniorityOf } from "../../routing/lead/seniority.ts";
import { ownFacts } from "../../routing/policy/own-attributes.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { allRegions } from "../read/all-regions.ts";
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
import { type Products, productVariables } from "./products.ts";
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
  /** The variables of how many days ago the policy's own days were, which change with the time. */
  ages: readonly number[];
  /** Of attributes that are lists, the variables of what may be in them. */
  lists: ReadonlyMap<string, Products>;
  clocks: Partial<Record<keyof typeof clockAttributes, ClockModel>>;
}

/** Variables and encoders for all attributes that follow from a lead's facts. */
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
  /** A day has two numbers and, for who asks of it as a text, a text; all are unknown together. */
  const day = (name: string): void => {
    const nothing = (cells: readonly Cell[]) => cellsWhere(cells, isNothing);
    const texts = [cell(undefined), ...dayCells(questionsOf(name))];
    const asText = closed(name, texts);
    for (const attribute of [numberOf(name), ageOf(name)]) {
      const numbers = numberCells(questionsOf(attribute), { least: -longestAge, whole: true });
      const cells = [cell(undefined), ...numbers];
      const variable = closed(attribute, cells);
      links.set(variable, unknownTogether(asText, nothing(texts), variable, nothing(cells)));
      if (attribute === ageOf(name)) ages.push(variable);
    }
  };
  const ages: number[] = [];
  const lists = new Map<string, Products>();
  const own = ownFacts(policy.attributes);
  for (const { name, fact } of [...conditionFacts, ...own]) {
    switch (fact.kind) {
      case "list": {
        const offered = name === "products" ? policy.form.products.map(({ id }) => id) : (fact.values ?? []);
        const list = productVariables(questionsOf(name), offered.map(fold), declare, name);
        lists.set(name, list);
        encoders.set(name, list);
        break;
      }
      case "place":
      case "email":
        break;
      case "truth":
        closed(
          name,
          [undefined, true, false].map((value) => cell(value)),
        );
        break;
      case "date":
        day(name);
        break;
      case "choice":
        closed(name, choiceCells(name, fact, policy));
        break;
      case "count":
      case "number":
      case "money": {
        const whole = fact.kind === "count";
        closed(name, [
          cell(undefined),
          ...numberCells(questionsOf(name), {
            least: fact.least ?? 0,
            whole,
            ...(fact.least !== undefined && { most: fact.most }),
          }),
        ]);
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
    const consumer = cellsWhere(cells, ({ value }) => isConsumerMail(String(value), policy));
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

  const region = texts.get("region");
  if (region) {
    const codes = regionCells(questionsOf(regionCodes));
    const variable = closed(regionCodes, codes);
    const nothing = (cells: readonly Cell[]) => cellsWhere(cells, isNothing);
    links.set(variable, unknownTogether(region.variable, nothing(region.cells), variable, nothing(codes)));
  }

  const owner = texts.get("owner");
  if (owner) {
    const by = closed(
      "owner_by",
      [undefined, ...ownerKinds].map((how) => cell(how)),
    );
    links.set(by, unknownTogether(owner.variable, cellsWhere(owner.cells, isNothing), by, 1));
  }

  closed(
    "stage",
    ["first", "qualified"].map((stage) => cell(stage)),
  );

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
  return { encoders, links, variables, open: openTexts, clocks, ages, lists };
}

/** The regions that questions name, each with what it lies in; texts that name none; and one that nobody asks for. */
function regionCells(questions: readonly Question[]): Cell[] {
  const named = questions.flatMap((question) => (question.ask === "one_of" ? question.values.map(String) : []));
  const cells = [...new Set(named)].map((value) =>
    cell(isRegion(value, allRegions) ? withinOf(value, allRegions) : [value]),
  );
  return [cell(undefined), { ...cell(["some region"]), other: true }, ...cells];
}

/** Days from 1970, and from today, within which a day of the calendar lies that people write with four digits of the year. */
export const longestAge = 700_000;

/** The days that questions name, and one that they do not. */
function dayCells(questions: readonly Question[]): Cell[] {
  const named = questions.flatMap((question) => (question.ask === "one_of" ? question.values.map(String) : []));
  return [...new Set([...named.filter(isDay), "2026-10-20", "2019-05-07"])].map((value) => cell(value));
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
