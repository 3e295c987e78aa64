import { type Dimension, type DimensionValue, dimensionsOf, hasValue, valueNames } from "./dimensions.ts";
import { exampleWords, type Finding, listWords, poolWords, simplify } from "./finding.ts";
import type { Domains } from "./formula.ts";
import type { Model } from "./model.ts";
import { type EngineResult, engineResult, findLead } from "./search.ts";
import type { Budget } from "./solver.ts";

interface Found {
  lead: Domains;
  fate: EngineResult;
}
/** Combinations that are a side of each dimension: all of the listed with each other. */
interface Box {
  sides: DimensionValue[][];
  count: number;
  fate: EngineResult;
}

const mostFindings = 5;

/**
 * The combinations of what the policy itself names, with lanes that lead to a person, in which leads fall to
 * `otherwise`. Each that is counted was seen in a lead of its own.
 */
export function gaps(model: Model, budget: Budget): Finding[] {
  const { policy } = model;
  if (policy.rules.length === 0) return [];
  const dimensions = dimensionsOf(model);
  const before: Found[] = [];
  const found: Box[] = [];
  /** A lead on all these sides that falls to `otherwise`; nothing where none was found, false where there is none. */
  const leadOn = (chosen: readonly DimensionValue[]): Found | false | undefined => {
    const known = before.find(({ lead }) => chosen.every((side) => hasValue(side, lead)));
    if (known) return known;
    const wanted = chosen.map(({ formula }) => formula);
    const search = findLead(model, wanted, model.rules.length, budget);
    if (search.kind !== "found") return search.kind === "none" ? false : undefined;
    before.push(search);
    return search;
  };
  const look = (chosen: readonly DimensionValue[]): void => {
    const known = leadOn(chosen);
    if (known === false) return;
    const next = dimensions[chosen.length];
    if (next) for (const side of next.sides) look([...chosen, side]);
    else if (known && chosen.every(({ seen }) => seen?.(known.fate) ?? true)) {
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
  const example = simplify(fate, (simpler) => {
    const again = engineResult(simpler, policy);
    return again?.rule === policy.rules.length && narrowed.every((dimension) => same(dimension, again, fate));
  });
  const shown = engineResult(example, policy) ?? fate;
  const what = sides.flatMap((some, n) => {
    const { name, sides: every } = dimensions[n] as Dimension;
    return some.length === every.length ? [] : [`${name} ${listWords(valueNames(some), "or")}`];
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
function same({ name }: Dimension, simpler: EngineResult, first: EngineResult): boolean {
  const of = {
    territory: ({ attributes }: EngineResult) => attributes.territory,
    lane: ({ attributes }: EngineResult) => attributes.lane,
    size: ({ attributes }: EngineResult) => attributes.size,
    product: ({ attributes }: EngineResult) => attributes.products,
    language: ({ attributes }: EngineResult) => attributes.language,
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
