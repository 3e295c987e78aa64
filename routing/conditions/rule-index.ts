import { AttributeReader, type Slot } from "./attribute-reader.ts";
import { allOf, type Compiled, type RangeLeaf, type ValueLeaf } from "./compiled-condition.ts";
import type { Attributes } from "./condition.ts";
import { ConditionProgram } from "./condition-program.ts";
import { type Demand, type IndexColumn, RangeColumn, ValueColumn } from "./index-columns.ts";
import { isNarrowing, type Narrowing, narrowings } from "./narrowing.ts";
import { RuleRows, wordAt } from "./rule-rows.ts";

// Of a thousand rules, hardly any concerns a given lead: most test for another country, product or size. A bitmap index
// excludes these, 32 with one operation, and only the few that are left are tested, in order. What the index cannot
// express (a text that contains something, `not`, `any` over several attributes) is left to that test.

/** How many columns are combined without a loop, whether they exist or not, which saves a comparison for each word. */
const unrolled = 8;

/** Finds the first of many ordered conditions that holds. */
export class RuleIndex {
  /** The most selective first. */
  readonly #columns: readonly IndexColumn[];
  /** The part of each condition that the columns do not decide. */
  readonly #open: ConditionProgram;
  readonly #bits: Int32Array;
  readonly #words: number;
  /** The row that each column selected for the current lead, filled up with the row of all rules. */
  readonly #selected: Int32Array;
  readonly #reading = new AttributeReader({});

  constructor(conditions: readonly Compiled[]) {
    const rows = new RuleRows(conditions.length);
    const clauses = conditions.map((condition) => (condition.kind === "all" ? condition.parts : [condition]));
    const tables = worthwhile(tablesOf(clauses), conditions.length);
    this.#columns = tables.map((table) => columnOf(table, rows));
    this.#bits = rows.bits;
    this.#words = rows.words;
    this.#selected = new Int32Array(Math.max(unrolled, tables.length));
    const settled = new Set<Compiled>();
    for (const [place, { demands }] of tables.entries()) {
      if (!this.#columns[place]?.exact) continue;
      for (const { clause } of demands) if (isNarrowing(clause)) settled.add(clause);
    }
    const open = clauses.map((parts) => parts.filter((clause) => !settled.has(clause)));
    this.#open = new ConditionProgram(
      open.map((parts) => allOf(doubtfulFirst(parts))),
      false,
    );
  }

  /** The position of the first condition, from `from` on, that holds; -1 if none does. */
  first(attributes: Attributes, from = 0): number {
    const reading = this.#reading.begin(attributes);
    const columns = this.#columns;
    const selected = this.#selected;
    for (let place = 0; place < columns.length; place++)
      selected[place] = (columns[place] as IndexColumn).select(reading);
    const bits = this.#bits;
    const words = this.#words;
    const count = columns.length;
    const a = selected[0] as number;
    const b = selected[1] as number;
    const c = selected[2] as number;
    const d = selected[3] as number;
    const e = selected[4] as number;
    const f = selected[5] as number;
    const g = selected[6] as number;
    const h = selected[7] as number;
    const firstWord = from >>> 5;
    for (let word = firstWord; word < words; word++) {
      // With ten thousand rules, nearly all time is spent here.
      let left =
        wordAt(bits, a + word) &
        wordAt(bits, b + word) &
        wordAt(bits, c + word) &
        wordAt(bits, d + word) &
        wordAt(bits, e + word) &
        wordAt(bits, f + word) &
        wordAt(bits, g + word) &
        wordAt(bits, h + word);
      for (let place = unrolled; left !== 0 && place < count; place++)
        left &= wordAt(bits, (selected[place] as number) + word);
      if (word === firstWord) left &= -1 << (from & 31);
      for (; left !== 0; left &= left - 1) {
        const position = word * 32 + 31 - Math.clz32(left & -left);
        if (this.#open.holds(position, reading)) return position;
      }
    }
    return -1;
  }
}

/** The parts that fail most often first. The order does not change the result, and no failed test is reported here. */
function doubtfulFirst(parts: readonly Compiled[]): readonly Compiled[] {
  if (parts.length < 2) return parts;
  return parts
    .map((part) => ({ part, chance: chanceOf(part) }))
    .sort((one, other) => one.chance - other.chance)
    .map(({ part }) => part);
}

/** The probability that a condition holds, if all values that conditions name are equally frequent. */
function chanceOf(node: Compiled): number {
  switch (node.kind) {
    case "value": {
      const named = Math.min(1, node.ids.length / Math.max(2, node.slot.size));
      return node.negated ? 1 - named : named;
    }
    case "all":
      return node.parts.reduce((chance, part) => chance * chanceOf(part), 1);
    case "any":
      return 1 - node.parts.reduce((chance, part) => chance * (1 - chanceOf(part)), 1);
    case "not":
      return 1 - chanceOf(node.part);
    default:
      return 0.5;
  }
}

interface Table {
  slot: Slot;
  kind: Narrowing["kind"];
  demands: (Demand<Narrowing> & { clause: Compiled })[];
}

/** The demands of the rules by attribute and kind. Only one is kept of each rule, since two may be met by different values. */
function tablesOf(clauses: readonly (readonly Compiled[])[]): Table[] {
  const tables = { value: [] as Table[], range: [] as Table[] };
  for (const [rule, parts] of clauses.entries()) {
    for (const clause of parts) {
      for (const narrowing of narrowings(clause)) {
        const { kind, slot } = narrowing;
        tables[kind][slot.place] ??= { slot, kind, demands: [] };
        const { demands } = tables[kind][slot.place] as Table;
        if (demands.at(-1)?.rule !== rule) demands.push({ rule, narrowing, clause });
      }
    }
  }
  return [...tables.value, ...tables.range].filter((table) => table !== undefined);
}

// Approximate costs for each lead in nanoseconds: of a column, of each of its words, and of testing one rule.
const columnCost = 45;
const wordCost = 0.5;
const askCost = 30;

/** The tables that save more than they cost, the most selective first. A lead's rule is assumed to be halfway down. */
function worthwhile(tables: readonly Table[], rules: number): Table[] {
  const cost = columnCost + (wordCost * rules) / 64;
  let left = rules / 2;
  const byShare = tables.map((table) => ({ table, share: shareLeft(table, rules) })).sort((a, b) => a.share - b.share);
  const taken: Table[] = [];
  for (const { table, share } of byShare) {
    if (left * (1 - share) * askCost < cost) break;
    taken.push(table);
    left *= share;
  }
  return taken;
}

/** The average share of rules left for a lead, if values are as frequent in leads as in rules. */
function shareLeft({ slot, demands }: Table, rules: number): number {
  const counts = new Float64Array(slot.size);
  let ranges = 0;
  for (const { narrowing } of demands) {
    if (narrowing.kind === "range") ranges += 1;
    else for (const id of narrowing.ids) counts[id] = (counts[id] as number) + 1;
  }
  let sum = 0;
  let squares = 0;
  for (const count of counts) {
    sum += count;
    squares += count * count;
  }
  const met = sum > 0 ? squares / sum : ranges / 2;
  return (rules - demands.length + met) / rules;
}

function columnOf({ slot, kind, demands }: Table, rows: RuleRows): IndexColumn {
  return kind === "value"
    ? new ValueColumn(rows, slot, demands as Demand<ValueLeaf>[])
    : new RangeColumn(rows, slot, demands as Demand<RangeLeaf>[]);
}
