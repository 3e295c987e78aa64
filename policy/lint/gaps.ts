import { type Dimension, type DimensionValue, dimensionsOf, hasValue, valueNames } from "./dimensions.ts";
import { exampleWords, type Finding, listWords, poolWords, simplify } from "./finding.ts";
import type { Domains } from "./formula.ts";
import type { Model } from "./model.ts";
import { type EngineResult, engineResult, findLead } from "./search.ts";
import type { Budget } from "./solver.ts";

interface Found {
  lead: Domains;
  result: EngineResult;
}
/** Combinations that are a value of each dimension: all of the listed with each other. */
interface Box {
  values: DimensionValue[][];
  count: number;
  result: EngineResult;
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
  /** A lead on all these values that falls to `otherwise`; nothing where none was found, false where there is none. */
  const leadOn = (chosen: readonly DimensionValue[]): Found | false | undefined => {
    const known = before.find(({ lead }) => chosen.every((value) => hasValue(value, lead)));
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
    if (next) for (const value of next.values) look([...chosen, value]);
    else if (known && chosen.every(({ seen }) => seen?.(known.result) ?? true)) {
      const count = chosen.reduce((product, { stands = 1 }) => product * stands, 1);
      found.push({ values: chosen.map((value) => [value]), count, result: known.result });
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

/** Whether a simpler lead is still on the values that the first was on, by the facts that the dimension is about. */
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
    const rest = box.values.map((values, n) => (n === dimension ? [] : values.map(({ words }) => words)));
    const key = JSON.stringify(rest);
    const group = groups.get(key);
    const values = box.values.map((some, n) => (n === dimension && group ? [...(group.values[n] ?? []), ...some] : some));
    groups.set(key, { values, count: box.count + (group?.count ?? 0), result: group?.result ?? box.result });
  }
  return [...groups.values()];
}
