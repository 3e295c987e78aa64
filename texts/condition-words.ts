import type { Condition, FailedTest, Operators } from "../routing/conditions/condition.ts";
import { inLocale } from "../routing/lead/lead.ts";
import type { Attribute } from "../routing/policy/attribute.ts";
import { attributeNouns, sentenceWords, truthClauses } from "./by-language.ts";
import type { SentenceWords } from "./en/sentences.ts";
import { joined, ownNamed, quoted, type Reader, valueWords } from "./value-words.ts";
import { lengthOf } from "./when.ts";

/** What a condition asks of one attribute. */
type Test = FailedTest["asked"];
type Scalar = string | number | boolean;

/** Clauses joined in one way; those of another way inside it stand in parentheses. */
interface Clauses {
  text: string;
  how: "one" | "and" | "or";
}

/**
 * A condition as a clause of a sentence, without its full stop: "the country is Brazil or Mexico, and the number of
 * people is at least 50". It says what the condition asks, and adds nothing.
 */
export const conditionWords = (condition: Condition, reader: Reader): string => clausesOf(condition, reader).text;

const nesting: ReadonlySet<string> = new Set(["any", "all", "not"]);

function clausesOf(condition: Condition, reader: Reader): Clauses {
  const { always } = sentenceWords[reader.locale];
  // What nests stands last, where it is easier to read.
  const entries = Object.entries(condition).toSorted(([a], [b]) => Number(nesting.has(a)) - Number(nesting.has(b)));
  const parts = entries.flatMap(([key, test]): Clauses[] => {
    if (test === undefined) return [];
    if (key === "all")
      return [
        every(
          (test as Condition[]).map((part) => clausesOf(part, reader)),
          reader,
        ),
      ];
    if (key === "any")
      return [
        some(
          (test as Condition[]).map((part) => clausesOf(part, reader)),
          reader,
        ),
      ];
    if (key === "not") return [negation(test as Condition, reader)];
    return [{ text: testWords(key, test as Test, reader), how: "one" }];
  });
  return parts.length === 0 ? { text: always, how: "one" } : every(parts, reader);
}

/** Joined by "and": what is joined by "and" inside needs no parentheses. */
function every(parts: readonly Clauses[], { locale }: Reader): Clauses {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const words = sentenceWords[locale];
  const texts = parts.map(({ text, how }) => (how === "or" ? `(${text})` : text));
  return { text: clauseList(texts, words.and), how: "and" };
}

function some(parts: readonly Clauses[], { locale }: Reader): Clauses {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const words = sentenceWords[locale];
  const texts = parts.map(({ text, how }) => (how === "one" ? text : `(${text})`));
  return { text: `${words.either}${clauseList(texts, words.or)}`, how: "or" };
}

function negation(condition: Condition, reader: Reader): Clauses {
  const { text, how } = clausesOf(condition, reader);
  return { text: sentenceWords[reader.locale].not(how === "one" ? text : `(${text})`), how: "one" };
}

const clauseList = (texts: readonly string[], conjunction: string): string =>
  texts.length === 2
    ? texts.join(` ${conjunction} `)
    : `${texts.slice(0, -1).join(", ")}, ${conjunction} ${texts.at(-1)}`;

/** What is asked of one attribute, as a clause: "the yearly value is at least 12,000 USD and is less than 40,000 USD". */
export function testWords(attribute: string, test: Test, reader: Reader): string {
  const words = sentenceWords[reader.locale];
  const asked: Operators = Array.isArray(test) ? { one_of: test } : typeof test === "object" ? test : { is: test };
  const truths: Partial<Record<string, Record<"true" | "false", string>>> = truthClauses[reader.locale];
  const clauses = truths[attribute] && truthClause(truths[attribute], asked);
  if (clauses) return clauses;

  const noun = nounOf(attribute, reader);
  const { known, ...compared } = asked;
  const plural = isList(attribute, reader);
  const first = known === undefined ? [] : [known ? words.known(noun, plural) : words.notKnown(noun, plural)];
  const rest = Object.entries(compared)
    .filter(([, want]) => want !== undefined)
    .map(([operator, want]) => predicate(attribute, operator as keyof Operators, want as never, reader));
  const [second, ...others] = rest.length === 0 && first.length === 0 ? [words.anything] : rest;
  const spoken = second === undefined ? [] : first.length > 0 ? [second, ...others] : [`${noun} ${second}`, ...others];
  return [...first, ...spoken].join(` ${words.and} `);
}

