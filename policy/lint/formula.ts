import { exact } from "../../routing/score.ts";

/**
 * A formula over the facts of a lead. Each attribute that the policy tests is a variable over finitely many cells, a cell
 * stands for all values that the policy cannot tell apart, and conditions are formulas over these variables. So what
 * holds for all cells holds for all leads. `among` holds if the variable has one of the cells.
 */
export type Formula =
  | { kind: "all" | "any"; parts: readonly Formula[] }
  | { kind: "not"; part: Formula }
  | { kind: "among"; variable: number; cells: Cells }
  | Sum;

/**
 * A bit set of a variable's cells. It is a number for a variable of at most 30 cells, which is five times as fast, and a
 * bigint for larger ones. All sets of a variable have the same type.
 */
export type Cells = number | bigint;
const mostInNumber = 30;

/** The set of those of `cells` cells for whose index `inside` holds. */
export function cellSet(cells: number, inside: (n: number) => boolean): Cells {
  let [small, large] = [0, 0n];
  for (let n = 0; n < cells; n++) {
    if (!inside(n)) continue;
    if (cells <= mostInNumber) small |= 1 << n;
    else large |= 1n << BigInt(n);
  }
  return cells <= mostInNumber ? small : large;
}

export const intersection = (some: Cells, other: Cells): Cells =>
  typeof some === "number" ? some & (other as number) : some & (other as bigint);
export const union = (some: Cells, other: Cells): Cells =>
  typeof some === "number" ? some | (other as number) : some | (other as bigint);
export const difference = (some: Cells, other: Cells): Cells =>
  typeof some === "number" ? some & ~(other as number) : some & ~(other as bigint);
export const contains = (some: Cells, n: number): boolean =>
  typeof some === "number" ? ((some >>> n) & 1) === 1 : ((some >> BigInt(n)) & 1n) === 1n;
/** The set of the cell at index `n` alone, of the same type as `some`. */
export const single = (some: Cells, n: number): Cells => (typeof some === "number" ? 1 << n : 1n << BigInt(n));
/** The index of the only cell in a set of one. */
export const indexOfOnly = (some: Cells): number =>
  typeof some === "number" ? 31 - Math.clz32(some) : some.toString(2).length - 1;
/** A variable with the two cells no and yes has the cell yes. */
export const yes = (variable: number): Formula => ({ kind: "among", variable, cells: 2 });
export const no = (variable: number): Formula => ({ kind: "among", variable, cells: 1 });

/** Points of a line that holds or does not; or, weighted already, by the cell of a variable, all of one sign. */
type SumLine = { when: Formula; give: number } | { variable: number; gives: readonly number[] };

/** A test of the score: the capped and weighted sum of the lines that hold. */
export interface Sum {
  kind: "sum";
  dimensions: readonly {
    max: number;
    weight: number;
    lines: readonly SumLine[];
  }[];
  /** The totals at which the test may change its result. */
  edges: readonly number[];
  holds: (total: number) => boolean;
}

/** The cells that are still possible, by variable. */
export type Domains = Cells[];

export const all = (...parts: readonly Formula[]): Formula =>
  parts.length === 1 && parts[0] ? parts[0] : { kind: "all", parts };
export const any = (...parts: readonly Formula[]): Formula =>
  parts.length === 1 && parts[0] ? parts[0] : { kind: "any", parts };
/** The negation, one object for each formula, so that what is known of it is found again. */
export function not(part: Formula): Formula {
  if (part.kind === "not") return part.part;
  const known = negations.get(part) ?? { kind: "not", part };
  negations.set(part, known);
  return known;
}
const negations = new WeakMap<Formula, Formula>();
export const always: Formula = all();
export const never: Formula = any();

/** Whether a formula holds for all (true), none (false) or, as far as is known, some (undefined) of what is possible. */
export function truth(formula: Formula, domains: Domains): boolean | undefined {
  switch (formula.kind) {
    case "among": {
      const domain = domains[formula.variable] as Cells;
      const inside = intersection(domain, formula.cells);
      return inside === domain ? true : inside ? undefined : false;
    }
    case "not": {
      const inner = truth(formula.part, domains);
      return inner === undefined ? undefined : !inner;
    }
    case "sum": {
      const { low, high } = totals(formula, domains);
      if (low === high) return formula.holds(low);
      const near = 1e-6;
      return formula.edges.some((edge) => edge >= low - near && edge <= high + near) ? undefined : formula.holds(low);
    }
    default: {
      const settles = formula.kind === "any";
      let open = false;
      for (const part of formula.parts) {
        const inner = truth(part, domains);
        if (inner === settles) return settles;
        open ||= inner === undefined;
      }
      return open ? undefined : !settles;
    }
  }
}

