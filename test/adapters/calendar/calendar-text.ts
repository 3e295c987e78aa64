import { busyTimes } from "../../../adapters/calendar/busy-times.ts";
import { Unread } from "../../../adapters/calendar/unread.ts";

/** The three weeks that most calendars here are asked for, as read by somebody in Mexico City. */
export const december = {
  timeZone: "America/Mexico_City",
  email: "rep@example.com",
  start: Date.parse("2026-11-30T00:00:00Z"),
  end: Date.parse("2026-12-20T00:00:00Z"),
};

export const calendar = (...parts: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//probe//EN", ...parts, "END:VCALENDAR", ""].join("\r\n");
export const event = (...lines: string[]) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"].join("\r\n");

/** Starts and ends in UTC, such as `12-02T14:30/15:30`, and what could not be read. */
export function read(text: string, more: Partial<typeof december> = {}): { busy: string[]; unread: string[] } {
  const unread = new Unread();
  const minutes = busyTimes(text, { ...december, ...more }, unread);
  const at = (n: number) => new Date((minutes[n] ?? 0) * 60_000).toISOString().slice(5, 16);
  const busy = minutes.flatMap((_, n) => {
    if (n % 2 === 1) return [];
    const [from, to] = [at(n), at(n + 1)];
    return [`${from}/${from.slice(0, 5) === to.slice(0, 5) ? to.slice(6) : to}`];
  });
  return { busy, unread: unread.sentences() };
}
