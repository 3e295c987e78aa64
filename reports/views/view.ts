import type { reports as english } from "../../texts/en/reports.ts";
import type { OwnWords } from "../../texts/own-words.ts";
import type { Chart } from "../charts/draw.ts";
import type { Fairness } from "../fairness.ts";
import { type Dimension, ownOf, type Period, slices } from "../figures.ts";
import type { LeadRow } from "../row.ts";
import type { Quantile, Share } from "../statistics.ts";
import type { Working } from "../summary.ts";
import type { Span } from "../volume.ts";

/** What reports say, in one language. */
export type ReportWords = typeof english;

/** The reports, in the order in which they are offered. */
export const reportNames = [
  ...(["funnel", "speed", "acceptance", "answered", "contact", "reassignment"] as const),
  ...(["results", "volume", "hours", "fairness", "campaigns", "late"] as const),
];
export type ReportName = (typeof reportNames)[number];

/** Somebody of the team, with what reports need of them. */
type Member = Working & {
  name: string;
  role: string;
  capacity: number;
  openLeads: number;
  perDay?: number | undefined;
  perWeek?: number | undefined;
  perMonth?: number | undefined;
};

/** What reports need beside the rows. Shares are from 0 to 1. */
export interface Team {
  reps: readonly Member[];
  fairness: readonly Fairness[];
  /** What the pools are called in each language. */
  poolNames: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By language, what the policy's own attributes by which leads can be grouped are called. */
  ownWords: Readonly<Record<string, Readonly<Record<string, OwnWords>>>>;
  currency: string;
  expectations: {
    answered_in_time?: number | undefined;
    contacted_in_time?: number | undefined;
    win_rate?: number | undefined;
  };
}

/** One value of a dimension, of which there may be a list of leads. */
export interface Slice {
  by: Dimension;
  value: string;
}

/** What is asked of a report. Times are ISO 8601. */
export interface Question {
  rows: readonly LeadRow[];
  /** Those of the period before, where both are compared. */
  before?: readonly LeadRow[] | undefined;
  period: Period;
  now: string;
  by?: Dimension | undefined;
  /** Whose time counts for speed to lead: the clock's, or the rep's working time. */
  clock: "clock" | "worked";
  span: Span;
  /** What the hours of the week show: how many came, or how long they waited. */
  measure: "leads" | "wait";
  team: Team;
  /** By whose clocks days and hours are told. */
  zone: string;
  locale: string;
  say: ReportWords;
  /** What was spent on each campaign, in the policy's currency. */
  spent?: ReadonlyMap<string, number> | undefined;
  /** Where the leads of a slice are listed; undefined where no list can show them. */
  href?: ((slice: Slice) => string | undefined) | undefined;
  /** Where one lead is shown. */
  hrefOfLead?: ((id: string) => string) | undefined;
}

/** A cell as it is read, and as a number where that is another. */
export interface Cell {
  text: string;
  value?: string | number | undefined;
  href?: string | undefined;
}

/** A report as it is shown: the answer as a sentence, the chart, and the rows of both table and CSV. */
export interface View {
  sentence: string;
  chart?: Chart | undefined;
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
  definition: string;
}

export const cell = (text: string, value?: string | number, href?: string): Cell => ({ text, value, href });

/** How numbers are written for a reader. */
export function writing({ locale, say }: Pick<Question, "locale" | "say">) {
  const count = new Intl.NumberFormat(locale);
  const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, {
      ...{ style: "unit", unit: name, unitDisplay: "short" },
      maximumFractionDigits: value < 10 ? 1 : 0,
    } as Intl.NumberFormatOptions).format(value);
  /** Minutes as a person says them. */
  const minutes = (value: number): string => {
    if (value < 120) return unit(value, "minute");
    return value < 2880 ? unit(value / 60, "hour") : unit(value / 1440, "day");
  };
  const whole = (part: number) => count.format(Math.round(part * 100));
  return {
    count: (value: number) => count.format(value),
    tenth: (value: number) => tenth.format(value),
    percent: (part: number) => percent.format(part),
    minutes,
    days: (value: number) => unit(value, "day"),
    money: (value: number, currency: string) =>
      new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 }).format(value),
    /** "16–75" in 100; "" without a share. */
    interval: (share: Share | undefined) => (share ? `${whole(share.low)}–${whole(share.high)}` : ""),
    whole,
    quantile: ({ time }: Quantile, write = minutes) => (time === undefined ? say.notReached : write(time)),
  };
}

/** What a dimension is called for the reader: an attribute of the policy's own as the policy calls it. */
export function dimensionName(
  { say, team, locale }: Pick<Question, "say" | "locale"> & { team?: Team | undefined },
  by: Dimension,
): string {
  const own = ownOf(by);
  return own === undefined
    ? say.dimensions[by as keyof typeof say.dimensions]
    : (team?.ownWords[locale]?.[own]?.name ?? own);
}

/** What a slice is called for the reader: reps and pools by their names. */
export function sliceName(
  { say, team, locale }: Pick<Question, "say" | "team" | "locale">,
  by: Dimension,
  value: string,
): string {
  if (value === "") return say.none;
  const own = ownOf(by);
  if (own !== undefined) return team.ownWords[locale]?.[own]?.values[value] ?? value;
  if (by === "pool") return team.poolNames[locale]?.[value] ?? value;
  return by === "rep" ? (team.reps.find(({ id }) => id === value)?.name ?? value) : value;
}

/** A part of the leads with its name, and where they are listed. */
export interface Part {
  name: string;
  rows: readonly LeadRow[];
  before?: readonly LeadRow[] | undefined;
  value?: string | undefined;
  href?: string | undefined;
}

/** The most slices that are told apart in a chart; the others are one. */
const mostSlices = 5;

/** The parts of the leads that are asked for: all of them, or the slices, largest first. */
export function partsOf(question: Question): Part[] {
  const { rows, before, by, say, href } = question;
  if (!by) return [{ name: say.all, rows, before }];
  const earlier = before && slices(before, by);
  return [...slices(rows, by)].map(([value, leads]) => ({
    ...{ name: sliceName(question, by, value), rows: leads, value },
    ...(earlier && { before: earlier.get(value) ?? [] }),
    href: value === "" ? undefined : href?.({ by, value }),
  }));
}

/** The largest parts, and the others as one. */
export function largestOf(parts: readonly Part[], say: ReportWords, most = mostSlices): Part[] {
  if (parts.length <= most + 1) return [...parts];
  const left = parts.slice(most);
  const others = { name: say.others(String(left.length)), rows: left.flatMap(({ rows }) => rows) };
  return [...parts.slice(0, most), others];
}
