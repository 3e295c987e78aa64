import { answers, cell, type Declare, type QuestionEncoder } from "./cells.ts";
import { any, type Formula, never, yes } from "./formula.ts";
import type { Question } from "./tests.ts";
import { groupEquivalent, textQuestions } from "./texts.ts";

/** Products, or what else is in a list of a lead, that neither the policy nor the reps' lists tell apart. */
export interface ProductGroup {
  /** Product ids in lower case; the first stands for all. */
  products: readonly string[];
  variable: number;
  /** The form offers it, or offers no list at all. */
  real: boolean;
}

export interface Products extends QuestionEncoder {
  groups: readonly ProductGroup[];
  /** Holds if the lead asks for a product that is in no group. */
  stranger: Formula;
}

/**
 * Declares the variables for the products that a lead asks for: one for each group of products, true if the lead asks for
 * its first product. Other products are one more variable, and one for each text test; no lead from the form has them.
 */
export function productVariables(
  questions: readonly Question[],
  offered: readonly string[],
  declare: Declare,
  list = "products",
): Products {
  const what = list === "products" ? "product" : list;
  const texts = textQuestions(questions);
  const named = [...new Set([...offered, ...texts.lists.flat()])].filter((text) => text !== "");
  const flag = (attribute: string, real: boolean) =>
    declare({ attribute, cells: [cell(false), { ...cell(true), real }], plain: [0, 1] });
  const real = (product: string) => offered.length === 0 || offered.includes(product);
  const groups = groupEquivalent(named, texts, (text) => String(real(text))).map((products): ProductGroup => {
    const first = products[0] ?? "";
    return { products, variable: flag(`${what} ${first}`, real(first)), real: real(first) };
  });
  const other = flag("another product", false);
  const passing = questions.filter((question) => "text" in question);
  const odd = new Map(passing.map((question) => [JSON.stringify(question), flag("another product", false)]));
  const strangers = [other, ...odd.values()].map(yes);
  return {
    groups,
    stranger: any(...strangers),
    formula: (question) => {
      if (question.ask === "known") return any(...groups.map(({ variable }) => yes(variable)), ...strangers);
      const inside = groups.filter(({ products: [first] }) => answers(question, [first ?? ""]));
      const also = odd.get(JSON.stringify(question));
      const blank = question.ask === "one_of" && question.values.includes("") ? [yes(other)] : [];
      const formula = [
        ...inside.map(({ variable }) => yes(variable)),
        ...(also === undefined ? [] : [yes(also)]),
        ...blank,
      ];
      return formula.length === 0 ? never : any(...formula);
    },
  };
}
