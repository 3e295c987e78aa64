import type { Chart, Width } from "./drawing.ts";
import { type ReplayResult, type SideFigures, waitSteps } from "./result.ts";
import { causeWords, coverageRows, durationText, repRows } from "./words.ts";

const ink = "#1c2733";
const quiet = "#5b6875";
const line = "#d9dfe5";
export const colours = { before: "#9aa7b5", after: "#1860b8", owed: "#b3541e" };
/** Directly by each cause, then cascading, then unchanged; told apart by lightness as well. */
const changeColours = ["#7a2e0e", "#b3541e", "#d98236", "#eebb7c", "#8579ab", "#dfe5ea"];

const text = { color: ink, fontFamily: "system-ui, sans-serif", fontSize: 13 };
const base = {
  animation: false,
  textStyle: text,
  legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: text },
};
const names = { type: "category", inverse: true, axisTick: { show: false }, axisLine: { lineStyle: { color: line } } };
const numbers = {
  type: "value",
  minInterval: 1,
  splitLine: { lineStyle: { color: line } },
  axisLabel: { color: quiet },
};

/** A name that fits beside a bar. */
const short = (name: string, width: Width): string => {
  const most = width === "narrow" ? 16 : 32;
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
};
/** Room for the longest name at the left; the renderer cannot measure text, and lets it run out of the drawing. */
const roomFor = (names: readonly string[]): number => 14 + 7.2 * Math.max(4, ...names.map(({ length }) => length));
const label = { show: true, position: "right", distance: 8, color: ink, fontSize: 12 };

/** Pairs of bars, before over after, one pair for each name. */
function pairs(
  rows: { name: string; before: number; after: number }[],
  width: Width,
  format: (value: number) => string = String,
): Chart {
  const bars = (name: "before" | "after") => ({
    name,
    type: "bar",
    barMaxWidth: 13,
    itemStyle: { color: colours[name] },
    label: { ...label, formatter: ({ value }: { value: number }) => format(value) },
    data: rows.map((row) => row[name]),
  });
  const shown = rows.map(({ name }) => short(name, width));
  return {
    height: 70 + rows.length * 40,
    option: {
      ...base,
      grid: { top: 32, left: roomFor(shown), right: 48, bottom: 24 },
      xAxis: { ...numbers, axisLabel: { color: quiet, formatter: format, hideOverlap: true } },
      yAxis: { ...names, data: shown, axisLabel: text },
      series: [bars("before"), bars("after")],
    },
  };
}

/** How many leads go elsewhere, and why. */
export function changeChart({ changed, leads }: ReplayResult, width: Width): Chart {
  const parts = [
    ...Object.entries(causeWords).map(([cause, words]): [string, number] => [
      words,
      changed.by[cause as keyof typeof causeWords],
    ]),
    ["only because leads before it went elsewhere", changed.cascading] as [string, number],
    ["the same as before", leads.count - changed.leads] as [string, number],
  ];
  const shown = parts
    .map(([name, value], n) => ({ name, value, color: changeColours[n] }))
    .filter(({ value }) => value > 0);
  const narrow = width === "narrow";
  return {
    height: narrow ? 70 + shown.length * 46 : 60 + shown.length * 34,
    option: {
      ...base,
      legend: { show: false },
      grid: { top: 4, left: narrow ? 144 : 312, right: 56, bottom: 24 },
      xAxis: numbers,
      yAxis: {
        ...names,
        data: shown.map(({ name }) => name),
        axisLabel: { ...text, width: narrow ? 112 : 298, overflow: "break" },
      },
      series: [
        {
          type: "bar",
          barMaxWidth: 20,
          label,
          data: shown.map(({ value, color }) => ({ value, itemStyle: { color } })),
        },
      ],
    },
  };
}

export const mostReps = 20;

