import { consumerMailDomains, isConsumerMail } from "../../routing/company/consumer-mail.ts";
import { fold } from "../../routing/conditions/fold.ts";
import { hasWords, spaced } from "../../routing/conditions/text-match.ts";
import type { Fact } from "../../routing/facts.ts";
import { countryCodes } from "../../routing/lead/country-codes.ts";
import { seniorityOf } from "../../routing/lead/seniority.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { regionNamed } from "../../routing/time/region-named.ts";
import { answers, type Cell, cell, cellsWhere, type Declare, type QuestionEncoder } from "./cells.ts";
import { all, any, cellSet, type Formula, never, yes } from "./formula.ts";
import type { Question, TextQuestion } from "./tests.ts";

/** The questions about a text attribute: lists of values (lower case), beginnings, endings, parts and words that it may have. */
export interface TextQuestions {
  lists: readonly (readonly string[])[];
  beginnings: readonly string[];
  endings: readonly string[];
  parts: readonly string[];
  words: readonly string[];
}

/** The variables for what an open text has: parts and words, each by the text, and how it ends. */
export interface OpenText {
  parts: ReadonlyMap<string, number>;
  words: ReadonlyMap<string, number>;
  ending?: number;
}

export function textQuestions(questions: readonly Question[]): TextQuestions {
  const of = (ask: TextQuestion["ask"]) =>
    [
      ...new Set(questions.flatMap((question) => (question.ask === ask ? [(question as TextQuestion).text] : []))),
    ].filter((text) => text !== "");
  const lists = questions.flatMap((question) => (question.ask === "one_of" ? [listOf(question)] : []));
  return { lists, beginnings: of("starts_with"), endings: of("ends_with"), parts: of("contains"), words: of("word") };
}

const listOf = ({ values }: { values: readonly unknown[] }): string[] =>
  values.filter((value) => typeof value === "string").map(fold);

/** Groups the texts that no list, beginning, ending, part or word tells apart, nor what `also` returns. The first stands for its group. */
export function groupEquivalent(
  texts: readonly string[],
  { lists, beginnings, endings, parts, words }: TextQuestions,
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
    const ends = endings.filter((ending) => text.endsWith(ending));
    const said = words.filter((word) => hasWords(spaced(text), spaced(word)));
    const signature = JSON.stringify([inLists.get(text) ?? [], begins, ends, holds, said, also(text)]);
    groups.set(signature, [...(groups.get(signature) ?? []), text]);
  }
  return [...groups.values()];
}

/**
 * Declares a text attribute. It has cells for the values that the policy names, one for all other texts, and one for each
 * beginning that the policy tests. What such an open text has is further variables: one for each part and word that is
 * tested, and one for how it ends, with a cell for each ending: the longest of those that the text has.
 */
export function openTextAttribute(
  attribute: string,
  cells: readonly Cell[],
  { parts, words, endings }: TextQuestions,
  declare: Declare,
): QuestionEncoder & { variable: number; open: OpenText } {
  const order = cells.map((_, n) => n).sort((a, b) => rank(cells[a]) - rank(cells[b]));
  const variable = declare({ attribute, cells, plain: order });
  const flags = (texts: readonly string[]) =>
    new Map(
      texts.map((text) => [
        text,
        declare({ attribute: `${attribute} contains`, cells: [cell(false), cell(true)], plain: [0, 1] }),
      ]),
    );
  const has = { parts: flags(parts), words: flags(words) };
  const ends = ["", ...endings];
  const ending =
    endings.length === 0
      ? undefined
      : declare({
          attribute: `${attribute} ends`,
          cells: ends.map((end) => cell(end)),
          plain: ends.map((_, n) => n),
        });
  const endsWith = (holds: (end: string) => boolean): Formula =>
    ending === undefined
      ? never
      : { kind: "among", variable: ending, cells: cellSet(ends.length, (n) => holds(ends[n] ?? "")) };
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
      case "ends_with": {
        const sure = among((known) => !open(known) && answers(question, known.value));
        return any(
          sure,
          all(
            among(open),
            endsWith((end) => end.endsWith(question.text)),
          ),
        );
      }
      case "contains": {
        const sure = among((known) =>
          open(known) ? (known.begins ?? "").includes(question.text) : answers(question, known.value),
        );
        const longer = [...has.parts].filter(([part]) => part.includes(question.text));
        // Between the words of a text anything may stand, so only what is inside one of them is sure.
        const within = [...has.words].filter(([words]) => words.split(" ").some((one) => one.includes(question.text)));
        const told = [...longer, ...within].map(([, part]) => yes(part));
        return any(
          sure,
          all(
            among(open),
            any(
              ...told,
              endsWith((end) => end.includes(question.text)),
            ),
          ),
        );
      }
      case "word": {
        const wanted = spaced(question.text);
        const sure = among((known) => !open(known) && answers(question, known.value));
        const longer = [...has.words].filter(([words]) => hasWords(spaced(words), wanted));
        return any(sure, all(among(open), any(...longer.map(([, words]) => yes(words)))));
      }
      default:
        return question.ask === "one_of" ? among((known) => !open(known) && answers(question, known.value)) : never;
    }
  };
  return { variable, open: { ...has, ...(ending !== undefined && { ending }) }, formula };
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
  const universe = [...(universes[kind ?? ""] ?? []), ...(kind === "domain" ? policy.consumer_mail : [])];
  const spelled = new Map(universe.map((text) => [fold(text), text]));
  const groups = groupEquivalent([...new Set([...named, ...spelled.keys()])], questions, (text) => {
    const alsoSays = attribute === "role" ? seniorityOf(text, policy.seniority) : isConsumerMail(text, policy);
    return `${alsoSays} ${canBe(kind, text)}`;
  });
  const known = groups.map(
    ([text = ""]): Cell => ({
      value: spelled.get(text) ?? text,
      real: canBe(kind, text),
      other: !isConsumerMail(text, policy) && isPlain(text, questions),
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

const isPlain = (text: string, { lists, beginnings, endings, parts, words }: TextQuestions): boolean =>
  !lists.some((list) => list.includes(text)) &&
  !beginnings.some((beginning) => text.startsWith(beginning)) &&
  !endings.some((ending) => text.endsWith(ending)) &&
  !parts.some((part) => text.includes(part)) &&
  !words.some((word) => hasWords(spaced(text), spaced(word)));

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
