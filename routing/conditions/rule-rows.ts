/**
 * Bit sets of rules. Each set is a row of 32-bit words, identified by the index of its first word. All rows are in one
 * array, so that reading a word takes one step.
 */
export class RuleRows {
  /** The number of words in a row. */
  readonly words: number;
  /** All rows. Making a row may replace the array. */
  bits: Int32Array;
  #end: number;

  /** Starts with one row, at 0: the set of all rules. */
  constructor(rules: number) {
    this.words = Math.ceil(rules / 32);
    this.bits = new Int32Array(16 * this.words).fill(-1, 0, this.words);
    if (rules % 32 > 0) this.bits[this.words - 1] = (1 << (rules % 32)) - 1;
    this.#end = this.words;
  }

  /** Makes a copy of a row. */
  copy(row: number): number {
    const made = this.#end;
    this.#end += this.words;
    if (this.#end > this.bits.length) {
      const larger = new Int32Array(2 * this.bits.length);
      larger.set(this.bits);
      this.bits = larger;
    }
    this.bits.copyWithin(made, row, row + this.words);
    return made;
  }

  /** Makes a row of all rules except those of the demands. */
  without(demands: readonly { rule: number }[]): number {
    const row = this.copy(0);
    for (const { rule } of demands) this.remove(row, rule);
    return row;
  }

  add(row: number, rule: number): void {
    const place = row + (rule >> 5);
    this.bits[place] = wordAt(this.bits, place) | (1 << (rule & 31));
  }

  remove(row: number, rule: number): void {
    const place = row + (rule >> 5);
    this.bits[place] = wordAt(this.bits, place) & ~(1 << (rule & 31));
  }

  /** Overwrites the row `joined` with the union of two rows. */
  join(one: number, other: number, joined: number): void {
    const { bits, words } = this;
    for (let n = 0; n < words; n++) bits[joined + n] = wordAt(bits, one + n) | wordAt(bits, other + n);
  }
}

export const wordAt = (bits: Int32Array, place: number): number => bits[place] as number;
