import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, ScatterChart, GridComponent, LegendComponent, SVGRenderer]);

/** How wide a chart is drawn: one for a page on a telephone, one for a page on a screen. Pixels. */
export const widths = { narrow: 340, wide: 860 } as const;
export type Width = keyof typeof widths;

export interface Chart {
  option: echarts.EChartsCoreOption;
  height: number;
}

/** Draws a chart as SVG that says what it is to who cannot see it. `title` and `about` are plain text. */
export function draw({ option, height }: Chart, width: Width, id: string, title: string, about: string): string {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: widths[width], height });
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  const named = `role="img" aria-labelledby="${id}-title ${id}-about"`;
  return (
    svg
      .replace(
        /^<svg ([^>]*)>/,
        (_, attributes: string) =>
          `<svg ${named} ${attributes.replace(/(width|height)="\d+" /g, "")}><title id="${id}-title">${escaped(title)}</title><desc id="${id}-about">${escaped(about)}</desc>`,
      )
      .replace(/<style[^>]*>.*?<\/style>/s, "")
      // What is for pointing at only, and numbers that go on from one drawing to the next.
      .replaceAll(/ (ecmeta_\w+|class)="[^"]*"/g, "")
      .replaceAll(/zr\d+-/g, `${id}-`)
  );
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
