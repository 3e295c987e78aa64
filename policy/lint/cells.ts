import { evaluate } from "../../routing/conditions/condition.ts";
import { type Cells, cellSet, type Formula } from "./formula.ts";
import { type Question, testOf, type Value } from "./tests.ts";

/** An equivalence class of values that the policy cannot distinguish, with one representative value. */
export interface Cell {
  value: Value;
  /** Whether a lead from the form can have the value. Other cells only count in proofs. */
  real: boolean;
  /** True for values that the policy does not name. */
  other?: boolean;
  /** The ends of an interval of numbers. */
  interval?: Interval;
  /** How an open text begins. What it contains is modelled by variables of its own. */
  begins?: string;
}

interface Interval {
  from: number;
  to: number;
  /** Whether the lower and the upper end are included. */
  with: [boolean, boolean];
}

/** Turns a question about one attribute into a formula over the model's variables. */
export interface QuestionEncoder {
  formula: (question: Question) => Formula;
}

export interface Variable {
  attribute: string;
  cells: readonly Cell[];
  /** The indexes of the cells in the order in which examples prefer them, simplest first. */
  plain: readonly number[];
}

/** Adds a variable to the model and returns its number. */
export type Declare = (variable: Variable) => number;

export const cellsWhere = (cells: readonly Cell[], inside: (cell: Cell, n: number) => boolean): Cells =>
  cellSet(cells.length, (n) => inside(cells[n] as Cell, n));

/** Whether the value passes the question, by the engine's `evaluate`. Comparisons of numbers are computed here, for speed. */
export function answers(question: Question, value: Value): boolean {
  if (typeof value === "number") {
    if (question.ask === "at_least") return value >= question.than;
    if (question.ask === "at_most") return value <= question.than;
    if (question.ask === "above") return value > question.than;
    if (question.ask === "below") return value < question.than;
    if (question.ask === "one_of") return question.values.includes(value);
  }
  return evaluate({ it: testOf(question) } as never, { it: value }).holds;
}

/** Declares an attribute with a few values, a cell each. An unknown attribute has the value `undefined`. */
export function finiteAttribute(
  attribute: string,
  values: readonly Cell[],
  declare: Declare,
): QuestionEncoder & { variable: number } {
  const variable = declare({ attribute, cells: values, plain: values.map((_, n) => n) });
  return {
    variable,
    formula: (question) => ({
      kind: "among",
      variable,
      cells: cellsWhere(values, ({ value }) => answers(question, value)),
    }),
  };
}

export const cell = (value: Value, real = true): Cell => ({ value, real });

/**
 * Cells for a number: the intervals between the numbers that the questions name, within which the questions cannot
 * tell numbers apart. A real lead has no number below `least`.
 */
export function numberCells(
  questions: readonly Question[],
  { least, whole, most = Number.POSITIVE_INFINITY }: { least: number; whole: boolean; most?: number },
): Cell[] {
  const named = questions.flatMap((question) =>
    "than" in question ? [question.than] : question.ask === "one_of" ? question.values.filter(isNumber) : [],
  );
  const ends = [...new Set([...named, least, ...(Number.isFinite(most) ? [most] : [])])].sort((a, b) => a - b);
  const intervals: Interval[] = ends.flatMap((end, n): Interval[] => [
    { from: ends[n - 1] ?? Number.NEGATIVE_INFINITY, to: end, with: [false, false] },
    { from: end, to: end, with: [true, true] },
  ]);
  intervals.push({ from: ends.at(-1) ?? 0, to: Number.POSITIVE_INFINITY, with: [false, false] });
  const cells = intervals
    .filter(({ from }) => from < most || (from === most && Number.isFinite(most)))
    .filter(({ from, to }) => !(from === most && to > most))
    .map((interval): Cell => {
      const value = within(interval);
      return { value, real: value >= least && (!whole || Number.isInteger(value)), interval };
    });
  return mergeNeighbours(cells, questions);
}

const isNumber = (value: unknown): value is number => typeof value === "number";

/** A representative number of the interval: whole and above 0 where possible. */
function within({ from, to, with: [first, last] }: Interval): number {
  if (from === Number.NEGATIVE_INFINITY) return last ? to : to - 1;
  const next = Math.floor(from) + 1;
  const fits = [...(first && from !== 0 ? [from] : []), next].find((n) => n < to || (last && n === to));
  return fits ?? (first ? from : last ? to : (from + to) / 2);
}

/** Merges neighbouring cells about which every question has the same answer. */
function mergeNeighbours(cells: readonly Cell[], questions: readonly Question[]): Cell[] {
  const result: Cell[] = [];
  let before = "";
  for (const next of cells) {
    const signature = questions.map((question) => (answers(question, next.value) ? 1 : 0)).join("");
    const last = result.at(-1);
    if (last?.interval && next.interval && signature === before && last.real === next.real) {
      const interval: Interval = {
        from: last.interval.from,
        to: next.interval.to,
        with: [last.interval.with[0], next.interval.with[1]],
      };
      result[result.length - 1] = { ...last, interval, value: within(interval) };
    } else result.push(next);
    before = signature;
  }
  return result;
}
