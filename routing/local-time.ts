import { Temporal } from "temporal-polyfill";

/** The hour (0 to 23) at a place, and whether people work there: Monday to Friday, 9 to 18. Nothing without a zone. */
export function localTime(timeZone: string | undefined, at: string): { local_hour?: number; working_time?: boolean } {
  if (!timeZone) return {};
  const { hour, dayOfWeek } = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  return { local_hour: hour, working_time: dayOfWeek <= 5 && hour >= 9 && hour < 18 };
}
