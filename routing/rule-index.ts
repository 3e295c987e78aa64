import { allOf, type Compiled, compile, holds } from "./compiled-condition.ts";
import type { Attributes } from "./condition.ts";
import { at, type Bitmap, type Column, type Demand, RangeColumn, ValueColumn, withoutDemand } from "./index-columns.ts";
import { madeOnce } from "./made-once.ts";
import { type Narrowing, narrowings, type Range, type Values } from "./narrowing.ts";
import type { Policy } from "./policy.ts";

// With a thousand rules, hardly any is about a given lead: most ask for another country, product or size. A bitmap
// index shuts these out, 32 with one operation, and only the few that are left are asked, in order. Whatever the index
// cannot say (a text that contains something, `not`, `any` over several attributes) it leaves in for the asking.

/** Conditions in order, of which the first that holds is wanted. */
export class RuleIndex {
  /** The conditions, compiled. */
  readonly conditions: readonly Compiled[];
  /** The most selective first. */
  readonly #columns: readonly Column[];
  /** What the columns leave open of each condition. */
  readonly #open: readonly Compiled[];
  /** What each column selected for the lead at hand. */
  readonly #selected: Bitmap[] = [];
  readonly #all: Bitmap;

  constructor(conditions: readonly Compiled[]) {
    this.conditions = conditions;
    this.#all = withoutDemand(conditions.length, []);
    const clauses = conditions.map((condition) => (condition.kind === "all" ? condition.parts : [condition]));
    const tables = [...tablesOf(clauses).values()].map((table) => ({
      ...table,
      column: columnOf(table, clauses.length),
    }));
    this.#columns = tables.map(({ column }) => column).toSorted((a, b) => a.left - b.left);
    const settled = new Set(
      tables
        .filter(({ column }) => column.exact)
        .flatMap(({ demands }) => demands.filter(({ narrowing }) => narrowing.exact).map(({ clause }) => clause)),
    );
    this.#open = clauses.map((parts) => allOf(parts.filter((clause) => !settled.has(clause))));
  }

  /** The position of the first condition that holds; -1 when none does. */
  first(attributes: Attributes): number {
    const columns = this.#columns;
    const selected = this.#selected;
    for (let place = 0; place < columns.length; place++) {
      const column = columns[place] as Column;
      selected[place] = column.select(attributes[column.attribute]);
    }
    for (let word = 0; word < this.#all.length; word++) {
      let left = at(this.#all, word);
      for (let place = 0; left !== 0 && place < columns.length; place++) left &= at(selected[place] as Bitmap, word);
      for (; left !== 0; left &= left - 1) {
        const position = word * 32 + 31 - Math.clz32(left & -left);
        if (holds(this.#open[position] as Compiled, attributes)) return position;
      }
    }
    return -1;
  }
}

interface Table {
  attribute: string;
  kind: Narrowing["kind"];
  demands: (Demand<Narrowing> & { clause: Compiled })[];
}

/** Everything that the rules demand, by attribute and kind; one demand of each rule, for several could be met apart. */
function tablesOf(clauses: readonly (readonly Compiled[])[]): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const [rule, parts] of clauses.entries()) {
    for (const clause of parts) {
      for (const [attribute, narrowing] of narrowings(clause)) {
        const { kind } = narrowing;
        const key = `${kind} ${attribute}`;
        const table = tables.get(key) ?? { attribute, kind, demands: [] };
        tables.set(key, table);
        if (table.demands.at(-1)?.rule !== rule) table.demands.push({ rule, narrowing, clause });
      }
    }
  }
  return tables;
}

function columnOf({ attribute, kind, demands }: Table, rules: number): Column {
  return kind === "values"
    ? new ValueColumn(attribute, rules, demands as Demand<Values>[])
    : new RangeColumn(attribute, rules, demands as Demand<Range>[]);
}

const rulesOf = madeOnce((policy: Policy) => new RuleIndex(policy.rules.map(({ when }) => compile(when))));

/**
 * The position of the first rule that holds for these attributes, -1 when none does. This is all that a decision costs;
 * why the rules before it failed is `triedBefore` in match-rule.ts.
 */
export const firstMatch = (attributes: Attributes, policy: Policy): number => rulesOf(policy).first(attributes);

/** The conditions of the policy's rules, compiled, in order. */
export const ruleConditions = (policy: Policy): readonly Compiled[] => rulesOf(policy).conditions;
