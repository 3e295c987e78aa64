import { consumerMailDomains } from "../../routing/company/consumer-mail.ts";
import { fold } from "../../routing/conditions/fold.ts";
import type { Fact } from "../../routing/facts.ts";
import { countryCodes } from "../../routing/lead/country-codes.ts";
import { seniorityOf } from "../../routing/lead/seniority.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { regionNamed } from "../../routing/time/region-named.ts";
import { answers, type Cell, cell, cellsWhere, type Declare, type QuestionEncoder } from "./cells.ts";
import { all, any, type Formula, never, yes } from "./formula.ts";
import type { Question } from "./tests.ts";

/** The questions about a text attribute: lists of values (lower case), beginnings, and parts that it may contain. */
interface TextQuestions {
  lists: readonly (readonly string[])[];
  beginnings: readonly string[];
  parts: readonly string[];
}

export function textQuestions(questions: readonly Question[]): TextQuestions {
  const of = (ask: "starts_with" | "contains") =>
    [...new Set(questions.flatMap((question) => (question.ask === ask ? [fold(question.text)] : [])))].filter(
      (text) => text !== "",
    );
  const lists = questions.flatMap((question) => (question.ask === "one_of" ? [listOf(question)] : []));
  return { lists, beginnings: of("starts_with"), parts: of("contains") };
}

const listOf = ({ values }: { values: readonly unknown[] }): string[] =>
  values.filter((value) => typeof value === "string").map(fold);

/** Groups the texts that no list, beginning or part tells apart, nor what `also` returns. The first stands for its group. */
export function groupEquivalent(
  texts: readonly string[],
  { lists, beginnings, parts }: TextQuestions,
  also: (text: string) => string = () => "",
): string[][] {
  const inLists = new Map<string, number[]>();
  lists.forEach((list, n) => {
    for (const text of list) inLists.set(text, [...(inLists.get(text) ?? []), n]);
  });
  const groups = new Map<string, string[]>();
  for (const text of texts) {
    const begins = beginnings.filter((beginning) => text.startsWith(beginning));
    const holds = parts.filter((part) => text.includes(part));
    const signature = JSON.stringify([inLists.get(text) ?? [], begins, holds, also(text)]);
    groups.set(signature, [...(groups.get(signature) ?? []), text]);
  }
  return [...groups.values()];
}

/**
 * Declares a text attribute. It has cells for the values that the policy names, one for all other texts, and one for each
 * beginning that the policy tests. What such an open text contains is a further variable for each part that is tested.
 */
export function openTextAttribute(
  attribute: string,
  cells: readonly Cell[],
  { parts }: TextQuestions,
  declare: Declare,
): QuestionEncoder & { variable: number; contains: ReadonlyMap<string, number> } {
  const order = cells.map((_, n) => n).sort((a, b) => rank(cells[a]) - rank(cells[b]));
  const variable = declare({ attribute, cells, plain: order });
  const contains = new Map(
    parts.map((part) => [
      part,
      declare({ attribute: `${attribute} contains`, cells: [cell(false), cell(true)], plain: [0, 1] }),
    ]),
  );
  const open = (known: Cell): boolean => known.begins !== undefined;
  const among = (inside: (known: Cell) => boolean): Formula => ({
    kind: "among",
    variable,
    cells: cellsWhere(cells, inside),
  });
  const formula = (question: Question): Formula => {
    switch (question.ask) {
      case "known":
        return among(({ value, begins }) => begins !== undefined || (value !== undefined && value !== ""));
      case "starts_with":
        return among((known) =>
          open(known) ? (known.begins ?? "").startsWith(question.text) : answers(question, known.value),
        );
      case "contains": {
        const sure = among((known) =>
          open(known) ? (known.begins ?? "").includes(question.text) : answers(question, known.value),
        );
        const longer = [...contains].filter(([part]) => part.includes(question.text));
        const told = longer.map(([, part]) => yes(part));
        return told.length === 0 ? sure : any(sure, all(among(open), any(...told)));
      }
      default:
        return question.ask === "one_of" ? among((known) => !open(known) && answers(question, known.value)) : never;
    }
  };
  return { variable, contains, formula };
}

/** The order in which examples prefer cells: unknown, values that the policy does not name, named values, beginnings. */
function rank(known: Cell | undefined): number {
  if (known?.begins) return 3;
  if (known?.other || known?.begins === "") return 1;
  return known?.value === undefined ? 0 : 2;
}

/** The cells of a text attribute; `fact` is absent for derived attributes. */
export function textCells(attribute: string, fact: Fact | undefined, questions: TextQuestions, policy: Policy): Cell[] {
  const named = [...new Set(questions.lists.flat())].filter((text) => text !== "");
  const kind = attribute === "email_domain" ? "domain" : fact?.kind;
  const universe = universes[kind ?? ""] ?? [];
  const spelled = new Map(universe.map((text) => [fold(text), text]));
  const groups = groupEquivalent([...new Set([...named, ...spelled.keys()])], questions, (text) => {
    const alsoSays = attribute === "role" ? seniorityOf(text, policy.seniority) : consumerMailDomains.has(text);
    return `${alsoSays} ${canBe(kind, text)}`;
  });
  const known = groups.map(
    ([text = ""]): Cell => ({
      value: spelled.get(text) ?? text,
      real: canBe(kind, text),
      other: !consumerMailDomains.has(text) && isPlain(text, questions),
    }),
  );
  // Which countries and zones there are is known, so that an open text is none of them.
  const open = ["", ...questions.beginnings].map(
    (begins): Cell => ({ value: undefined, begins, real: kind !== "country" && kind !== "zone" }),
  );
  // Every lead has an address, and so its domain.
  const nothing: Cell[] = fact?.always || kind === "domain" ? [] : [cell(undefined)];
  return [...nothing, cell("", false), ...open, ...known];
}

const isPlain = (text: string, { lists, beginnings, parts }: TextQuestions): boolean =>
  !lists.some((list) => list.includes(text)) &&
  !beginnings.some((beginning) => text.startsWith(beginning)) &&
  !parts.some((part) => text.includes(part));

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];
/** All possible values of some kinds of text. The first is used where any value will do. */
const universes: Readonly<Record<string, readonly string[]>> = {
  country: ["US", ...countryCodes],
  zone: ["America/New_York", ...zones],
  domain: [...consumerMailDomains],
};
const lower = (texts: readonly string[]) => new Set(texts.map(fold));
const countries = lower(countryCodes);
/** A lead keeps the name of its zone as it is written, also where Intl lists the zone by another. */
const isZone = (text: string): boolean => fold(regionNamed(text) ?? "") === text;

/** Whether a lead from the form can have this text. */
function canBe(kind: string | undefined, text: string): boolean {
  if (kind === "country") return countries.has(text);
  if (kind === "zone") return isZone(text);
  return kind !== "domain" || isDomain(text);
}

/** Whether the form accepts e-mail addresses of this domain. */
export const isDomain = (text: string): boolean => /^([a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/.test(text);
