/** How the tests of an entry are joined; a number is that of a test, from 1. */
export type Joined = number | { all: Joined[] } | { any: Joined[] } | { not: Joined };

/**
 * Reads a filter such as `1 AND (2 OR NOT 3)`. NOT binds closer than AND, and AND closer than OR.
 * @param most the number of tests
 * @returns undefined where it cannot be read or names a test that is not there
 */
export function readFilter(text: string, most: number): Joined | undefined {
  const tokens = text.toUpperCase().match(/\d+|AND|OR|NOT|[()]|\S+/g) ?? [];
  let at = 0;
  const eat = (token: string): boolean => tokens[at] === token && ++at > 0;

  const several = (word: "AND" | "OR", one: () => Joined | undefined): Joined | undefined => {
    const parts = [one()];
    while (eat(word)) parts.push(one());
    if (parts.some((part) => part === undefined)) return undefined;
    const read = parts as Joined[];
    if (read.length === 1) return read[0];
    return word === "AND" ? { all: read } : { any: read };
  };
  const single = (): Joined | undefined => {
    if (eat("NOT")) {
      const part = single();
      return part === undefined ? undefined : { not: part };
    }
    if (eat("(")) {
      const part = either();
      return eat(")") ? part : undefined;
    }
    const number = Number(tokens[at]);
    if (!(Number.isInteger(number) && number >= 1 && number <= most)) return undefined;
    at += 1;
    return number;
  };
  const either = (): Joined | undefined => several("OR", () => several("AND", single));

  const read = either();
  return at === tokens.length ? read : undefined;
}