/** The totals that were counted last for these dimensions, and the variables with their cells that they depend on. */
interface Counted {
  variables: readonly number[];
  cells: Cells[];
  totals: { low: number; high: number };
}
const lastCounted = new WeakMap<Sum["dimensions"], Counted>();

/** The least and greatest possible total. Most tests of a score are asked of the same cells as the test before. */
function totals(sum: Sum, domains: Domains): { low: number; high: number } {
  const last = lastCounted.get(sum.dimensions);
  if (last?.variables.every((variable, n) => domains[variable] === last.cells[n])) return last.totals;
  const variables = last?.variables ?? [...variablesOf(sum)];
  const cells = variables.map((variable) => domains[variable] as Cells);
  const counted = { variables, cells, totals: totalsIn(sum, domains) };
  lastCounted.set(sum.dimensions, counted);
  return counted.totals;
}

/** Summed in the same order as the score so that rounding agrees. */
function totalsIn({ dimensions }: Sum, domains: Domains): { low: number; high: number } {
  let [low, high] = [0, 0];
  for (const { max, weight, lines } of dimensions) {
    const given = { low: 0, high: 0 };
    const taken = { low: 0, high: 0 };
    for (const line of lines) {
      if ("variable" in line) {
        const domain = domains[line.variable] as Cells;
        let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
        for (const [n, points] of line.gives.entries()) {
          if (!contains(domain, n)) continue;
          least = Math.min(least, points);
          most = Math.max(most, points);
        }
        const sum = least < 0 ? taken : given;
        sum.low += least;
        sum.high += most;
        continue;
      }
      const { when, give } = line;
      const holds = truth(when, domains);
      if (holds === false) continue;
      const points = give * weight;
      const sum = points < 0 ? taken : given;
      if (holds === true || points < 0) sum.low += points;
      if (holds === true || points > 0) sum.high += points;
    }
    low += Math.min(max * weight, given.low) + taken.low;
    high += Math.min(max * weight, given.high) + taken.high;
  }
  return { low: exact(Math.max(0, low)), high: exact(Math.max(0, high)) };
}

/**
 * Removes, in place, cells for which the formula cannot have the truth value `want`. Returns false if that is impossible;
 * true does not mean that it is possible.
 */
export function enforce(formula: Formula, want: boolean, domains: Domains): boolean {
  switch (formula.kind) {
    case "among": {
      const domain = domains[formula.variable] as Cells;
      const left = want ? intersection(domain, formula.cells) : difference(domain, formula.cells);
      if (left !== domain) domains[formula.variable] = left;
      return Boolean(left);
    }
    case "not":
      return enforce(formula.part, !want, domains);
    case "sum":
      return truth(formula, domains) !== !want;
    default: {
      if ((formula.kind === "all") === want) return formula.parts.every((part) => enforce(part, want, domains));
      let only: Formula | undefined;
      for (const part of formula.parts) {
        const inner = truth(part, domains);
        if (inner === want) return true;
        if (inner === undefined && only) return true;
        if (inner === undefined) only = part;
      }
      return only !== undefined && enforce(only, want, domains);
    }
  }
}

export const linesOf = ({ dimensions }: Sum): SumLine[] => dimensions.flatMap(({ lines }) => lines);

/** The variables that a formula depends on. */
export function variablesOf(formula: Formula): ReadonlySet<number> {
  const known = variables.get(formula);
  if (known) return known;
  const found = new Set<number>();
  if (formula.kind === "among") found.add(formula.variable);
  const parts =
    formula.kind === "not"
      ? [formula.part]
      : formula.kind === "sum"
        ? linesOf(formula).flatMap((line) => ("when" in line ? [line.when] : []))
        : formula.kind === "among"
          ? []
          : formula.parts;
  for (const part of parts) for (const variable of variablesOf(part)) found.add(variable);
  if (formula.kind === "sum") for (const line of linesOf(formula)) if ("variable" in line) found.add(line.variable);
  variables.set(formula, found);
  return found;
}
const variables = new WeakMap<Formula, ReadonlySet<number>>();
