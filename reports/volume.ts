import { dayLength, isoDate, minute, utcOffset } from "../routing/time/wall-clock.ts";
import type { Period } from "./figures.ts";
import type { LeadRow } from "./row.ts";
import { quantile, stillLeft } from "./statistics.ts";

/** Of what length the columns of a volume are. Weeks begin on Monday. */
export const spans = ["day", "week", "month"] as const;
export type Span = (typeof spans)[number];

/** The leads of one column. `from` is its first date by clocks in the zone, as `2026-11-02`. */
export interface Column {
  from: string;
  leads: number;
  /** It is not over, or began before the period. */
  partial: boolean;
}

const localTime = (at: string, timeZone: string): number => {
  const time = Date.parse(at);
  return time + (utcOffset(timeZone, time) ?? 0) * minute;
};
/** Days since 1970-01-01, which was a Thursday, by clocks in the zone. */
const dayAt = (at: string, timeZone: string): number => Math.floor(localTime(at, timeZone) / dayLength);
const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

function startOf(day: number, span: Span): number {
  if (span === "day") return day;
  if (span === "week") return day - weekday(day);
  return Date.parse(`${isoDate(day).slice(0, 7)}-01`) / dayLength;
}

function after(start: number, span: Span): number {
  if (span === "month") return startOf(start + 31, "month");
  return start + (span === "week" ? 7 : 1);
}

/** How many leads were received in each day, week or month of a period by clocks in a zone, those without any included. */
export function volume(rows: readonly LeadRow[], { from, to }: Period, span: Span, timeZone: string): Column[] {
  const counts = Map.groupBy(rows, ({ receivedAt }) => startOf(dayAt(receivedAt, timeZone), span));
  const end = localTime(to, timeZone) / dayLength;
  const begin = localTime(from, timeZone) / dayLength;
  const columns: Column[] = [];
  for (let day = startOf(Math.floor(begin), span); day < end; day = after(day, span)) {
    const partial = day < begin || after(day, span) > end;
    columns.push({ from: isoDate(day), leads: counts.get(day)?.length ?? 0, partial });
  }
  return columns;
}

/** After how many minutes a lead that is offered to nobody counts as uncovered. */
const uncoveredAfter = 15;

/** The leads of one hour of the week. Minutes until they were first offered; undefined where there are none. */
export interface Hour {
  /** 0 for Monday. */
  weekday: number;
  hour: number;
  leads: number;
  uncovered: number;
  p50?: number;
}

/** Minutes until a lead was first offered, or has not been; of a lead that is to be offered. */
function untilOffered({ offers: [first], receivedAt, closed }: LeadRow, now: string) {
  const at = first?.at ?? closed?.at ?? now;
  return { time: (Date.parse(at) - Date.parse(receivedAt)) / minute, happened: first !== undefined };
}

/**
 * When leads come and how long they wait to be offered, for each of the 168 hours of the week by clocks in a zone. Uncovered
 * is who was offered to nobody within a quarter of an hour. Leads that no rep is to call are not counted.
 */
export function hours(rows: readonly LeadRow[], now: string, timeZone: string): Hour[] {
  const routed = rows.filter(
    ({ status, lane }) => lane !== undefined && status !== "rejected" && status !== "nurtured",
  );
  const groups = Map.groupBy(routed, ({ receivedAt }) => {
    const local = localTime(receivedAt, timeZone);
    const day = Math.floor(local / dayLength);
    return weekday(day) * 24 + Math.floor((local - day * dayLength) / 3_600_000);
  });
  return Array.from({ length: 168 }, (_, n) => {
    const waited = (groups.get(n) ?? []).map((row) => untilOffered(row, now));
    const p50 = quantile(stillLeft(waited), 0.5).time;
    const uncovered = waited.filter(({ time }) => time > uncoveredAfter).length;
    return {
      ...{ weekday: Math.floor(n / 24), hour: n % 24, leads: waited.length, uncovered },
      ...(p50 !== undefined && { p50 }),
    };
  });
}
