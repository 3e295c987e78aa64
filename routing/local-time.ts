import * as Instant from "temporal-polyfill/fns/Instant";
import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";

/** The hour (0 to 23) at a place, and whether people work there: Monday to Friday, 9 to 18. Nothing without a zone. */
export function localTime(timeZone: string | undefined, at: string): { local_hour?: number; working_time?: boolean } {
  if (!timeZone) return {};
  const there = Instant.toZonedDateTimeISO(Instant.fromString(at), timeZone);
  const { hour } = there;
  return { local_hour: hour, working_time: ZonedDateTime.dayOfWeek(there) <= 5 && hour >= 9 && hour < 18 };
}
