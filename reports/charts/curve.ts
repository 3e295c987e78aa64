import type { Colour } from "../../look/tokens.ts";
import { drawing, fitting, label, linked, rule, type Surface } from "./frame.ts";
import { type Drawn, el } from "./node.ts";

/** The colours of the series, and the dashes that repeat what they say. */
const seriesColours = [
  "series-1",
  "series-2",
  "series-3",
  "series-4",
  "series-5",
  "before",
] as const satisfies Colour[];
const dashes = ["", "7 3", "2 3", "9 3 2 3", "4 2", "1 3"];

/** One line of a curve: the part of all that had it happen by a time, from 0 to 1, with its interval. */
export interface CurveLine {
  name: string;
  /** It is the period before, in grey. */
  isBefore?: boolean;
  steps: readonly { x: number; y: number; low: number; high: number }[];
  /** The times of each, in place of a line where they are too few for one; open dots did not happen yet. */
  dots?: readonly { x: number; happened: boolean }[];
  /** When half of them and nine in ten had it happen. */
  marks: readonly { part: number; x: number }[];
  href?: string | undefined;
}

export interface Curve {
  kind: "curve";
  lines: readonly CurveLine[];
  /** Values of x with what they are called, smallest first. */
  axis: readonly { x: number; text: string }[];
  xTitle: string;
  yTitle: string;
}

/** The share that had it happen by then, over time from a minute on, in logarithms. */
export function drawCurve({ lines, axis, xTitle, yTitle }: Curve, title: string, surface: Surface): Drawn {
  const { width, colour } = surface;
  const narrow = width < 480;
  const named = lines.length > 1;
  const [left, top, right] = [44, 28, named && !narrow ? 156 : 16];
  const legend = named && narrow ? lines.length * 20 : 0;
  const height = (narrow ? 260 : 320) + legend;
  const bottom = height - 48 - legend;
  const first = axis[0]?.x ?? 1;
  const last = axis.at(-1)?.x ?? 1440;
  const px = (x: number) =>
    left +
    ((Math.log(Math.min(last, Math.max(first, x))) - Math.log(first)) / Math.log(last / first)) *
      (width - left - right);
  const py = (y: number) => bottom - y * (bottom - top);
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((y) => [
    rule(surface, left, py(y), width - right, py(y)),
    label(surface, left - 6, py(y), `${y * 100}%`, { anchor: "end", colour: "soft", px: 12 }),
  ]);
  const columns = axis
    .filter((_, n) => !narrow || n % 2 === 0)
    .map(({ x, text }, n) =>
      label(surface, px(x), bottom + 16, text, { anchor: n === 0 ? "start" : "middle", colour: "soft", px: 12 }),
    );
  const ends: number[] = [];
  const drawn = lines.map((line, n) => {
    const name = line.isBefore ? "before" : (seriesColours[n] ?? "before");
    const stroke = colour(name);
    const dash = (line.isBefore ? "" : dashes[n]) || undefined;
    const path = pathOf(line, px, py, last);
    const end = line.steps.at(-1)?.y ?? 0;
    const at = placeFor(py(end), ends);
    const shape = line.dots
      ? line.dots.map(({ x, happened }, each) =>
          el("circle", {
            ...{ cx: px(x), cy: py((each + 1) / (line.dots?.length ?? 1)), r: 4.5, stroke, "stroke-width": 1.5 },
            fill: happened ? stroke : colour("card"),
          }),
        )
      : [
          // More than two intervals over each other say nothing any more; the table has them.
          ...(lines.length > 2
            ? []
            : [el("path", { d: bandOf(line, px, py, last), fill: stroke, "fill-opacity": 0.12, stroke: "none" })]),
          el("path", { d: path, fill: "none", stroke, "stroke-width": 2, "stroke-dasharray": dash }),
          ...line.marks.map(({ part, x }) =>
            el("circle", { cx: px(x), cy: py(part), r: 4.5, fill: colour("card"), stroke, "stroke-width": 2 }),
          ),
        ];
    const [x, y] = narrow ? [left, bottom + 52 + n * 20] : [width - right + 8, at];
    const sample = { x1: x, x2: x + 20, y1: y, y2: y, stroke, "stroke-width": 2.5, "stroke-dasharray": dash };
    const text = [el("line", sample), label(surface, x + 26, y, fitting(line.name, width - x - 26))];
    return linked(line.href, line.name, ...shape, ...(named ? text : []));
  });
  return drawing(surface, height, title, [
    label(surface, 0, 10, yTitle, { colour: "soft", px: 12 }),
    ...grid,
    ...columns,
    ...drawn,
    label(surface, width - right, bottom + 34, xTitle, { anchor: "end", colour: "soft", px: 12 }),
  ]);
}

/** A place for a label near `y` that no other has. */
function placeFor(y: number, taken: number[]): number {
  let at = y;
  while (taken.some((other) => Math.abs(other - at) < 16)) at += 4;
  taken.push(at);
  return at;
}

function pathOf({ steps }: CurveLine, px: (x: number) => number, py: (y: number) => number, last: number): string {
  const parts = steps.map(({ x, y }) => `H${px(x).toFixed(1)}V${py(y).toFixed(1)}`);
  return `M${px(0).toFixed(1)} ${py(0).toFixed(1)}${parts.join("")}H${px(last).toFixed(1)}`;
}

function bandOf({ steps }: CurveLine, px: (x: number) => number, py: (y: number) => number, last: number): string {
  const at = (x: number, y: number) => `${px(x).toFixed(1)} ${py(y).toFixed(1)}`;
  const stairs = (of: "low" | "high") =>
    steps.flatMap((step, n) => {
      const next = steps[n + 1]?.x ?? last;
      return [at(step.x, step[of]), at(next, step[of])];
    });
  const start = at(0, 0);
  return `M${[start, ...stairs("high"), ...stairs("low").reverse(), start].join("L")}Z`;
}
