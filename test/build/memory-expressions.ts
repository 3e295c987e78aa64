export type Item = Readonly<Record<string, unknown>>;
/** The `ExpressionAttributeNames` and `ExpressionAttributeValues` of a request. */
export interface Given {
  names: Readonly<Record<string, string>>;
  values: Item;
}
type Read = (item: Item | undefined, given: Given) => unknown;
export type Condition = (item: Item | undefined, given: Given) => boolean;

/** Raised for what DynamoDB would call a ValidationException, or what is not made here. */
export class NotUnderstood extends Error {
  override readonly name = "ValidationException";
}

const comparisons = {
  "=": (a: unknown, b: unknown) => same(a, b),
  "<>": (a: unknown, b: unknown) => !same(a, b),
  "<": (a: unknown, b: unknown) => alike(a, b) && (a as string) < (b as string),
  "<=": (a: unknown, b: unknown) => alike(a, b) && (a as string) <= (b as string),
  ">": (a: unknown, b: unknown) => alike(a, b) && (a as string) > (b as string),
  ">=": (a: unknown, b: unknown) => alike(a, b) && (a as string) >= (b as string),
};
const alike = (a: unknown, b: unknown): boolean => a !== undefined && typeof a === typeof b;
const same = (a: unknown, b: unknown): boolean =>
  typeof a === "object" && a !== null && typeof b === "object" && b !== null
    ? JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
    : a !== undefined && a === b;
const sorted = (of: object): unknown =>
  Array.isArray(of)
    ? of.map((one) => (typeof one === "object" && one !== null ? sorted(one) : one))
    : Object.fromEntries(
        Object.entries(of)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, value]) => [key, typeof value === "object" && value !== null ? sorted(value) : value]),
      );

/** Reads one expression, word by word. */
class Words {
  readonly #words: string[];
  #at = 0;

  constructor(text: string) {
    this.#words = text.match(/[:#]?[\w]+(?:\.#?\w+)*|<>|<=|>=|[=<>(),+-]/g) ?? [];
  }

  get over(): boolean {
    return this.#at >= this.#words.length;
  }
  next(): string {
    const word = this.#words[this.#at++];
    if (word === undefined) throw new NotUnderstood("the expression ends too early");
    return word;
  }
  /** Whether the next word is this one, which is passed then. */
  is(word: string): boolean {
    const is = this.#words[this.#at]?.toUpperCase() === word.toUpperCase();
    if (is) this.#at += 1;
    return is;
  }
  expect(word: string): void {
    const found = this.next();
    if (found.toUpperCase() !== word.toUpperCase()) throw new NotUnderstood(`"${found}" in place of "${word}"`);
  }
  /** What is between commas, up to what `one` does not take. */
  list<T>(one: () => T): T[] {
    const all = [one()];
    while (this.is(",")) all.push(one());
    return all;
  }
}

/** The names on the way to an attribute. */
const pathOf = (word: string, { names }: Given): string[] =>
  word.split(".").map((part) => (part.startsWith("#") ? (names[part] ?? unknownName(part)) : part));
const unknownName = (part: string): never => {
  throw new NotUnderstood(`no name ${part}`);
};
const at = (item: unknown, path: readonly string[]): unknown =>
  path.reduce((value, name) => (value as Item | undefined)?.[name], item);

function operand(words: Words): Read {
  const word = words.next();
  if (word.startsWith(":")) {
    return (_, { values }) => {
      if (!(word in values)) throw new NotUnderstood(`no value ${word}`);
      return values[word];
    };
  }
  if (words.is("(")) {
    const given = words.list(() => operand(words));
    words.expect(")");
    const [first, second] = given as [Read, Read];
    switch (word) {
      case "size":
        return (item, all) => sizeOf(first(item, all));
      case "if_not_exists":
        return (item, all) => first(item, all) ?? second(item, all);
      case "list_append":
        return (item, all) => [...(first(item, all) as unknown[]), ...(second(item, all) as unknown[])];
      case "attribute_exists":
        return (item, all) => first(item, all) !== undefined;
      case "attribute_not_exists":
        return (item, all) => first(item, all) === undefined;
      case "attribute_type":
        return (item, all) => isOf(String(second(item, all)), first(item, all));
      case "begins_with":
        return (item, all) => String(first(item, all) ?? "").startsWith(String(second(item, all)));
      case "contains":
        return (item, all) => has(first(item, all), second(item, all));
      default:
        throw new NotUnderstood(`no function ${word}`);
    }
  }
  return (item, given) => at(item, pathOf(word, given));
}