/** "the country"; an attribute that has no name of its own is quoted. */
export function nounOf(attribute: string, { locale, policy, safe }: Reader): string {
  const own = ownNamed(policy, attribute);
  if (own) {
    const name = own.name === undefined ? attribute.replaceAll("_", " ") : inLocale(own.name, locale, policy.languages);
    return quoted(name, safe);
  }
  return attributeNouns[locale][attribute as Attribute | "events"] ?? quoted(attribute, safe);
}

/** The clause of an attribute that is true or false; none where more is asked than that. */
function truthClause(clauses: Record<"true" | "false", string>, asked: Operators): string | undefined {
  const entries = Object.entries(asked).filter(([, want]) => want !== undefined);
  const [operator, want] = entries[0] ?? [];
  const [value, ...more] = Array.isArray(want) ? want : [want];
  if (entries.length !== 1 || more.length > 0 || typeof value !== "boolean") return undefined;
  if (operator === "is" || operator === "one_of") return clauses[`${value}`];
  if (operator === "is_not" || operator === "none_of") return clauses[`${!value}`];
  return undefined;
}

function predicate(attribute: string, operator: keyof Operators, want: never, reader: Reader): string {
  const words = sentenceWords[reader.locale];
  const value = (one: Scalar): string => valueWords(attribute, one, reader);
  const choice = (verb: string, values: readonly Scalar[], say = value): string =>
    `${verb} ${values.length === 0 ? words.nothing : joined(values.map(say), words.or, reader.locale)}`;
  const [is, isNot] = verbs(attribute, words, reader);
  const needle = (text: Scalar): string => quoted(String(text), reader.safe);
  const needles = (text: string | string[]): string[] => (Array.isArray(text) ? text : [text]);
  const say: { [K in keyof Required<Operators>]: (want: never) => string } = {
    is: (want: Scalar) => choice(is, [want]),
    one_of: (want: Scalar[]) => choice(is, want),
    is_not: (want: Scalar) => choice(isNot, [want]),
    none_of: (want: Scalar[]) => choice(isNot, want),
    at_least: (want: number) => words.atLeast(value(want)),
    at_most: (want: number) => words.atMost(value(want)),
    above: (want: number) => words.above(value(want)),
    below: (want: number) => words.below(value(want)),
    between: ([low, high]: [number, number]) => words.between(value(low), value(high)),
    starts_with: (want: string | string[]) => choice(words.startsWith, needles(want), needle),
    ends_with: (want: string | string[]) => choice(words.endsWith, needles(want), needle),
    contains: (want: string | string[]) => choice(words.contains, needles(want), needle),
    word: (want: string | string[]) => choice(words.hasWord, needles(want), needle),
    words: (want: string | string[]) => choice(words.hasWord, needles(want), needle),
    within: (want: string) => words.within(lengthOf(daysOf(want), reader.locale)),
    older_than: (want: string) => words.olderThan(lengthOf(daysOf(want), reader.locale)),
    in_next: (want: string) => words.inNext(lengthOf(daysOf(want), reader.locale)),
    before: (want: string) => words.dayBefore(value(want)),
    after: (want: string) => words.dayAfter(value(want)),
    known: () => "",
  };
  return say[operator](want);
}

/** Minutes of a number of days as 30d. */
const daysOf = (text: string): number => Number.parseInt(text, 10) * 1440;

const isList = (attribute: string, { policy }: Reader): boolean =>
  attribute === "products" || ownNamed(policy, attribute)?.kind === "several";
const verbs = (attribute: string, words: SentenceWords, reader: Reader): [string, string] =>
  isList(attribute, reader) ? [words.include, words.includeNot] : [words.is, words.isNot];
