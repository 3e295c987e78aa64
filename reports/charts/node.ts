/** An element of a drawing. A page makes elements of it, a mail text. */
export interface Drawn {
  tag: string;
  attrs: Readonly<Record<string, string | number>>;
  children: readonly (Drawn | string)[];
}

/** An element of a drawing. Lengths are in pixels, rounded to tenths. */
export function el(
  tag: string,
  attrs: Readonly<Record<string, string | number | undefined>>,
  ...children: readonly (Drawn | string | undefined)[]
): Drawn {
  const kept = Object.entries(attrs).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return {
    tag,
    attrs: Object.fromEntries(kept.map(([name, value]) => [name, typeof value === "number" ? tenths(value) : value])),
    children: children.filter((child) => child !== undefined),
  };
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? "");

/** A drawing as text. */
export function textOf({ tag, attrs, children }: Drawn): string {
  const written = Object.entries(attrs).map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  const inside = children.map((child) => (typeof child === "string" ? escaped(child) : textOf(child)));
  return `<${tag}${written.join("")}>${inside.join("")}</${tag}>`;
}
