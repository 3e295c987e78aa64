import { memoize } from "../../routing/conditions/memoize.ts";
import { type Cells, contains, type Domains, type Formula, intersection, truth, union } from "./formula.ts";
import type { Model } from "./model.ts";

/** Cells of a variable without which a formula does not hold. */
interface Needed {
  variable: number;
  cells: Cells;
}

/** What a formula needs of single variables: a quick test that tells most rules from the one that takes a lead. */
function neededBy(formula: Formula): Needed[] {
  if (formula.kind === "among") return [formula];
  if (formula.kind === "all") return formula.parts.flatMap(neededBy);
  if (formula.kind !== "any") return [];
  const [first, ...others] = formula.parts;
  if (first?.kind !== "among") return [];
  let { cells } = first;
  for (const other of others) {
    if (other.kind !== "among" || other.variable !== first.variable) return [];
    cells = union(cells, other.cells);
  }
  return [{ variable: first.variable, cells }];
}

type Scope = "decided" | "free";

/** The rules that keep what they take, by the variable that most of them need something of, and by its cells. */
interface Takers {
  needed: readonly (readonly Needed[])[];
  formulas: readonly Formula[];
  variable: number;
  byCell: Map<number, readonly number[]>;
}

const takersOf = memoize((model: Model) => ({ decided: takersIn(model, "decided"), free: takersIn(model, "free") }));

function takersIn({ rules }: Model, scope: Scope): Takers {
  const formulas = rules.map((rule) => rule[scope]);
  const needed = formulas.map(neededBy);
  const count = new Map<number, number>();
  for (const own of needed)
    for (const variable of new Set(own.map((one) => one.variable))) count.set(variable, (count.get(variable) ?? 0) + 1);
  const [variable = -1] = [...count].sort(([, a], [, b]) => b - a)[0] ?? [];
  return { needed, formulas, variable, byCell: new Map() };
}

/** The rules that may take a lead with this cell of the variable, in their order. */
function candidates({ needed, variable, byCell }: Takers, cell: number): readonly number[] {
  const known = byCell.get(cell);
  if (known) return known;
  const found = needed.flatMap((own, rule) =>
    own.every((one) => one.variable !== variable || contains(one.cells, cell)) ? [rule] : [],
  );
  byCell.set(cell, found);
  return found;
}

/**
 * The index of the first rule below `before` that takes a lead, given as one cell of each variable, and does not pass it on;
 * undefined where none does.
 */
export function firstTaker(model: Model, lead: Domains, before: number, scope: Scope): number | undefined {
  const takers = takersOf(model)[scope];
  const { needed, formulas, variable } = takers;
  const domain = lead[variable];
  const cell = domain === undefined ? undefined : onlyCell(domain);
  const some = cell === undefined ? formulas.keys() : candidates(takers, cell);
  for (const rule of some) {
    if (rule >= before) return undefined;
    if (needed[rule]?.some((one) => !intersection(lead[one.variable] as Cells, one.cells))) continue;
    if (model.policy.rules[rule]?.else === "next") continue;
    if (truth(formulas[rule] as Formula, lead)) return rule;
  }
  return undefined;
}

/** The index of the cell in a set of one; undefined for any other set. */
function onlyCell(cells: Cells): number | undefined {
  if (typeof cells === "number") return cells !== 0 && (cells & (cells - 1)) === 0 ? 31 - Math.clz32(cells) : undefined;
  return cells !== 0n && (cells & (cells - 1n)) === 0n ? cells.toString(2).length - 1 : undefined;
}
