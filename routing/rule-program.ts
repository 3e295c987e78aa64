import type { Compiled } from "./compiled-condition.ts";
import type { AttributeValue } from "./condition.ts";
import { type Reading, type Slot, several, unnamed } from "./reading.ts";

// Conditions laid out in one row of numbers. As objects a rule is a dozen of them strewn over the memory, and with
// thousands of rules fetching these costs more than asking them. A node is its kind, where it ends, and its operands;
// the nodes of a group come one after the other in place of operands.

const all = 0;
const any = 1;
const not = 2;
/** Place of the slot, 1 when negated, the values' numbers. */
const values = 3;
/** Place of the slot, place of the range. */
const range = 4;
/** Place of the slot, place of the test. */
const test = 5;

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
    this.#starts = Int32Array.from(conditions, (condition) => this.#write(condition, code));
    this.#code = Int32Array.from(code);
  }

  /** Whether the condition at this position holds for what was read. */
  holds(position: number, reading: Reading): boolean {
    return this.#holds(this.#starts[position] as number, reading);
  }

  #write(node: Compiled, code: number[]): number {
    const start = code.length;
    switch (node.kind) {
      case "all":
      case "any":
        code.push(node.kind === "all" ? all : any, 0);
        for (const part of node.parts) this.#write(part, code);
        break;
      case "not":
        code.push(not, 0);
        this.#write(node.part, code);
        break;
      case "value":
        code.push(values, 0, this.#placeOf(node.slot), node.negated ? 1 : 0);
        for (const id of node.ids) code.push(id);
        break;
      case "range":
        code.push(range, 0, this.#placeOf(node.slot), this.#ranges.length);
        this.#ranges.push(node.low, node.lowOpen ? 1 : 0, node.high, node.highOpen ? 1 : 0);
        break;
      case "test":
        code.push(test, 0, this.#placeOf(node.slot), this.#tests.push(node.passes) - 1);
    }
    code[start + 1] = code.length;
    return start;
  }

  #placeOf(slot: Slot): number {
    this.#slots[slot.place] = slot;
    return slot.place;
  }

  #holds(node: number, reading: Reading): boolean {
    const code = this.#code;
    const end = code[node + 1] as number;
    let next = node + 2;
    switch (code[node]) {
      case all:
        for (; next < end; next = code[next + 1] as number) if (!this.#holds(next, reading)) return false;
        return true;
      case any:
        for (; next < end; next = code[next + 1] as number) if (this.#holds(next, reading)) return true;
        return false;
      case not:
        return !this.#holds(next, reading);
      case values:
        return this.#names(node, end, reading) !== (code[node + 3] === 1);
      case range:
        return this.#isWithin(code[node + 3] as number, reading.attributes[this.#slotOf(node).attribute]);
      default:
        return (this.#tests[code[node + 3] as number] as Test)(reading.attributes[this.#slotOf(node).attribute]);
    }
  }

  #slotOf(node: number): Slot {
    return this.#slots[this.#code[node + 2] as number] as Slot;
  }

  /** Whether the lead has one of the node's values. */
  #names(node: number, end: number, reading: Reading): boolean {
    const slot = this.#slotOf(node);
    const id = reading.id(slot);
    if (id === unnamed) return false;
    for (let place = node + 4; place < end; place++) {
      const value = this.#code[place] as number;
      if (id === value || (id === several && reading.list(slot).includes(value))) return true;
    }
    return false;
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
