import type { Compiled } from "./compiled-condition.ts";
import type { AttributeValue } from "./condition.ts";
import { type Reading, type Slot, several, unnamed } from "./reading.ts";

// Conditions laid out in one row of numbers. As objects a rule is a dozen of them strewn over the memory, and with
// thousands of rules fetching these costs more than asking them. Only leaves are in
// it: each says where to go on if it is met and where if not, which is all that `all`, `any` and `not` mean.

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

// In place of a next leaf: the condition holds, or it does not.
const yes = -1;
const no = -2;

type Test = (found: AttributeValue) => boolean;

export class RuleProgram {
  readonly #code: Int32Array;
  /** Where each condition begins. */
  readonly #starts: Int32Array;
  readonly #slots: Slot[] = [];
  /** Low, 1 when open, high, 1 when open. */
  readonly #ranges: number[] = [];
  readonly #tests: Test[] = [];

  constructor(conditions: readonly Compiled[]) {
    const code: number[] = [];
    this.#starts = Int32Array.from(conditions, (condition) => this.#write(condition, yes, no, code));
    this.#code = Int32Array.from(code);
  }

  /** Whether the condition at this position holds for what was read. */
  holds(position: number, reading: Reading): boolean {
    const code = this.#code;
    let leaf = this.#starts[position] as number;
    while (leaf >= 0) leaf = code[leaf + (this.#isMet(leaf, reading) ? met : unmet)] as number;
    return leaf === yes;
  }

  /**
   * Writes the leaves of a node, the last first, so that each knows where to go on.
   * @returns its first leaf; where it has none, where to go on
   */
  #write(node: Compiled, whenMet: number, whenNot: number, code: number[]): number {
    switch (node.kind) {
      case "all":
        return node.parts.reduceRight((next, part) => this.#write(part, next, whenNot, code), whenMet);
      case "any":
        return node.parts.reduceRight((next, part) => this.#write(part, whenMet, next, code), whenNot);
      case "not":
        return this.#write(node.part, whenNot, whenMet, code);
      case "value": {
        const { ids, negated } = node;
        const goOn = negated ? [whenNot, whenMet] : [whenMet, whenNot];
        const leaf = code.push(ids.length === 1 ? value : values, this.#placeOf(node.slot), ...goOn) - operand;
        if (ids.length !== 1) code.push(ids.length);
        for (const id of ids) code.push(id);
        return leaf;
      }
      case "range": {
        const place = this.#ranges.push(node.low, node.lowOpen ? 1 : 0, node.high, node.highOpen ? 1 : 0) - 4;
        return code.push(range, this.#placeOf(node.slot), whenMet, whenNot, place) - operand - 1;
      }
      case "test": {
        const place = this.#tests.push(node.passes) - 1;
        return code.push(test, this.#placeOf(node.slot), whenMet, whenNot, place) - operand - 1;
      }
    }
  }

  #placeOf(asked: Slot): number {
    this.#slots[asked.place] = asked;
    return asked.place;
  }

  #isMet(leaf: number, reading: Reading): boolean {
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
      default:
        return (this.#tests[first] as Test)(reading.attributes[asked.attribute]);
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
