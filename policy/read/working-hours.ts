import type { Shift } from "../../routing/time/schedule.ts";
import { BadCell } from "./csv-file.ts";
import { describeValue, suggest } from "./problem.ts";

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const minutesOfDay = 1440;

/**
 * Reads `Mon-Fri 09:00-13:00 14:00-18:00; Sat 22:00-06:00`: days (alone, listed with commas, or from-to), then one or
 * more times of day; groups are separated by semicolons. Times past midnight end the next day; 24:00 is midnight at the
 * end.
 * @throws BadCell
 */
export function parseHours(text: string): Shift[] {
  const groups = text.split(";").map((group) => group.trim());
  const shifts = groups.filter(Boolean).flatMap((group) => {
    const [on = "", ...times] = group.split(/\s+/);
    if (times.length === 0)
      throw new BadCell(`expected times after the days, as Mon-Fri 09:00-18:00, found ${describeValue(group)}`);
    return parseDays(on).flatMap((weekday) => times.map((time) => ({ weekday, ...parseTimes(time) })));
  });
  const sorted = shifts.sort((a, b) => a.weekday - b.weekday || a.start - b.start);
  const overlap = sorted.find((shift, n) => overlapsAny(shift, sorted.slice(n + 1)));
  if (overlap) throw new BadCell(`expected hours that do not overlap, found two on ${days[overlap.weekday - 1]}`);
  return sorted;
}

function parseDays(text: string): number[] {
  return text.split(",").flatMap((part) => {
    const [from, to = from] = part.split("-");
    const first = weekday(from ?? "");
    const count = ((weekday(to ?? "") - first + 7) % 7) + 1;
    return Array.from({ length: count }, (_, n) => ((first - 1 + n) % 7) + 1);
  });
}

function weekday(text: string): number {
  const index = days.findIndex((day) => day.toLowerCase() === text.toLowerCase());
  if (index < 0)
    throw new BadCell(`expected days such as Mon-Fri or Sat,Sun, found ${describeValue(text)}${suggest(text, days)}`);
  return index + 1;
}

function parseTimes(text: string): { start: number; end: number } {
  const match = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/.exec(text);
  const [fromHour = 99, fromMinute = 99, toHour = 99, toMinute = 99] = match?.slice(1).map(Number) ?? [];
  const [start, end] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  const possible = start < minutesOfDay && end <= minutesOfDay && fromMinute < 60 && toMinute < 60 && start !== end;
  if (!possible) throw new BadCell(`expected times such as 09:00-13:00, found ${describeValue(text)}`);
  return { start, end };
}

/** Minutes after Monday's midnight, the end past the start. */
function span({ weekday, start, end }: Shift): [number, number] {
  const from = (weekday - 1) * minutesOfDay + start;
  return [from, from + (end > start ? end - start : end - start + minutesOfDay)];
}

function overlapsAny(shift: Shift, others: readonly Shift[]): boolean {
  const week = 7 * minutesOfDay;
  const [from, to] = span(shift);
  return others.some((other) => {
    const [start, end] = span(other);
    return [-week, 0, week].some((shifted) => from < end + shifted && start + shifted < to);
  });
}

/** Writes the cell that parseHours reads back, with days of the same times grouped. */
export function renderHours(shifts: readonly Shift[]): string {
  const byTimes = new Map<string, number[]>();
  for (const day of days.keys()) {
    const own = shifts.filter(({ weekday }) => weekday === day + 1).sort((a, b) => a.start - b.start);
    const times = own.map(({ start, end }) => `${clock(start)}-${clock(end)}`).join(" ");
    if (times) byTimes.set(times, [...(byTimes.get(times) ?? []), day]);
  }
  return [...byTimes].map(([times, on]) => `${renderDays(on)} ${times}`).join("; ");
}

function renderDays(on: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const day of on) {
    const last = runs.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([from, to]) => (from === to ? days[from] : `${days[from]}-${days[to]}`)).join(",");
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
