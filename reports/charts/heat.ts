import type { Colour } from "../../look/tokens.ts";
import { drawing, label, type Surface } from "./frame.ts";
import { type Drawn, el } from "./node.ts";

/** A number for each hour of the week, Monday first; undefined where there is nothing, which is not 0. */
export interface Heat {
  kind: "heat";
  days: readonly string[];
  cells: readonly { value?: number | undefined; text: string; title: string }[];
  xTitle: string;
}

const steps = ["heat-1", "heat-2", "heat-3", "heat-4", "heat-5"] as const satisfies Colour[];

/** Which of the five steps a value is in; each holds a fifth of the way from 0 to the most. */
const stepOf = (value: number, most: number): number => Math.min(4, Math.floor((value / Math.max(most, 1e-9)) * 5));

/** Days as rows; on a phone as columns, since 24 hours do not fit beside each other. */
export function drawHeat({ days, cells, xTitle }: Heat, title: string, surface: Surface): Drawn {
  const { width, colour } = surface;
  const isTall = width < 560;
  const [left, top] = [isTall ? 30 : 40, 24];
  const across = isTall ? 7 : 24;
  const [wide, high] = [(width - left) / across, isTall ? 22 : 28];
  const most = Math.max(0, ...cells.map(({ value = 0 }) => value));
  const parts: Drawn[] = [];
  for (const [n, { value, text, title: said }] of cells.entries()) {
    const [day, hour] = [Math.floor(n / 24), n % 24];
    const [x, y] = isTall ? [left + day * wide, top + hour * high] : [left + hour * wide, top + day * high];
    const step = value === undefined ? undefined : stepOf(value, most);
    const fill = colour(step === undefined ? "card" : (steps[step] ?? "heat-1"));
    const ink: Colour = step === undefined ? "soft" : step > 2 ? "on-accent" : "ink";
    parts.push(
      el(
        "g",
        {},
        el("title", {}, said),
        el("rect", { x: x + 0.5, y: y + 0.5, width: wide - 1, height: high - 1, rx: 2, fill }),
        label(surface, x + wide / 2, y + high / 2, text, { anchor: "middle", colour: ink, px: 11 }),
      ),
    );
  }
  const hours = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => hour % 3 === 0);
  const axis = isTall
    ? [
        ...days.map((day, n) =>
          label(surface, left + (n + 0.5) * wide, 10, day, { anchor: "middle", colour: "soft", px: 12 }),
        ),
        ...hours.map((hour) =>
          label(surface, left - 6, top + (hour + 0.5) * high, `${hour}`, { anchor: "end", colour: "soft", px: 12 }),
        ),
      ]
    : [
        ...days.map((day, n) =>
          label(surface, left - 6, top + (n + 0.5) * high, day, { anchor: "end", colour: "soft", px: 12 }),
        ),
        ...hours.map((hour) =>
          label(surface, left + (hour + 0.5) * wide, 10, `${hour}`, { anchor: "middle", colour: "soft", px: 12 }),
        ),
      ];
  const height = top + (isTall ? 24 : 7) * high;
  return drawing(surface, height + 28, title, [
    ...axis,
    ...parts,
    label(surface, width, height + 14, xTitle, { anchor: "end", colour: "soft", px: 12 }),
  ]);
}
