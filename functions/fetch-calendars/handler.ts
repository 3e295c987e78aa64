import { readFeed } from "../../adapters/calendar/read-feed.ts";
import { documentClient } from "../../adapters/dynamo.ts";
import { environment } from "../../adapters/environment.ts";
import { CalendarStore } from "../../adapters/reps/calendar-store.ts";
import { RepStore } from "../../adapters/reps/rep-store.ts";
import { count, logger, observed } from "../../adapters/step.ts";
import { fetchCalendars } from "./fetch-calendars.ts";

const env = environment("REPS_TABLE");
const client = documentClient();
const deps = {
  reps: new RepStore(client, env.REPS_TABLE),
  calendars: new CalendarStore(client, env.REPS_TABLE),
  read: readFeed,
  now: () => Date.now(),
};
/** Leaves the last calendars the time that they may take before the function is ended. */
const longestMs = 240_000;

export const handler = observed(async () => {
  const onTrouble = (repId: string, because: string) => logger.warn("calendar not read", { repId, because });
  const fetched = await fetchCalendars({ ...deps, until: deps.now() + longestMs, onTrouble });
  count("CalendarsStale", fetched.stale);
  logger.info("calendars fetched", { ...fetched });
});