/** Who has how many leads before and after, and the share that the ledgers owe them. */
export function repChart(result: ReplayResult, width: Width): Chart {
  const rows = repRows(result).slice(0, mostReps);
  const chart = pairs(
    rows.map(({ repId, before, after }) => ({ name: repId, before: before?.leads ?? 0, after: after?.leads ?? 0 })),
    width,
  );
  const owed = {
    name: "share owed, after",
    type: "scatter",
    symbol: "rect",
    symbolSize: [3, 15],
    symbolOffset: [0, 7],
    itemStyle: { color: colours.owed },
    data: rows.map(({ after }, n) => [after?.owed ?? 0, n]),
    z: 3,
  };
  return { ...chart, option: { ...chart.option, series: [...(chart.option.series as object[]), owed] } };
}

/** Leads open with reps, and leads that wait, over time. */
export function loadChart({ before, after }: ReplayResult, width: Width): Chart {
  const lines = (name: "before" | "after", side: SideFigures, key: "open" | "waiting", axis: number) => ({
    name: `${key === "open" ? "open" : "waiting"}, ${name}`,
    type: "line",
    xAxisIndex: axis,
    yAxisIndex: axis,
    showSymbol: false,
    step: "start",
    lineStyle: { width: name === "before" ? 3 : 2, color: colours[name] },
    itemStyle: { color: colours[name] },
    data: side.load.map((point) => [Date.parse(point.at), point[key]]),
  });
  const narrow = width === "narrow";
  const time = {
    type: "time",
    splitNumber: narrow ? 3 : 8,
    axisLabel: { color: quiet, hideOverlap: true, formatter: timeLabel },
    axisLine: { lineStyle: { color: line } },
  };
  const title = (name: string) => ({
    name,
    nameLocation: "end",
    nameTextStyle: { ...text, align: "left", padding: [0, 0, 0, -28] },
  });
  return {
    height: 420,
    option: {
      ...base,
      useUTC: true,
      legend: {
        ...base.legend,
        data: ["open, before", "open, after"],
        formatter: (name: string) => name.slice("open, ".length),
      },
      grid: [
        { top: 62, left: 36, right: 12, height: 130 },
        { top: 262, left: 36, right: 12, height: 120 },
      ],
      xAxis: [
        { ...time, gridIndex: 0 },
        { ...time, gridIndex: 1 },
      ],
      yAxis: [
        { ...numbers, ...title("Leads open with reps"), gridIndex: 0, splitNumber: 3 },
        { ...numbers, ...title("Most leads waiting at one time"), gridIndex: 1, splitNumber: 3 },
      ],
      series: [
        lines("before", before, "open", 0),
        lines("after", after, "open", 0),
        lines("before", before, "waiting", 1),
        lines("after", after, "waiting", 1),
      ],
    },
  };
}

const timeLabel = { year: "{yyyy}", month: "{d} {MMM}", day: "{d} {MMM}", hour: "{HH}:{mm}", minute: "{HH}:{mm}" };

/** By territory, how many leads no rule is for or no rep was found for. */
export function uncoveredChart(result: ReplayResult, width: Width): Chart {
  const rows = coverageRows(result, "territories").map(({ name, before, after }) => ({
    name: name === "(none)" ? "in no territory" : name,
    before: before.uncovered,
    after: after.uncovered,
  }));
  return pairs(rows.slice(0, mostReps), width);
}

/** What part of the leads waits how long until a rep is there. */
export function waitChart({ before, after }: ReplayResult, width: Width): Chart {
  const [all, next] = [before.waits[0], after.waits[0]];
  const bands = [
    "at once",
    ...waitSteps.slice(1).map((step) => `up to ${durationText(step)}`),
    `longer than ${durationText(waitSteps.at(-1))}`,
    "never",
  ];
  const percents = (of: SideFigures["waits"][number] | undefined): number[] =>
    [...(of?.spread ?? []), of?.never ?? 0].map((count) => (100 * count) / Math.max(1, of?.leads ?? 0));
  const [first, second] = [percents(all), percents(next)];
  const rows = bands.map((name, n) => ({ name, before: first[n] ?? 0, after: second[n] ?? 0 }));
  return pairs(rows, width, (value) => `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)}%`);
}
