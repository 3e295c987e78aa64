import type { CurveLine } from "../charts/curve.ts";
import { type Speed, speed } from "../figures.ts";
import type { LeadRow } from "../row.ts";
import type { Quantile, Step } from "../statistics.ts";
import { workedUntil } from "../summary.ts";
import { cell, dimensionName, largestOf, type Part, partsOf, type Question, type View, writing } from "./view.ts";

/** From how many leads on half of them, and nine in ten, have an interval. Fewer than the first are dots. */
const fewest = { half: 6, nine: 36 };

/** Times of the axis, minutes. */
const axis = [1, 5, 15, 60, 240, 1440, 4320, 10_080, 43_200];

/** How long it takes until somebody reaches a lead's person. */
export function speedView(question: Question): View {
  const { rows, before, by, now, period, say, clock, team } = question;
  const { count, minutes, quantile } = writing(question);
  const worked = clock === "worked" ? workedUntil(team.reps) : undefined;
  const known = new Map<readonly LeadRow[], Speed>();
  const of = (leads: readonly LeadRow[]): Speed => {
    const found = known.get(leads) ?? speed(leads, now, worked);
    known.set(leads, found);
    return found;
  };
  const all = of(rows);
  const parts = partsOf(question);
  const lines = largestOf(parts, say).map((part) => lineOf(part, of(part.rows)));
  const past = before && before.length > 0 ? speed(before, period.from, worked) : undefined;
  if (before && past) known.set(before, past);
  const last = Math.max(...lines.flatMap(({ steps }) => steps.at(-1)?.x ?? 0), past?.steps.at(-1)?.time ?? 0, 60);
  const end = axis.findIndex((time) => time >= last);
  const told = (part: Part) => {
    const { leads, contacted, p50, p90 } = of(part.rows);
    return [
      ...[cell(part.name, undefined, part.href), cell(count(leads), leads), cell(count(contacted), contacted)],
      ...[withInterval(p50, leads >= fewest.half), withInterval(p90, leads >= fewest.nine)],
    ];
  };
  const withInterval = (found: Quantile, isKnown: boolean) => {
    const ends = [found.low, found.high].map((time) => (time === undefined ? "" : minutes(time)));
    const interval = isKnown && found.time !== undefined ? ` (${ends.join("–")})` : "";
    return cell(`${quantile(found)}${interval}`, found.time);
  };
  return {
    sentence: sentenceOf(question, all),
    chart:
      all.leads === 0
        ? undefined
        : {
            kind: "curve",
            lines: past
              ? [...lines, { ...lineOf({ name: say.before, rows: before ?? [] }, past), isBefore: true }]
              : lines,
            axis: axis.slice(0, end < 0 ? undefined : end + 1).map((x) => ({ x, text: minutes(x) })),
            xTitle: say.axes.minutes,
            yTitle: say.axes.reached,
          },
    head: [
      ...[
        by ? dimensionName(question, by) : say.columns.slice,
        say.columns.leads,
        say.columns.contacted,
        say.columns.half,
        say.columns.nine,
      ],
    ],
    rows: [...parts.map(told), ...(past ? [[...told({ name: say.before, rows: before ?? [] })]] : [])],
    definition: say.definitions.speed,
  };
}

function lineOf({ name, href }: Part, { leads, steps, p50, p90 }: Speed): CurveLine {
  const marks = [
    { part: 0.5, x: p50.time },
    { part: 0.9, x: p90.time },
  ].filter((mark): mark is { part: number; x: number } => mark.x !== undefined);
  const drawn = visible(steps).map(({ time, left, low, high }) => ({
    x: time,
    y: 1 - left,
    low: 1 - high,
    high: 1 - low,
  }));
  if (leads >= fewest.half) return { name, href, steps: drawn, marks };
  const reached = steps.flatMap(({ time, happened }) =>
    Array.from({ length: happened }, () => ({ x: time, happened: true })),
  );
  return { name, href, steps: drawn, marks: [], dots: reached };
}

/** The steps that can be told apart in a drawing: of those within a hundredth of an octave the last. */
function visible(steps: readonly Step[]): Step[] {
  const place = (step: Step | undefined) => Math.floor(Math.log(Math.max(step?.time ?? 0, 0.1)) * 100);
  return steps.filter((step, n) => n === steps.length - 1 || place(step) !== place(steps[n + 1]));
}

function sentenceOf(question: Question, { leads, contacted, p50, p90 }: Speed): string {
  const { sentences } = question.say;
  const { count, minutes } = writing(question);
  if (leads === 0) return sentences.nothing;
  if (p50.time === undefined) return sentences.speedNone(count(contacted), count(leads));
  return p90.time === undefined
    ? sentences.speedHalf(minutes(p50.time))
    : sentences.speed(minutes(p50.time), minutes(p90.time));
}
