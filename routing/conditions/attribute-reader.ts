import { type Attributes, type AttributeValue, foldValue, type Scalar } from "./condition.ts";
import { fold } from "./fold.ts";
import { spaced } from "./text-match.ts";

// Conditions compare folded texts, mostly with the few values that a policy names. So the values that conditions
// name are numbered, what a lead has is looked up once, and then comparing is comparing two numbers.

/** An attribute that conditions ask about, with the values that they name. */
export class Slot {
  readonly attribute: string;
  readonly place: number;
  /** By the value as written and folded: most leads have it as written, and need no folding then. */
  readonly #ids = new Map<Scalar, number>();
  /** The number of distinct values that conditions name. */
  size = 0;

  constructor(attribute: string, place: number) {
    this.attribute = attribute;
    this.place = place;
  }

  /** The number of a value that a condition names, from 0; a new value gets the next number. */
  numberFor(value: Scalar): number {
    if (Number.isNaN(value)) return never;
    const folded = foldValue(value);
    let id = this.#ids.get(folded);
    if (id === undefined) {
      id = this.size++;
      this.#ids.set(folded, id);
    }
    if (folded !== value) this.#ids.set(value, id);
    return id;
  }

  /** The number of a lead's value; `unnamed` if no condition names it. */
  find(value: Scalar): number {
    const id = this.#ids.get(value);
    if (id !== undefined) return id;
    const folded = foldValue(value);
    return folded === value ? unnamed : (this.#ids.get(folded) ?? unnamed);
  }
}

/** The number of an unknown value, and of one that no condition names. */
export const unnamed = -1;
/** Stands for a list with more than one value that conditions name. */
export const several = -2;
/** The number of NaN, which no lead's value can equal. */
const never = -3;
const unread = -4;

/** The attributes that a policy's conditions test, with the values that they name. */
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

/** A value before and after its texts were changed. */
interface Read {
  found: AttributeValue;
  read: AttributeValue;
}

function mapped(found: AttributeValue, { place }: Slot, known: Read[], map: (text: string) => string): AttributeValue {
  if (typeof found !== "string" && typeof found !== "object") return found;
  const before = known[place];
  if (before?.found === found) return before.read;
  const read = typeof found === "string" ? map(found) : found.map(map);
  known[place] = { found, read };
  return read;
}

/** Reads the attributes of one lead as the numbers of a vocabulary. Each is looked up once, when it is first needed. */
export class AttributeReader {
  attributes: Attributes;
  readonly #ids: number[] = [];
  readonly #lists: number[][] = [];
  /** Attributes whose texts were folded, and how they were before. */
  readonly #folded: Read[] = [];
  /** The same for attributes that were parted into words. */
  readonly #words: Read[] = [];

  /** The attributes must not change afterwards, except for those that `forget` is called for. */
  constructor(attributes: Attributes) {
    this.attributes = attributes;
  }

  /** Starts over with another lead, reusing the memory. */
  begin(attributes: Attributes): this {
    this.attributes = attributes;
    this.#ids.fill(unread);
    return this;
  }

  /** Discards what was read of an attribute; to be called after it changed. */
  forget(slot: Slot): void {
    this.#ids[slot.place] = unread;
  }

  /** The number of the attribute's value, or `unnamed`; `several` for a list, whose numbers are returned by `list`. */
  id(slot: Slot): number {
    const id = this.#ids[slot.place];
    return id === undefined || id === unread ? this.#read(slot) : id;
  }

  /** The lead's value with texts folded, cached while the value is the same. */
  folded(slot: Slot): AttributeValue {
    return mapped(this.attributes[slot.attribute], slot, this.#folded, fold);
  }

  /** The lead's value with texts as their words, `spaced`, cached while the value is the same. */
  words(slot: Slot): AttributeValue {
    return mapped(this.folded(slot), slot, this.#words, spaced);
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
