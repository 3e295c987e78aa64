import { clockIn, type Weekday, weekdays } from "./office.ts";

/**
 * The local hour (0 to 23) in a zone, the day of the week, and whether it is working time there: Monday to Friday, 9 to 18.
 * Empty without a valid zone. `at` is ISO 8601.
 */
export function localTime(
  timeZone: string | undefined,
  at: string,
): { local_hour?: number; weekday?: Weekday; working_time?: boolean } {
  const clock = clockIn(timeZone, at);
  if (!clock) return {};
  const { weekday } = clock;
  const hour = Math.floor(clock.minute / 60);
  return { local_hour: hour, weekday, working_time: isWorking(weekday, hour) };
}

/** Whether an hour of a day is working time. */
export const isWorking = (weekday: Weekday, hour: number): boolean =>
  weekdays.indexOf(weekday) < 5 && hour >= 9 && hour < 18;
