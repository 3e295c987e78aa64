import { dayLength, minute, utcOffset } from "./wall-clock.ts";

const hourLength = 60 * minute;

/**
 * The local hour (0 to 23) in a zone and whether it is working time there: Monday to Friday, 9 to 18. Empty without a
 * valid zone. `at` is ISO 8601.
 */
export function localTime(timeZone: string | undefined, at: string): { local_hour?: number; working_time?: boolean } {
  const instant = Date.parse(at);
  const ahead = timeZone && utcOffset(timeZone, instant);
  if (ahead === undefined || ahead === "") return {};
  const clock = instant + ahead * minute;
  const hour = Math.floor(clock / hourLength) % 24;
  // 1970-01-01 was a Thursday.
  const weekday = ((Math.floor(clock / dayLength) + 3) % 7) + 1;
  return { local_hour: hour, working_time: weekday <= 5 && hour >= 9 && hour < 18 };
}
