import { type Attributes, fold, type Scalar } from "./condition.ts";

// Conditions compare texts without case, mostly with the few values that a policy names. So the values that conditions
// name are numbered, what a lead has is looked up once, and then comparing is comparing two numbers.

/** An attribute that conditions ask about, with the values that they name. */
export class Slot {
  readonly attribute: string;
  readonly place: number;
  /** By the value as written and in lower case: most leads have it as written, and need no folding then. */
  readonly #ids = new Map<Scalar, number>();
  /** How many values conditions name. */
  size = 0;

  constructor(attribute: string, place: number) {
    this.attribute = attribute;
    this.place = place;
  }

  /** The number of a value that a condition names, from 0. */
  nameOf(value: Scalar): number {
    if (Number.isNaN(value)) return never;
    const folded = fold(value);
    let id = this.#ids.get(folded);
    if (id === undefined) {
      id = this.size++;
      this.#ids.set(folded, id);
    }
    if (folded !== value) this.#ids.set(value, id);
    return id;
  }

  /** The number of what a lead has; `unnamed` when no condition names it. */
  find(value: Scalar): number {
    const id = this.#ids.get(value);
    if (id !== undefined) return id;
    const folded = fold(value);
    return folded === value ? unnamed : (this.#ids.get(folded) ?? unnamed);
  }
}

/** Nothing that conditions name, or nothing at all. */
export const unnamed = -1;
/** More than one value that conditions name. */
export const several = -2;
/** What no lead can have: NaN is not even equal to itself. */
const never = -3;
const unread = -4;

/** All the attributes that a policy's conditions ask about. */
export class Vocabulary {
  readonly #slots = new Map<string, Slot>();

  slotOf(attribute: string): Slot {
    let slot = this.#slots.get(attribute);
    if (!slot) {
      slot = new Slot(attribute, this.#slots.size);
      this.#slots.set(attribute, slot);
    }
    return slot;
  }
}

/** What a lead has, in the numbers of a vocabulary, looked up when first asked for. */
export class AttributeReader {
  attributes: Attributes;
  readonly #ids: number[] = [];
  readonly #lists: number[][] = [];

  /** The attributes must not change while the reading is used, but for what it is made to `forget`. */
  constructor(attributes: Attributes) {
    this.attributes = attributes;
  }

  /** Begins again with another lead, in the same memory. */
  begin(attributes: Attributes): this {
    this.attributes = attributes;
    this.#ids.fill(unread);
    return this;
  }

  /** To be called when the attribute was changed. */
  forget(slot: Slot): void {
    this.#ids[slot.place] = unread;
  }

  /** The number of the value; `unnamed`, or `several` for a list, whose numbers `list` gives. */
  id(slot: Slot): number {
    const id = this.#ids[slot.place];
    return id === undefined || id === unread ? this.#read(slot) : id;
  }

  list(slot: Slot): readonly number[] {
    return this.#lists[slot.place] as number[];
  }

  #read(slot: Slot): number {
    const found = this.attributes[slot.attribute];
    const id =
      found === undefined ? unnamed : Array.isArray(found) ? this.#readList(slot, found) : slot.find(found as Scalar);
    this.#ids[slot.place] = id;
    return id;
  }

  #readList(slot: Slot, found: readonly Scalar[]): number {
    let first = unnamed;
    let ids: number[] | undefined;
    for (const value of found) {
      const id = slot.find(value);
      if (id === unnamed) continue;
      if (first === unnamed) first = id;
      else if (ids) ids.push(id);
      else ids = [first, id];
    }
    if (!ids) return first;
    this.#lists[slot.place] = ids;
    return several;
  }
}
