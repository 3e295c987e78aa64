import { type AttributeReader, type Slot, several, unnamed } from "./attribute-reader.ts";
import type { Compiled, CompiledLeaf } from "./compiled-condition.ts";
import type { AttributeValue, Condition, FailedTest, Test } from "./condition.ts";

// Conditions are stored as one array of numbers. As objects, a rule is a dozen of them scattered over the memory, and with
// thousands of rules fetching them costs more than testing them. The array contains only leaves: each has a jump target
// for the case that it is met and one for the case that it is not, which expresses `all`, `any` and `not`. The result is
// always that of `evaluate`, the plain definition.

// Offsets within a leaf: its kind is at 0, then the index of its slot, the two jump targets, and the operands.
const slot = 1;
const met = 2;
const unmet = 3;
const operand = 4;

// The kinds of leaves. Operands: a value's number; a count and the values' numbers; a range's index; a test's index,
// for the value as it is, for its folded text, or for its words.
const value = 0;
const values = 1;
const range = 2;
const test = 3;
/** A leaf that is never met and exists only to be reported as failed. */
const never = 4;
const text = 5;
const words = 6;

// Jump targets that end the program: the condition holds, or it does not.
const yes = -1;
const no = -2;

/** What to report if the condition fails and no later leaf reports something else. */
interface Name {
  attribute: string;
  asked: Test;
  /** Whether the leaf makes the condition fail by being met. */
  fails: boolean;
}

export class ConditionProgram {
  readonly #code: Int32Array;
  /** The index of the first leaf, by condition. */
  readonly #starts: Int32Array;
  readonly #slots: Slot[] = [];
  /** Four numbers for each range: low, 1 if its end is open, high, 1 if its end is open. */
  readonly #ranges: number[] = [];
  readonly #tests: ((found: AttributeValue) => boolean)[] = [];
  /** By leaf. */
  readonly #names: Name[] = [];

  /** @param names whether to keep what `failed` reports */
  constructor(conditions: readonly Compiled[], names: boolean) {
    const code: number[] = [];
    this.#starts = Int32Array.from(conditions, (node) => this.#write(node, yes, no, names, code));
    this.#code = Int32Array.from(code);
  }

  /** Whether the condition at this position holds. */
  holds(position: number, reading: AttributeReader): boolean {
    const code = this.#code;
    let leaf = this.#starts[position] as number;
    while (leaf >= 0) leaf = code[leaf + (this.#isMet(leaf, reading) ? met : unmet)] as number;
    return leaf === yes;
  }

  /** The position of the first condition, from `from` on, that holds; -1 if none does. */
  first(reading: AttributeReader, from = 0): number {
    for (let position = from; position < this.#starts.length; position++)
      if (this.holds(position, reading)) return position;
    return -1;
  }

  /** The first failed test of the condition at this position, as `evaluate` reports it; undefined if the condition holds. */
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
   * Writes the leaves of a node from last to first, so that jump targets are known. For an `any` the first part is
   * reported, for a `not` the whole negated condition.
   * @returns the index of the first leaf; the jump target if the node has none
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
        const named = node.kind === "range" || node.kind === "value" ? node.attribute : undefined;
        const attribute = named ?? node.slot.attribute;
        if (names) this.#names[leaf] = { attribute, asked: node.asked, fails: isNegated };
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
      case "text":
      case "words":
        code.push({ test, text, words }[node.kind], slot.place, whenMet, whenNot, this.#tests.push(node.passes) - 1);
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
      case text:
        return (this.#tests[first] as (found: AttributeValue) => boolean)(reading.folded(asked));
      case words:
        return (this.#tests[first] as (found: AttributeValue) => boolean)(reading.words(asked));
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