const sizeOf = (value: unknown): number | undefined =>
  value instanceof Set ? value.size : (value as { length?: number } | undefined)?.length;
function isOf(type: string, value: unknown): boolean {
  if (type !== "NULL") throw new NotUnderstood(`no type ${type}`);
  return value === null;
}
const has = (value: unknown, one: unknown): boolean =>
  value instanceof Set
    ? value.has(one)
    : typeof value === "string"
      ? value.includes(String(one))
      : Array.isArray(value) && value.some((each) => same(each, one));

const either = (words: Words): Condition => {
  const first = both(words);
  if (!words.is("OR")) return first;
  const rest = either(words);
  return (item, given) => first(item, given) || rest(item, given);
};
const both = (words: Words): Condition => {
  const first = one(words);
  if (!words.is("AND")) return first;
  const rest = both(words);
  return (item, given) => first(item, given) && rest(item, given);
};
function one(words: Words): Condition {
  if (words.is("NOT")) {
    const what = one(words);
    return (item, given) => !what(item, given);
  }
  if (words.is("(")) {
    const what = either(words);
    words.expect(")");
    return what;
  }
  const left = operand(words);
  if (words.is("BETWEEN")) {
    const from = operand(words);
    words.expect("AND");
    const to = operand(words);
    return (item, all) =>
      comparisons[">="](left(item, all), from(item, all)) && comparisons["<="](left(item, all), to(item, all));
  }
  if (words.is("IN")) {
    words.expect("(");
    const some = words.list(() => operand(words));
    words.expect(")");
    return (item, all) => some.some((each) => same(left(item, all), each(item, all)));
  }
  for (const [sign, compare] of Object.entries(comparisons)) {
    if (!words.is(sign)) continue;
    const right = operand(words);
    return (item, all) => compare(left(item, all), right(item, all));
  }
  return (item, all) => left(item, all) === true;
}

const remembered = <T>(read: (words: Words) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      const words = new Words(text);
      found = read(words);
      if (!words.over) throw new NotUnderstood(`"${words.next()}" in ${text}`);
      known.set(text, found);
    }
    return found;
  };
};

/** A condition expression, also of keys or a filter. */
export const conditionOf = remembered(either);

/** An update expression: what it makes of an item, which is not changed itself. */
export const updateOf = remembered((words) => {
  const changes: ((before: Item, after: Item, given: Given) => Item)[] = [];
  while (!words.over) {
    const verb = words.next().toUpperCase();
    words.list(() => {
      const path = words.next();
      if (verb === "REMOVE") {
        changes.push((_, after, given) => put(after, pathOf(path, given), undefined));
        return;
      }
      if (verb === "SET") words.expect("=");
      const value = operand(words);
      const plus = words.is("+");
      const more = plus || words.is("-") ? operand(words) : undefined;
      if (verb === "SET") {
        changes.push((before, after, given) => {
          const first = value(before, given);
          const second = more && (more(before, given) as number);
          const set = second === undefined ? first : (first as number) + (plus ? second : -second);
          return put(after, pathOf(path, given), set);
        });
      } else if (verb === "ADD") {
        changes.push((before, after, given) => {
          const names = pathOf(path, given);
          return put(after, names, added(at(before, names), value(before, given)));
        });
      } else throw new NotUnderstood(`no clause ${verb}`);
    });
  }
  return (item: Item, given: Given) => changes.reduce((after, change) => change(item, after, given), item);
});

const added = (before: unknown, more: unknown): unknown =>
  more instanceof Set ? new Set([...((before as Set<unknown>) ?? []), ...more]) : Number(before ?? 0) + Number(more);

function put(item: Item, [name, ...rest]: readonly string[], value: unknown): Item {
  if (name === undefined) throw new NotUnderstood("an attribute has a name");
  if (rest.length > 0) {
    const inner = item[name];
    if (typeof inner !== "object" || inner === null) throw new NotUnderstood(`no map ${name} to write into`);
    return { ...item, [name]: put(inner as Item, rest, value) };
  }
  if (value !== undefined) return { ...item, [name]: value };
  const { [name]: _, ...others } = item;
  return others;
}
