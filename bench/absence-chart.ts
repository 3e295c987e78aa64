import { HeatmapChart } from "echarts/charts";
import { GridComponent, TitleComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([HeatmapChart, GridComponent, TitleComponent, VisualMapComponent, SVGRenderer]);

export interface Pool {
  name: string;
  /** Leads by rep and working hour. */
  leads: number[][];
}

const ink = "#1c2733";
const text = { color: ink, fontFamily: "system-ui, sans-serif", fontSize: 13 };
const width = 960;
const rowHeight = 18;

/** A heat map of leads by rep and hour for each pool, one below the other. */
export function absenceChart(pools: readonly Pool[], reps: readonly string[], hoursOfADay: number): string {
  const hours = pools[0]?.leads[0]?.length ?? 0;
  const height = 60 + reps.length * rowHeight;
  const most = Math.max(...pools.flatMap(({ leads }) => leads.flat()));
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height: pools.length * height + 40 });
  const top = (n: number) => n * height + 28;
  chart.setOption({
    animation: false,
    textStyle: text,
    title: [
      ...pools.map(({ name }, n) => ({
        text: name,
        top: top(n) - 24,
        left: 8,
        textStyle: { ...text, fontSize: 14 },
      })),
      { text: "leads an hour", bottom: 6, left: 8, textStyle: { ...text, fontWeight: "normal" } },
    ],
    grid: pools.map((_, n) => ({ top: top(n), left: 76, right: 16, height: reps.length * rowHeight })),
    xAxis: pools.map((_, gridIndex) => ({
      type: "category",
      gridIndex,
      data: Array.from({ length: hours }, (_, hour) => `day ${Math.floor(hour / hoursOfADay) + 1}`),
      axisTick: { show: false },
      axisLabel: { ...text, fontSize: 11, interval: (hour: number) => hour % hoursOfADay === hoursOfADay / 2 },
    })),
    yAxis: pools.map((_, gridIndex) => ({
      type: "category",
      gridIndex,
      inverse: true,
      data: [...reps],
      axisTick: { show: false },
      axisLabel: text,
    })),
    visualMap: {
      type: "piecewise",
      pieces: Array.from({ length: most }, (_, n) => ({ value: n + 1, label: String(n + 1) })),
      orient: "horizontal",
      bottom: 0,
      left: 104,
      textStyle: text,
      inRange: { color: ["#cfe3f7", "#1860b8", "#0b2545"] },
    },
    series: pools.map(({ leads }, n) => ({
      type: "heatmap",
      xAxisIndex: n,
      yAxisIndex: n,
      data: leads.flatMap((row, rep) => row.flatMap((count, hour) => (count > 0 ? [[hour, rep, count]] : []))),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  // Without tooltips, which need a pointer.
  const title = "<title>Leads that each rep gets hour by hour, with an absence and a newcomer</title>";
  return svg
    .replace(/^<svg [^>]*>/, (start) => `${start}${title}`)
    .replace(/<style[^>]*>.*?<\/style>/s, "")
    .replaceAll(/ (ecmeta_\w+|class)="[^"]*"/g, "");
}
