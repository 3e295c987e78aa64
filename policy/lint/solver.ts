import {
  type Cells,
  cellSet,
  contains,
  type Domains,
  difference,
  enforce,
  type Formula,
  intersection,
  linesOf,
  truth,
  variablesOf,
} from "./formula.ts";

/** How many splits the solver may still make. It counts down; a search that runs out of it gives up. */
export interface Budget {
  left: number;
}

export type Solution =
  | { kind: "found"; domains: Domains }
  /** Proven: nothing fulfils all constraints. */
  | { kind: "none" }
  | { kind: "gave-up" };

/**
 * Searches the domains for an assignment that fulfils all constraints, or proves that there is none.
 * @param changed the only variable that has fewer cells than when these constraints were last narrowed
 */
export function solve(constraints: readonly Formula[], domains: Domains, budget: Budget, changed?: number): Solution {
  const narrowed = narrow(constraints, domains, changed);
  if (!narrowed) return { kind: "none" };
  const isSame = (variable: number) => variable !== changed && narrowed[variable] === domains[variable];
  // A constraint that holds everywhere in these domains also holds in every part of them; one whose variables are as before is as open.
  const open = constraints.filter(
    (constraint) =>
      (changed !== undefined && every(variablesOf(constraint), isSame)) || truth(constraint, narrowed) !== true,
  );
  const split = splitOf(open, narrowed);
  if (!split) return { kind: "found", domains: narrowed };
  if (budget.left <= 0) return { kind: "gave-up" };
  budget.left--;
  let settled = true;
  for (const inside of [split.first, !split.first]) {
    const branch = [...narrowed];
    const domain = branch[split.variable] as Cells;
    branch[split.variable] = inside ? intersection(domain, split.cells) : difference(domain, split.cells);
    const solution = solve(open, branch, budget, split.variable);
    if (solution.kind === "found") return solution;
    settled &&= solution.kind === "none";
  }
  return settled ? { kind: "none" } : { kind: "gave-up" };
}

/** Removes the cells that single constraints rule out, until nothing changes; undefined if nothing is left. */
function narrow(constraints: readonly Formula[], domains: Domains, changed?: number): Domains | undefined {
  const narrowed = [...domains];
  let asked =
    changed === undefined ? constraints : constraints.filter((constraint) => variablesOf(constraint).has(changed));
  while (asked.length > 0) {
    const before = [...narrowed];
    if (!asked.every((constraint) => enforce(constraint, true, narrowed))) return undefined;
    const isLess = (variable: number) => narrowed[variable] !== before[variable];
    asked = constraints.filter((constraint) => !every(variablesOf(constraint), (variable) => !isLess(variable)));
  }
  return narrowed;
}

function every(variables: ReadonlySet<number>, holds: (variable: number) => boolean): boolean {
  for (const variable of variables) if (!holds(variable)) return false;
  return true;
}

interface Split {
  variable: number;
  cells: Cells;
  /** Whether to try `cells` first, or the other cells. */
  first: boolean;
}

function splitOf(constraints: readonly Formula[], domains: Domains): Split | undefined {
  for (const constraint of constraints) {
    const split = openLeaf(constraint, true, domains);
    if (split) return split;
  }
  return undefined;
}

/** The first undecided leaf, to be split first the way that helps the formula to become `want`. */
function openLeaf(formula: Formula, want: boolean, domains: Domains): Split | undefined {
  if (truth(formula, domains) !== undefined) return undefined;
  switch (formula.kind) {
    case "among":
      return { variable: formula.variable, cells: formula.cells, first: want };
    case "not":
      return openLeaf(formula.part, !want, domains);
    case "sum": {
      // More points help where the fewest possible do not do.
      const more = formula.holds(0) !== want;
      for (const line of linesOf(formula)) {
        const split =
          "when" in line
            ? openLeaf(line.when, line.give > 0 === more, domains)
            : halves(line.variable, line.gives, more, domains);
        if (split) return split;
      }
      return undefined;
    }
    default:
      for (const part of formula.parts) {
        const split = openLeaf(part, want, domains);
        if (split) return split;
      }
      return undefined;
  }
}

/** The cells that give more, and those that give less, of a variable that still has several. */
function halves(variable: number, gives: readonly number[], more: boolean, domains: Domains): Split | undefined {
  const possible = gives.filter((_, n) => contains(domains[variable] as Cells, n)).sort((a, b) => a - b);
  const [least, most] = [possible[0], possible.at(-1)];
  if (least === undefined || least === most) return undefined;
  const middle = possible[Math.floor(possible.length / 2)] ?? least;
  const than = middle === least ? (possible.find((one) => one > least) ?? least) : middle;
  return { variable, cells: cellSet(gives.length, (n) => (gives[n] ?? 0) >= than), first: more };
}
