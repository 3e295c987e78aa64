import { type Condition, comparedAs } from "../../routing/conditions/condition.ts";
import { dayOperators, isDayOperator } from "../../routing/conditions/day-operators.ts";
import { fold } from "../../routing/conditions/fold.ts";
import { asksWords, isTextOperator, spaced } from "../../routing/conditions/text-match.ts";
import { all, any, type Formula, not } from "./formula.ts";

type Scalar = string | number | boolean;
type Asked = Condition[string];

/** An elementary question about one attribute. Every test of a condition is a combination of these. */
export type Question =
  | { ask: "one_of"; values: readonly Scalar[] }
  | { ask: "at_least" | "at_most" | "above" | "below"; than: number }
  | TextQuestion
  | { ask: "known" };

/** What is asked of how a text reads, folded; of a `word`, the words with single spaces between them. */
export interface TextQuestion {
  ask: "starts_with" | "ends_with" | "contains" | "word";
  text: string;
}

export type Value = Scalar | readonly string[] | undefined;

/** The question as a test of a condition, for the engine to evaluate. */
export function testOf(question: Question): Record<string, unknown> {
  switch (question.ask) {
    case "one_of":
      return { one_of: question.values };
    case "known":
      return { known: true };
    case "starts_with":
    case "ends_with":
    case "contains":
    case "word":
      return { [question.ask]: question.text };
    default:
      return { [question.ask]: question.than };
  }
}

const many = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value]) as readonly T[];

/** Converts a condition to a formula; `leaf` converts each question about an attribute. */
export function formulaOf(condition: Condition, leaf: (attribute: string, question: Question) => Formula): Formula {
  const parts = Object.entries(condition).flatMap(([key, asked]): Formula[] => {
    if (asked === undefined) return [];
    if (key === "all") return [all(...(asked as Condition[]).map((part) => formulaOf(part, leaf)))];
    if (key === "any") return [any(...(asked as Condition[]).map((part) => formulaOf(part, leaf)))];
    if (key === "not") return [not(formulaOf(asked as Condition, leaf))];
    return [testFormula(asked, (question, attribute = key) => leaf(attribute, question), key)];
  });
  return all(...parts);
}

type Leaf = (question: Question, attribute?: string) => Formula;

function testFormula(asked: Asked, leaf: Leaf, attribute: string): Formula {
  const compared = comparedAs(attribute);
  if (typeof asked !== "object") return leaf({ ask: "one_of", values: [asked as Scalar] }, compared);
  if (Array.isArray(asked)) return leaf({ ask: "one_of", values: asked as Scalar[] }, compared);
  const parts = Object.entries(asked).flatMap(([operator, want]): Formula[] =>
    want === undefined ? [] : [operatorFormula(operator, want, leaf, attribute)],
  );
  return all(...parts);
}

function operatorFormula(operator: string, want: unknown, leaf: Leaf, attribute: string): Formula {
  if (isDayOperator(operator)) {
    const { of, low, high } = dayOperators[operator](want as string);
    const numbers = of(attribute);
    return all(
      ...(Number.isFinite(low) ? [leaf({ ask: "at_least", than: low }, numbers)] : []),
      ...(Number.isFinite(high) ? [leaf({ ask: "at_most", than: high }, numbers)] : []),
    );
  }
  if (isTextOperator(operator)) {
    const asks = (text: string): TextQuestion =>
      asksWords(operator)
        ? { ask: "word", text: spaced(fold(text)).trim() }
        : { ask: operator as TextQuestion["ask"], text: fold(text) };
    return any(...many(want as string).map((text) => leaf(asks(text))));
  }
  switch (operator) {
    case "is":
    case "one_of":
      return leaf({ ask: "one_of", values: many(want as Scalar) }, comparedAs(attribute));
    case "is_not":
    case "none_of":
      return not(leaf({ ask: "one_of", values: many(want as Scalar) }, comparedAs(attribute)));
    case "between": {
      const [low, high] = want as [number, number];
      return all(leaf({ ask: "at_least", than: low }), leaf({ ask: "at_most", than: high }));
    }
    case "known":
      return want === true ? leaf({ ask: "known" }) : not(leaf({ ask: "known" }));
    case "at_least":
    case "at_most":
    case "above":
    case "below":
      return leaf({ ask: operator, than: want as number });
    default:
      throw new Error(`the lint does not know the operator ${operator}`);
  }
}
