/**
 * One update of one row of places, put together from what each change of a rep asks of it, since a transaction may not
 * write an item twice. Attributes have spaces in their names, so all of them go by placeholders.
 */
export class RowUpdate {
  readonly #names = new Map<string, string>();
  readonly #values: unknown[] = [];
  readonly #add = new Map<string, number>();
  readonly #set: string[] = [];
  readonly #remove = new Set<string>();
  readonly #conditions: string[] = [];

  /** The placeholder of an attribute. */
  name(attribute: string): string {
    const known = this.#names.get(attribute) ?? `#n${this.#names.size}`;
    this.#names.set(attribute, known);
    return known;
  }

  /** The placeholder of a value. */
  value(value: unknown): string {
    this.#values.push(value);
    return `:v${this.#values.length - 1}`;
  }

  /** Adds to a number; several of one attribute are one sum. */
  add(attribute: string, by: number): void {
    const name = this.name(attribute);
    this.#add.set(name, (this.#add.get(name) ?? 0) + by);
  }

  set(attribute: string, value: unknown): void {
    this.#set.push(`${this.name(attribute)} = ${this.value(value)}`);
  }

  remove(attribute: string): void {
    this.#remove.add(this.name(attribute));
  }

  /** Refuses the write where this does not hold. */
  when(condition: string): void {
    this.#conditions.push(condition);
  }

  /** What the update says, apart from its table and key. */
  parts() {
    const clause = (verb: string, parts: readonly string[]) =>
      parts.length > 0 ? [`${verb} ${parts.join(", ")}`] : [];
    const added = [...this.#add].map(([name, by]) => `${name} ${this.value(by)}`);
    return {
      UpdateExpression: [
        ...clause("ADD", added),
        ...clause("SET", this.#set),
        ...clause("REMOVE", [...this.#remove]),
      ].join(" "),
      ...(this.#conditions.length > 0 && { ConditionExpression: this.#conditions.join(" AND ") }),
      ExpressionAttributeNames: Object.fromEntries([...this.#names].map(([attribute, name]) => [name, attribute])),
      ...(this.#values.length > 0 && {
        ExpressionAttributeValues: Object.fromEntries(this.#values.map((value, n) => [`:v${n}`, value])),
      }),
    };
  }
}
