import { evaluate } from "../../routing/conditions/condition.ts";
import { type Cells, cellSet, type Formula } from "./formula.ts";
import { type Question, testOf, type Value } from "./tests.ts";

/** What all values that the policy cannot tell apart are stood for by. */
export interface Cell {
  value: Value;
  /** Whether a lead from the form can have it; the others are thought of in proofs alone. */
  real: boolean;
  /** Stands for what nothing names. */
  other?: boolean;
  /** The ends of a stretch of numbers. */
  stretch?: Stretch;
  /** How an open text begins; what it contains is up to variables of its own. */
  begins?: string;
}

interface Stretch {
  from: number;
  to: number;
  /** Whether the ends belong to it. */
  with: [boolean, boolean];
}

/** What can be asked about one attribute, over variables that the model numbers. */
export interface QuestionEncoder {
  formula: (question: Question) => Formula;
}

export interface Variable {
  attribute: string;
  cells: readonly Cell[];
  /** The order in which a plain lead would rather have them. */
  plain: readonly number[];
}

/** Gives a variable its number. */
export type Declare = (variable: Variable) => number;

export const cellsWhere = (cells: readonly Cell[], inside: (cell: Cell, n: number) => boolean): Cells =>
  cellSet(cells.length, (n) => inside(cells[n] as Cell, n));

/** What the engine answers about one value; about numbers, of which there are many, without asking it. */
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

/** An attribute with a few values, each of which is a cell. Unknown is the value `undefined`. */
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
 * The stretches of numbers between those that the questions name, which the questions therefore cannot tell apart.
 * `least` is the smallest number that a real lead has.
 */
export function numberCells(
  questions: readonly Question[],
  { least, whole, most = Number.POSITIVE_INFINITY }: { least: number; whole: boolean; most?: number },
): Cell[] {
  const named = questions.flatMap((question) =>
    "than" in question ? [question.than] : question.ask === "one_of" ? question.values.filter(isNumber) : [],
  );
  const ends = [...new Set([...named, least, ...(Number.isFinite(most) ? [most] : [])])].sort((a, b) => a - b);
  const stretches: Stretch[] = ends.flatMap((end, n): Stretch[] => [
    { from: ends[n - 1] ?? Number.NEGATIVE_INFINITY, to: end, with: [false, false] },
    { from: end, to: end, with: [true, true] },
  ]);
  stretches.push({ from: ends.at(-1) ?? 0, to: Number.POSITIVE_INFINITY, with: [false, false] });
  const cells = stretches
    .filter(({ from }) => from < most || (from === most && Number.isFinite(most)))
    .filter(({ from, to }) => !(from === most && to > most))
    .map((stretch): Cell => {
      const value = within(stretch);
      return { value, real: value >= least && (!whole || Number.isInteger(value)), stretch };
    });
  return joined(cells, questions);
}

const isNumber = (value: unknown): value is number => typeof value === "number";

/** A number of the stretch, round where it may be, and above nothing where it can be. */
function within({ from, to, with: [first, last] }: Stretch): number {
  if (from === Number.NEGATIVE_INFINITY) return last ? to : to - 1;
  const next = Math.floor(from) + 1;
  const fits = [...(first && from !== 0 ? [from] : []), next].find((n) => n < to || (last && n === to));
  return fits ?? (first ? from : last ? to : (from + to) / 2);
}

/** Neighbours about which every question has the same answer, as one. */
function joined(cells: readonly Cell[], questions: readonly Question[]): Cell[] {
  const result: Cell[] = [];
  let before = "";
  for (const next of cells) {
    const signature = questions.map((question) => (answers(question, next.value) ? 1 : 0)).join("");
    const last = result.at(-1);
    if (last?.stretch && next.stretch && signature === before && last.real === next.real) {
      const stretch: Stretch = {
        from: last.stretch.from,
        to: next.stretch.to,
        with: [last.stretch.with[0], next.stretch.with[1]],
      };
      result[result.length - 1] = { ...last, stretch, value: within(stretch) };
    } else result.push(next);
    before = signature;
  }
  return result;
}
