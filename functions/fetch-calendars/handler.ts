import { readFeed } from "../../adapters/calendar/read-feed.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { CalendarStore } from "../../adapters/reps/calendar-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { count, logger, observed, timeLeft } from "../../adapters/step.ts";
import { fetchCalendars } from "./fetch-calendars.ts";

const env = environment("REPS_TABLE");
const client = documentClient();
const deps = {
  reps: new RepStore(client, env.REPS_TABLE),
  calendars: new CalendarStore(client, env.REPS_TABLE),
  read: readFeed,
  now: () => Date.now(),
};
/** Time in ms reserved for the calendars that are being read. */
const longestMs = 60_000;

export const handler = observed(async (_: unknown, context) => {
  const onTrouble = (repId: string, because: string) => logger.warn("calendar not read", { repId, because });
  const fetched = await fetchCalendars({ ...deps, hasTime: timeLeft(context, longestMs), onTrouble });
  count("CalendarsStale", fetched.stale);
  logger.info("calendars fetched", { ...fetched });
});
