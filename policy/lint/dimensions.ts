import { type Cell, cellsWhere } from "./cells.ts";
import { listWords } from "./finding.ts";
import { type Cells, contains, type Domains, type Formula, truth, variablesOf, yes } from "./formula.ts";
import type { Model } from "./model.ts";
import type { EngineResult } from "./search.ts";

/** A value of a dimension, or several values that the policy treats alike. */
export interface DimensionValue {
  words: string;
  formula: Formula;
  /** Checks the value on the engine's result, where the engine decides the value. */
  seen?: (result: EngineResult) => boolean;
  /** How many values it stands for; 1 if absent. */
  stands?: number;
  /** The first and last whole number of a band, so that neighbouring bands can be merged. */
  interval?: [from: number, to: number];
}

/** An attribute along which coverage is checked, with its values. */
export interface Dimension {
  name: "territory" | "lane" | "size" | "product" | "language";
  values: DimensionValue[];
}

/** The most combinations that are checked one by one; dimensions that would exceed it are left out. */
const mostCombinations = 2000;

/** The dimensions by which the rules tell leads apart, as many as keep the number of combinations in bounds. */
export function dimensionsOf(model: Model): Dimension[] {
  const { policy, variables } = model;
  const rules = model.rules.map(({ free }) => free);
  const asked = new Set(
    rules.flatMap((formula) => [...variablesOf(formula)].map((n) => variables[n]?.attribute ?? "")),
  );
  const lanes = policy.lanes.filter(({ action }) => action === "route").map(({ lane }) => lane);
  const products = model.products.filter(({ real }) => real);
  const every: (Dimension & { matters: boolean })[] = [
    {
      name: "territory",
      matters: true,
      values: [...model.territories].map(([words, formula]) => ({
        words,
        formula,
        seen: ({ holds }) => holds({ territory: words }),
      })),
    },
    {
      name: "lane",
      matters: asked.has("lane"),
      values: lanes.map((lane) => ({
        words: lane,
        formula: model.lanes.get(lane) as Formula,
        seen: ({ holds }) => holds({ lane }),
      })),
    },
    { name: "size", matters: asked.has("size"), values: sizeBands(model, [...rules, ...model.lanes.values()]) },
    {
      name: "product",
      matters: [...asked].some((attribute) => attribute.startsWith("product ")),
      values: products.map(({ products, variable }) => ({
        words: listWords(products, "or"),
        stands: products.length,
        formula: yes(variable),
      })),
    },
    {
      name: "language",
      matters: asked.has("language"),
      values: policy.languages.map((language, n) => ({
        words: language,
        formula: { kind: "among", variable: model.variableOf.get("language") ?? -1, cells: 1 << n },
      })),
    },
  ];
  const chosen: Dimension[] = [];
  let combinations = 1;
  for (const { name, values, matters } of every) {
    if (!matters || values.length < 2 || combinations * values.length > mostCombinations) continue;
    chosen.push({ name, values });
    combinations *= values.length;
  }
  return chosen;
}

/** The bands of sizes that the formulas tell apart, in ascending order, the unknown size last. */
function sizeBands(model: Model, formulas: readonly Formula[]): DimensionValue[] {
  const variable = model.variableOf.get("size") ?? -1;
  const cells = model.variables[variable]?.cells ?? [];
  const splits = [...new Set(formulas.flatMap((formula) => [...splitsOf(formula, variable)]))];
  const bands = new Map<string, { places: Set<number>; cells: Cell[] }>();
  cells.forEach((cell, n) => {
    if (!cell.real) return;
    const signature = `${cell.value === undefined} ${splits.map((split) => contains(split, n)).join()}`;
    const band = bands.get(signature) ?? { places: new Set(), cells: [] };
    bands.set(signature, { places: band.places.add(n), cells: [...band.cells, cell] });
  });
  return [...bands.values()]
    .map(({ places, cells: own }): DimensionValue => {
      const formula: Formula = { kind: "among", variable, cells: cellsWhere(cells, (_, n) => places.has(n)) };
      const ends = own.flatMap(({ interval }) => (interval ? [wholeEnds(interval)] : []));
      const [from, to] = [Math.min(...ends.map(([from]) => from)), Math.max(...ends.map(([, to]) => to))];
      if (ends.length === 0) return { words: "unknown", formula };
      return { words: bandWords(from, to), formula, interval: [from, to] };
    })
    .sort((a, b) => (a.interval?.[0] ?? Number.POSITIVE_INFINITY) - (b.interval?.[0] ?? Number.POSITIVE_INFINITY));
}

const wholeEnds = ({ from, to, with: [first, last] }: NonNullable<Cell["interval"]>): [number, number] => [
  first ? Math.ceil(from) : Math.floor(from) + 1,
  last ? Math.floor(to) : Math.ceil(to) - 1,
];

const bandWords = (from: number, to: number): string =>
  from <= 0
    ? `${to} or less`
    : to === Number.POSITIVE_INFINITY
      ? `${from} or more`
      : from === to
        ? `${from}`
        : `${from} to ${to}`;

/** The names of the values, with neighbouring bands merged. */
export function valueNames(values: readonly DimensionValue[]): string[] {
  const words: DimensionValue[] = [];
  for (const value of values) {
    const last = words.at(-1);
    if (last?.interval && value.interval && last.interval[1] + 1 === value.interval[0]) {
      const interval: [number, number] = [last.interval[0], value.interval[1]];
      words[words.length - 1] = { ...last, interval, words: bandWords(...interval) };
    } else words.push(value);
  }
  return words.map((value) => value.words);
}

/** The sets of a variable's cells that a formula asks about. */
function splitsOf(formula: Formula, variable: number): Set<Cells> {
  const before = known.get(formula)?.get(variable);
  if (before) return before;
  const parts =
    formula.kind === "not" ? [formula.part] : formula.kind === "all" || formula.kind === "any" ? formula.parts : [];
  const splits = new Set(parts.flatMap((part) => [...splitsOf(part, variable)]));
  if (formula.kind === "among" && formula.variable === variable) splits.add(formula.cells);
  known.set(formula, new Map(known.get(formula)).set(variable, splits));
  return splits;
}
const known = new WeakMap<Formula, Map<number, Set<Cells>>>();

/** Whether a lead, given as one cell of each variable, has this value. */
export const hasValue = ({ formula }: DimensionValue, lead: Domains): boolean => truth(formula, lead) === true;
