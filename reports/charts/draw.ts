import { type Bars, type Columns, drawBars, drawColumns } from "./bars.ts";
import { type Curve, drawCurve } from "./curve.ts";
import { type Balances, type Dots, drawBalances, drawDots } from "./dots.ts";
import type { Surface } from "./frame.ts";
import { drawHeat, type Heat } from "./heat.ts";
import type { Drawn } from "./node.ts";

export type Chart = Curve | Bars | Columns | Dots | Balances | Heat;

/** Draws a chart for a page or a mail: what it shows is the same, how large it is and which colours it has is the surface's. */
export function draw(chart: Chart, title: string, surface: Surface): Drawn {
  switch (chart.kind) {
    case "curve":
      return drawCurve(chart, title, surface);
    case "bars":
      return drawBars(chart, title, surface);
    case "columns":
      return drawColumns(chart, title, surface);
    case "dots":
      return drawDots(chart, title, surface);
    case "balances":
      return drawBalances(chart, title, surface);
    case "heat":
      return drawHeat(chart, title, surface);
  }
}
