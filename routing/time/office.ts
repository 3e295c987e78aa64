import { dayLength, minute, utcOffset } from "./wall-clock.ts";

/** The days of the week, Monday first. */
export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

/** When an office is open: on some days of the week, from a time of the day as 09:00 until another, in its time zone. */
export interface Office {
  time_zone: string;
  days: readonly Weekday[];
  from: string;
  to: string;
}

/** What a clock on the wall shows: the day of the week and the minute of the day, from 0. */
export interface Clock {
  weekday: Weekday;
  minute: number;
}

/** The clock in a zone at an instant (ISO 8601); undefined without a valid zone. */
export function clockIn(timeZone: string | undefined, at: string): Clock | undefined {
  const instant = Date.parse(at);
  const ahead = timeZone && utcOffset(timeZone, instant);
  if (ahead === undefined || ahead === "") return undefined;
  const local = instant + ahead * minute;
  const day = Math.floor(local / dayLength);
  // 1970-01-01 was a Thursday.
  return { weekday: weekdays[(day + 3) % 7] as Weekday, minute: Math.floor((local - day * dayLength) / minute) };
}

/** The minute of the day at a time as 09:30. */
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether the office is open at an instant (ISO 8601): from its first minute up to its last, which is excluded. */
export function isOpen(office: Office, at: string): boolean {
  const clock = clockIn(office.time_zone, at);
  return (
    clock !== undefined &&
    office.days.includes(clock.weekday) &&
    clock.minute >= minuteOf(office.from) &&
    clock.minute < minuteOf(office.to)
  );
}
