import { type AttributeReader, type Slot, several, unnamed } from "./attribute-reader.ts";
import type { Compiled, CompiledLeaf } from "./compiled-condition.ts";
import type { AttributeValue, Condition, FailedTest, Test } from "./condition.ts";

// Conditions laid out in one row of numbers. As objects a rule is a dozen of them strewn over the memory, and with
// thousands of rules fetching these costs more than asking them. Only leaves are in it: each says where to go on if it
// is met and where if not, which is all that `all`, `any` and `not` mean. The verdict is that of `evaluate`, the plain
// definition.

// A leaf is its kind, the place of its slot, where to go on if it is met and if not, and what it asks for.
const slot = 1;
const met = 2;
const unmet = 3;
const operand = 4;

// The kinds, which ask for: a value's number; how many values, and their numbers; a range's place; a test's place.
const value = 0;
const values = 1;
const range = 2;
const test = 3;
/** Asks nothing and is never met: there for its name alone. */
const never = 4;

// In place of a next leaf: the condition holds, or it does not.
const yes = -1;
const no = -2;

/** What to say if the condition failed and no leaf after this one says another thing. */
interface Name {
  attribute: string;
  asked: Test;
  /** Whether the leaf lets the condition fail by being met. */
  fails: boolean;
}

export class ConditionProgram {
  readonly #code: Int32Array;
  /** Where each condition begins. */
  readonly #starts: Int32Array;
  readonly #slots: Slot[] = [];
  /** Low, 1 when open, high, 1 when open. */
  readonly #ranges: number[] = [];
  readonly #tests: ((found: AttributeValue) => boolean)[] = [];
  /** By leaf. */
  readonly #names: Name[] = [];

  /** `failed` can be asked where there are names. */
  constructor(conditions: readonly Compiled[], names: boolean) {
    const code: number[] = [];
    this.#starts = Int32Array.from(conditions, (node) => this.#write(node, yes, no, names, code));
    this.#code = Int32Array.from(code);
  }

  /** Whether the condition at this position holds for what was read. */
  holds(position: number, reading: AttributeReader): boolean {
    const code = this.#code;
    let leaf = this.#starts[position] as number;
    while (leaf >= 0) leaf = code[leaf + (this.#isMet(leaf, reading) ? met : unmet)] as number;
    return leaf === yes;
  }

  /** The position of the first condition that holds; -1 when none does. */
  first(reading: AttributeReader): number {
    for (let position = 0; position < this.#starts.length; position++)
      if (this.holds(position, reading)) return position;
    return -1;
  }

  /** The first leaf of the condition at this position that failed, as `evaluate` names it; undefined when it holds. */
  failed(position: number, reading: AttributeReader): FailedTest | undefined {
    const code = this.#code;
    const names = this.#names;
    let last: Name | undefined;
    let leaf = this.#starts[position] as number;
    while (leaf >= 0) {
      const isMet = this.#isMet(leaf, reading);
      const name = names[leaf];
      if (name !== undefined && name.fails === isMet) last = name;
      leaf = code[leaf + (isMet ? met : unmet)] as number;
    }
    if (leaf === yes || last === undefined) return undefined;
    return { attribute: last.attribute, asked: last.asked, found: reading.attributes[last.attribute] };
  }

  /**
   * Writes the leaves of a node, the last first, so that each knows where to go on. Of the parts of an `any` the first is
   * named; of what a `not` denies the whole is.
   * @returns its first leaf; where it has none, where to go on
   */
  #write(node: Compiled, whenMet: number, whenNot: number, names: boolean, code: number[]): number {
    switch (node.kind) {
      case "all":
        return node.parts.reduceRight((next, part) => this.#write(part, next, whenNot, names, code), whenMet);
      case "any": {
        const toWrite = (next: number, part: Compiled, place: number) =>
          this.#write(part, whenMet, next, names && place === 0, code);
        const isNamed = names && node.parts.length === 0;
        return isNamed ? this.#writeName("any", [], whenNot, code) : node.parts.reduceRight(toWrite, whenNot);
      }
      case "not": {
        const whenDenied = names ? this.#writeDenied(node.condition, whenNot, code) : whenNot;
        return this.#write(node.part, whenDenied, whenMet, false, code);
      }
      default: {
        const isNegated = node.kind === "value" && node.negated;
        const leaf = isNegated
          ? this.#writeLeaf(node, whenNot, whenMet, code)
          : this.#writeLeaf(node, whenMet, whenNot, code);
        if (names) this.#names[leaf] = { attribute: node.slot.attribute, asked: node.asked, fails: isNegated };
        return leaf;
      }
    }
  }

  #writeDenied(condition: Condition, next: number, code: number[]): number {
    const [attribute = "not", denied] = Object.entries(condition)[0] ?? [];
    return this.#writeName(attribute, { is_not: JSON.stringify(denied) }, next, code);
  }

  #writeName(attribute: string, asked: Test, next: number, code: number[]): number {
    const leaf = code.push(never, 0, next, next, 0) - operand - 1;
    this.#names[leaf] = { attribute, asked, fails: false };
    return leaf;
  }

  #writeLeaf(node: CompiledLeaf, whenMet: number, whenNot: number, code: number[]): number {
    const leaf = code.length;
    const { slot } = node;
    this.#slots[slot.place] = slot;
    switch (node.kind) {
      case "value":
        code.push(node.ids.length === 1 ? value : values, slot.place, whenMet, whenNot);
        if (node.ids.length !== 1) code.push(node.ids.length);
        for (let n = 0; n < node.ids.length; n++) code.push(node.ids[n] as number);
        break;
      case "range":
        code.push(range, slot.place, whenMet, whenNot, this.#ranges.length);
        this.#ranges.push(node.low, node.lowOpen ? 1 : 0, node.high, node.highOpen ? 1 : 0);
        break;
      case "test":
        code.push(test, slot.place, whenMet, whenNot, this.#tests.push(node.passes) - 1);
    }
    return leaf;
  }

  #isMet(leaf: number, reading: AttributeReader): boolean {
    const code = this.#code;
    const asked = this.#slots[code[leaf + slot] as number] as Slot;
    const first = code[leaf + operand] as number;
    switch (code[leaf]) {
      case value: {
        const id = reading.id(asked);
        return id === first || (id === several && reading.list(asked).includes(first));
      }
      case values: {
        const id = reading.id(asked);
        if (id === unnamed) return false;
        for (let place = leaf + operand + first; place > leaf + operand; place--) {
          const wanted = code[place] as number;
          if (id === wanted || (id === several && reading.list(asked).includes(wanted))) return true;
        }
        return false;
      }
      case range:
        return this.#isWithin(first, reading.attributes[asked.attribute]);
      case test:
        return (this.#tests[first] as (found: AttributeValue) => boolean)(reading.attributes[asked.attribute]);
      default:
        return false;
    }
  }

  #isWithin(place: number, found: AttributeValue): boolean {
    if (typeof found !== "number") return false;
    const low = this.#ranges[place] as number;
    const high = this.#ranges[place + 2] as number;
    return (
      (this.#ranges[place + 1] === 1 ? found > low : found >= low) &&
      (this.#ranges[place + 3] === 1 ? found < high : found <= high)
    );
  }
}
