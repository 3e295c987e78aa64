import type { Colour } from "../../look/tokens.ts";
import { type Drawn, el } from "./node.ts";

/** How a drawing is made: its width in pixels, and what each colour is where it is shown. */
export interface Surface {
  width: number;
  colour: (name: Colour) => string;
}

/** Size of the texts in a drawing, px. */
const size = 13;
/** About how wide a text is, px: drawings are made where nothing can be measured. */
export const widthOf = (text: string, px = size): number => text.length * px * 0.56;

/** A text that fits; what is cut is said whole in the table beside. */
export function fitting(text: string, width: number, px = size): string {
  const most = Math.max(4, Math.floor(width / (px * 0.56)));
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

interface TextOptions {
  anchor?: "start" | "middle" | "end";
  colour?: Colour;
  bold?: boolean;
  px?: number;
  /** It keeps lines behind it away. */
  halo?: boolean;
}

/** A text with its middle line at `y`. */
export function label(
  { colour }: Surface,
  x: number,
  y: number,
  text: string,
  { anchor = "start", colour: name = "ink", bold = false, px = size, halo = false }: TextOptions = {},
): Drawn {
  const weight = bold ? { "font-weight": "600" } : {};
  const kept = halo ? { stroke: colour("card"), "stroke-width": 4, "paint-order": "stroke" } : {};
  const attrs = { x, y: y + px * 0.35, fill: colour(name), "font-size": px, "text-anchor": anchor, ...weight, ...kept };
  return el("text", attrs, text);
}

/** A line that carries no value. */
export const rule = ({ colour }: Surface, x1: number, y1: number, x2: number, y2: number, name: Colour = "line") =>
  el("line", { x1, y1, x2, y2, stroke: colour(name), "stroke-width": 1 });

/** A whole drawing. Its title is what a screen reader says of it. */
export function drawing(
  { width }: Surface,
  height: number,
  title: string,
  parts: readonly (Drawn | undefined)[],
): Drawn {
  return el(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`,
      width: Math.round(width),
      height: Math.round(height),
      role: "img",
      "aria-label": title,
      "font-family": "Turno, system-ui, sans-serif",
    },
    ...parts,
  );
}

/** Stripes in a colour, for what is not over yet: the shape says what the colour says. */
export const stripes = ({ colour }: Surface, id: string, name: Colour): Drawn =>
  el(
    "defs",
    {},
    el(
      "pattern",
      { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      el("rect", { width: 6, height: 6, fill: colour("card") }),
      el("rect", { width: 2.5, height: 6, fill: colour(name) }),
    ),
  );

/** Something that is a link where the drawing is on a page. */
export const linked = (href: string | undefined, title: string, ...parts: Drawn[]): Drawn =>
  href === undefined
    ? el("g", {}, el("title", {}, title), ...parts)
    : el("a", { href }, el("title", {}, title), ...parts);

/** Round values from 0 to at least `most`, at most about `count` of them. */
export function ticks(most: number, count = 5): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const whole = most >= count ? Math.max(1, step) : step;
  return Array.from({ length: Math.ceil(most / whole) + 1 }, (_, n) => n * whole);
}
