/** The bytes of a text in UTF-8, without encoding it: an item has hundreds of short ones. */
function utf8(text: string): number {
  let bytes = text.length;
  for (let n = 0; n < text.length; n++) {
    const unit = text.charCodeAt(n);
    if (unit < 0x80) continue;
    // A pair of surrogates is four bytes, of which each half counts two; one alone is replaced by three.
    const halves = text.codePointAt(n) ?? 0;
    if (halves > 0xffff) {
      bytes += 2;
      n += 1;
    } else bytes += unit < 0x800 ? 1 : 2;
  }
  return bytes;
}

/**
 * The bytes that a value takes in an item, as DynamoDB counts them: texts in UTF-8, a number by its digits, three for a
 * list or a map and one for each of its elements, and the names of a map's fields. Never less than DynamoDB counts, since
 * numbers are rounded up. ("DynamoDB item sizes and formats", Amazon DynamoDB developer guide.)
 */
export function bytesOf(value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value === "string") return utf8(value);
  if (typeof value === "number") return Math.ceil(String(value).length / 2) + 2;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + 1 + bytesOf(each), 3);
  if (typeof value === "object" && value !== null) return 3 + fieldBytes(value);
  return 1;
}

const fieldBytes = (of: object): number =>
  Object.entries(of).reduce(
    (sum, [name, value]) => (value === undefined ? sum : sum + 1 + utf8(name) + bytesOf(value)),
    0,
  );
