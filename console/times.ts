import { me } from "./me.ts";
import { language, numberLanguage } from "./words.ts";

const minute = 60_000;
const units = [
  ["day", 1440],
  ["hour", 60],
  ["minute", 1],
] as const;

/** The reader's language and zone, for `Intl`; the browser's zone for whom we do not know. */
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language(), { ...options, timeZone: me.value?.timeZone });

/** As mails and pages write it. */
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** A time of the reader's zone: of today without the date. Times are ISO 8601, `now` is ms since 1970. */
export function clockTime(at: string, now: number): string {
  const time = new Date(at);
  const day = format({ dateStyle: "short" });
  const isToday = day.format(time) === day.format(now);
  return isToday ? format(clock).format(time) : format({ day: "numeric", month: "short", ...clock }).format(time);
}

export const dayOf = (at: string): string =>
  format({ day: "numeric", month: "long", year: "numeric" }).format(new Date(at));
export const exactTime = (at: string): string =>
  format({ dateStyle: "full", timeStyle: "medium" }).format(new Date(at));

/** How far a time is from now, as "in 3 minutes". */
export function fromNow(at: string, now: number): string {
  const minutes = Math.round((Date.parse(at) - now) / minute);
  const [unit, size] = units.find(([, size]) => Math.abs(minutes) >= size) ?? ["minute", 1];
  return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(Math.round(minutes / size), unit);
}

/** How long ago something was, to the second while it is fresh: "40 seconds ago". */
export function ago(at: string, now: number): string {
  const seconds = Math.min(0, Math.round((Date.parse(at) - now) / 1000));
  if (seconds < -90) return fromNow(at, now);
  return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(seconds, "second");
}

/** What is left until then, as "3:12"; undefined for more than an hour. */
export function countdown(at: string, now: number): string | undefined {
  const seconds = Math.max(0, Math.floor((Date.parse(at) - now) / 1000));
  if (seconds >= 3600) return undefined;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A length of time, as "14 h"; undefined for less than five minutes. */
export function lengthOf(ms: number): string | undefined {
  const minutes = Math.round(ms / minute);
  if (minutes < 5) return undefined;
  const [unit, size] = units.find(([, size]) => minutes >= size) ?? ["minute", 1];
  return new Intl.NumberFormat(numberLanguage(), { style: "unit", unit, unitDisplay: "short" }).format(
    Math.round(minutes / size),
  );
}

export const number = (value: number): string => new Intl.NumberFormat(numberLanguage()).format(value);
