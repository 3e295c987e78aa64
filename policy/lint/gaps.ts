import { type Dimension, type DimensionValue, dimensionsOf, hasValue, valueNames } from "./dimensions.ts";
import { exampleWords, type Finding, listWords, poolWords, simplify } from "./finding.ts";
import type { Domains } from "./formula.ts";
import type { Model } from "./model.ts";
import { type EngineResult, engineResult, findLead } from "./search.ts";
import type { Budget } from "./solver.ts";

/** A lead that falls to `otherwise`, as cells, with the engine's result. */
interface Found {
  lead: Domains;
  result: EngineResult;
}
/** A set of combinations: every combination of the listed values, by dimension. */
interface Box {
  values: DimensionValue[][];
  count: number;
  result: EngineResult;
}

const mostFindings = 5;

/**
 * Findings for combinations of territories, routed lanes, sizes, products and languages that no rule covers, so that
 * leads fall to `otherwise`. Each combination counted was confirmed by a lead that went through the engine.
 */
export function gaps(model: Model, budget: Budget): Finding[] {
  const { policy } = model;
  if (policy.rules.length === 0 || policy.otherwise.meant) return [];
  const dimensions = dimensionsOf(model);
  const before: Found[] = [];
  const found: Box[] = [];
  /** A lead with these values that falls to `otherwise`; undefined if none was found, false if none exists. */
  const leadOn = (chosen: readonly DimensionValue[]): Found | false | undefined => {
    const known = before.find(({ lead }) => chosen.every((value) => hasValue(value, lead)));
    if (known) return known;
    const wanted = chosen.map(({ formula }) => formula);
    const search = findLead(model, wanted, model.rules.length, budget);
    if (search.kind !== "found") return search.kind === "none" ? false : undefined;
    before.push(search);
    return search;
  };
  const visit = (chosen: readonly DimensionValue[]): void => {
    const known = leadOn(chosen);
    if (known === false) return;
    const next = dimensions[chosen.length];
    if (next) for (const value of next.values) visit([...chosen, value]);
    else if (known && chosen.every(({ seen }) => seen?.(known.result) ?? true)) {
      const count = chosen.reduce((product, { stands = 1 }) => product * stands, 1);
      found.push({ values: chosen.map((value) => [value]), count, result: known.result });
    }
  };
  visit([]);
  const boxes = dimensions
    .map((_, n) => n)
    .reverse()
    .reduce<Box[]>((all, n) => mergeBoxes(all, n), found)
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
  { values, count, result }: Box,
  more: number,
): Finding {
  const { policy } = model;
  const narrowed = dimensions.filter((dimension, n) => values[n]?.length !== dimension.values.length);
  const example = simplify(result, (simpler) => {
    const again = engineResult(simpler, policy);
    return again?.rule === policy.rules.length && narrowed.every((dimension) => same(dimension, again, result));
  });
  const shown = engineResult(example, policy) ?? result;
  const what = values.flatMap((some, n) => {
    const { name, values: every } = dimensions[n] as Dimension;
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

/** Whether a simpler lead still has the first lead's value of the dimension. */
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

/** Merges boxes that differ only in this dimension. */
function mergeBoxes(boxes: readonly Box[], dimension: number): Box[] {
  const groups = new Map<string, Box>();
  for (const box of boxes) {
    const rest = box.values.map((values, n) => (n === dimension ? [] : values.map(({ words }) => words)));
    const key = JSON.stringify(rest);
    const group = groups.get(key);
    const values = box.values.map((some, n) =>
      n === dimension && group ? [...(group.values[n] ?? []), ...some] : some,
    );
    groups.set(key, { values, count: box.count + (group?.count ?? 0), result: group?.result ?? box.result });
  }
  return [...groups.values()];
}
