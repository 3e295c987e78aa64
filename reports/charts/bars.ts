import type { Colour } from "../../look/tokens.ts";
import { drawing, fitting, label, linked, rule, type Surface, stripes, ticks, widthOf } from "./frame.ts";
import { type Drawn, el } from "./node.ts";

/** Bars from zero, one below the other, each with what it says; in grey that of the period before. */
export interface Bars {
  kind: "bars";
  rows: readonly { name: string; value: number; text: string; before?: number; href?: string | undefined }[];
  xTitle: string;
}

export function drawBars({ rows, xTitle }: Bars, title: string, surface: Surface): Drawn {
  const { width, colour } = surface;
  const narrow = width < 480;
  const left = narrow ? 0 : Math.min(width * 0.32, 12 + Math.max(...rows.map(({ name }) => widthOf(name)), 40));
  const right = 8 + Math.max(...rows.map(({ text }) => widthOf(text)), 30);
  const most = Math.max(1, ...rows.flatMap(({ value, before = 0 }) => [value, before]));
  const hasBefore = rows.some(({ before }) => before !== undefined);
  const band = (narrow ? 46 : 32) + (hasBefore ? 8 : 0);
  const height = rows.length * band + 34;
  const long = (value: number) => (value / most) * Math.max(20, width - left - right);
  const drawn = rows.map(({ name, value, text, before, href }, n) => {
    const top = n * band + (narrow ? 20 : 4);
    return linked(
      href,
      `${name} ${text}`,
      narrow
        ? label(surface, 0, n * band + 10, fitting(name, width))
        : label(surface, left - 8, top + 10, fitting(name, left - 8), { anchor: "end" }),
      el("rect", { x: left, y: top, width: Math.max(1, long(value)), height: 20, rx: 2, fill: colour("series-1") }),
      ...(before === undefined
        ? []
        : [el("rect", { x: left, y: top + 22, width: Math.max(1, long(before)), height: 5, fill: colour("before") })]),
      label(surface, left + long(value) + 6, top + 10, text),
    );
  });
  return drawing(surface, height, title, [
    rule(surface, left, 0, left, rows.length * band, "edge"),
    ...drawn,
    label(surface, left, height - 12, xTitle, { colour: "soft", px: 12 }),
  ]);
}

/** Columns by day, week or month, with steps of what could be taken, and in grey those of the period before. */
export interface Columns {
  kind: "columns";
  columns: readonly { name: string; value: number; partial: boolean; before?: number }[];
  steps?: { name: string; values: readonly number[] } | undefined;
  yTitle: string;
}

export function drawColumns({ columns, steps, yTitle }: Columns, title: string, surface: Surface): Drawn {
  const { width, colour } = surface;
  const [left, top, height] = [36, 30, width < 480 ? 240 : 300];
  const bottom = height - 34;
  const values = columns.flatMap(({ value, before = 0 }, n) => [value, before, steps?.values[n] ?? 0]);
  const marks = ticks(Math.max(...values, 0));
  const most = marks.at(-1) ?? 1;
  const py = (value: number) => bottom - (value / most) * (bottom - top);
  const band = (width - left - 4) / Math.max(1, columns.length);
  const hasBefore = columns.some(({ before }) => before !== undefined);
  const bar = Math.max(1, Math.min(36, band * 0.72));
  const every = Math.max(1, Math.ceil((columns.length * 64) / (width - left)));
  const drawn = columns.map(({ name, value, partial, before }, n) => {
    const x = left + n * band + (band - bar) / 2;
    const wide = hasBefore ? bar * 0.62 : bar;
    return linked(
      undefined,
      `${name}: ${value}`,
      ...(before === undefined
        ? []
        : [
            el("rect", {
              x: x + bar * 0.66,
              y: py(before),
              width: bar * 0.34,
              height: bottom - py(before),
              fill: colour("before"),
            }),
          ]),
      el("rect", {
        ...{ x, y: py(value), width: wide, height: Math.max(value === 0 ? 0 : 1, bottom - py(value)) },
        ...(partial ? { fill: "url(#open-column)", stroke: colour("series-1") } : { fill: colour("series-1") }),
      }),
      ...(n % every === 0
        ? [label(surface, x + bar / 2, bottom + 14, name, { anchor: "middle", colour: "soft", px: 12 })]
        : []),
    );
  });
  const stair = steps?.values.map(
    (value, n) =>
      `${n === 0 ? "M" : "L"}${(left + n * band).toFixed(1)} ${py(value).toFixed(1)}H${(left + (n + 1) * band).toFixed(1)}`,
  );
  return drawing(surface, height, title, [
    stripes(surface, "open-column", "series-1"),
    label(surface, 0, 10, yTitle, { colour: "soft", px: 12 }),
    ...marks.flatMap((mark) => [
      rule(surface, left, py(mark), width, py(mark)),
      label(surface, left - 6, py(mark), `${mark}`, { anchor: "end", colour: "soft", px: 12 }),
    ]),
    ...drawn,
    ...(steps && stair
      ? [
          el("path", {
            d: stair.join(""),
            fill: "none",
            stroke: colour("series-3"),
            "stroke-width": 2,
            "stroke-dasharray": "7 3",
          }),
          label(surface, width - 4, py(steps.values.at(-1) ?? 0) - 10, steps.name, {
            anchor: "end",
            colour: "series-3" as Colour,
          }),
        ]
      : []),
    rule(surface, left, bottom, width, bottom, "edge"),
  ]);
}
