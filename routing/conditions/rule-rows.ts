/**
 * Sets of rules, a bit for each rule. A set is a row of words, named by the place of its first word, and all rows are in
 * one array: taking a word of a row is then one step, however many rows there are.
 */
export class RuleRows {
  /** Words in a row. */
  readonly words: number;
  /** Another array after a row was made. */
  bits: Int32Array;
  #end: number;

  /** With one row, at 0: that of all rules. */
  constructor(rules: number) {
    this.words = Math.ceil(rules / 32);
    this.bits = new Int32Array(16 * this.words).fill(-1, 0, this.words);
    if (rules % 32 > 0) this.bits[this.words - 1] = (1 << (rules % 32)) - 1;
    this.#end = this.words;
  }

  /** A new row with the rules of this one. */
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

  /** A new row with all rules but those that demand something. */
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

  /** Makes a row that of the rules in one or the other. */
  join(one: number, other: number, joined: number): void {
    const { bits, words } = this;
    for (let n = 0; n < words; n++) bits[joined + n] = wordAt(bits, one + n) | wordAt(bits, other + n);
  }
}

export const wordAt = (bits: Int32Array, place: number): number => bits[place] as number;
