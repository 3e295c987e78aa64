import { isOn, type Side, sideWords, sizeBands } from "./lint-bands.ts";
import { exampleWords, type Finding, listed, poolWords, simplest } from "./lint-finding.ts";
import { type Domains, type Formula, variablesOf } from "./lint-formula.ts";
import type { Model } from "./lint-model.ts";
import { type Fate, fateOf, findLead } from "./lint-search.ts";
import type { Budget } from "./lint-solver.ts";

interface Dimension {
  name: "territory" | "lane" | "size" | "product" | "language";
  sides: Side[];
}
/** Combinations that are a side of each dimension: all of the listed with each other. */
interface Box {
  sides: Side[][];
  count: number;
  fate: Fate;
}

/** The most combinations that are looked at one by one; past it the last dimensions are left open. */
const mostCombinations = 2000;
const mostFindings = 5;

/**
 * The combinations of what the policy itself names, with lanes that lead to a person, in which leads fall to
 * `otherwise`. Each that is counted was seen in a lead of its own.
 */
export function gaps(model: Model, budget: Budget): Finding[] {
  const { policy } = model;
  if (policy.rules.length === 0) return [];
  const dimensions = dimensionsOf(model);
  const seen: { lead: Domains; fate: Fate }[] = [];
  const found: Box[] = [];
  const look = (chosen: readonly Side[]): void => {
    const fits = ({ lead }: { lead: Domains }) => chosen.every((side) => isOn(side, lead));
    let known = seen.find(fits);
    if (!known) {
      const wanted = chosen.map(({ formula }) => formula);
      const search = findLead(model, wanted, model.rules.length, budget);
      if (search.kind === "none") return;
      if (search.kind === "found") {
        seen.push(search);
        known = search;
      }
    }
    const next = dimensions[chosen.length];
    if (next) for (const side of next.sides) look([...chosen, side]);
    else if (known) {
      const count = chosen.reduce((product, { stands = 1 }) => product * stands, 1);
      found.push({ sides: chosen.map((side) => [side]), count, fate: known.fate });
    }
  };
  look([]);
  const boxes = dimensions
    .map((_, n) => n)
    .reverse()
    .reduce<Box[]>((all, n) => joined(all, n), found)
    .sort((a, b) => b.count - a.count);
  const rest = boxes.slice(mostFindings);
  return boxes.slice(0, mostFindings).map((box, n): Finding => {
    const more = n === mostFindings - 1 ? rest.reduce((sum, { count }) => sum + count, 0) : 0;
    return gapFinding(model, dimensions, box, more);
  });
}

function gapFinding(
  model: Model,
  dimensions: readonly Dimension[],
  { sides, count, fate }: Box,
  more: number,
): Finding {
  const { policy } = model;
  const narrowed = dimensions.filter((dimension, n) => sides[n]?.length !== dimension.sides.length);
  const example = simplest(fate, (simpler) => {
    const again = fateOf(simpler, policy);
    return again?.rule === policy.rules.length && narrowed.every((dimension) => same(dimension, again, fate));
  });
  const shown = fateOf(example, policy) ?? fate;
  const what = sides.flatMap((some, n) => {
    const { name, sides: every } = dimensions[n] as Dimension;
    return some.length === every.length ? [] : [`${name} ${listed(sideWords(some), "or")}`];
  });
  const which = what.length === 0 ? "leads of any combination" : what.join(", ");
  const pools = poolWords(policy.otherwise.pools);
  const also = more > 0 ? `; ${more} more combinations are like this` : "";
  return {
    check: "uncovered",
    path: ["otherwise"],
    rules: [policy.rules.length],
    example,
    says: `no rule covers ${which}${count > 1 ? ` (${count} combinations)` : ""}: unless something else about the lead brings a rule, it falls to otherwise, ${pools}; for example ${exampleWords(shown)}${also}`,
  };
}

/** Whether a simpler lead is still on the sides that the first was on, by the facts that the dimension is about. */
function same({ name }: Dimension, simpler: Fate, first: Fate): boolean {
  const of = {
    territory: ({ attributes }: Fate) => attributes.territory,
    lane: ({ attributes }: Fate) => attributes.lane,
    size: ({ attributes }: Fate) => attributes.size,
    product: ({ attributes }: Fate) => attributes.products,
    language: ({ attributes }: Fate) => attributes.language,
  }[name];
  return String(of(simpler)) === String(of(first));
}

/** Boxes that differ in one dimension alone, as one. */
function joined(boxes: readonly Box[], dimension: number): Box[] {
  const groups = new Map<string, Box>();
  for (const box of boxes) {
    const rest = box.sides.map((sides, n) => (n === dimension ? [] : sides.map(({ words }) => words)));
    const key = JSON.stringify(rest);
    const group = groups.get(key);
    const sides = box.sides.map((some, n) => (n === dimension && group ? [...(group.sides[n] ?? []), ...some] : some));
    groups.set(key, { sides, count: box.count + (group?.count ?? 0), fate: group?.fate ?? box.fate });
  }
  return [...groups.values()];
}

/** What the rules tell apart, the widest first, as many dimensions as give few enough combinations. */
function dimensionsOf(model: Model): Dimension[] {
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
      sides: [...model.territories].map(([words, formula]) => ({ words, formula })),
    },
    {
      name: "lane",
      matters: asked.has("lane"),
      sides: lanes.map((lane) => ({ words: lane, formula: model.lanes.get(lane) as Formula })),
    },
    { name: "size", matters: asked.has("size"), sides: sizeBands(model, [...rules, ...model.lanes.values()]) },
    {
      name: "product",
      matters: [...asked].some((attribute) => attribute.startsWith("product ")),
      sides: products.map(({ products, variable }) => ({
        words: listed(products, "or"),
        stands: products.length,
        formula: { kind: "among", variable, cells: 2n },
      })),
    },
    {
      name: "language",
      matters: asked.has("language"),
      sides: policy.languages.map((language, n) => ({
        words: language,
        formula: { kind: "among", variable: model.variableOf.get("language") ?? -1, cells: 1n << BigInt(n) },
      })),
    },
  ];
  const chosen: Dimension[] = [];
  let combinations = 1;
  for (const { name, sides, matters } of every) {
    if (!matters || sides.length < 2 || combinations * sides.length > mostCombinations) continue;
    chosen.push({ name, sides });
    combinations *= sides.length;
  }
  return chosen;
}
