import type { Lead } from "../lead/lead.ts";
import type { Rep } from "../reps/rep.ts";
import { localTime } from "../time/local-time.ts";
import { nextWorkingInstant } from "../time/working-time.ts";

const hour = 3_600_000;
/** How long after a try the next one is proposed, by the number of tries: the same day, the next, then every second day. */
const waits = [3, 24, 48];
/** How far ahead a time is searched for, in hours. */
const horizon = 21 * 24;

/**
 * When to try next to reach a lead who did not answer `tried` times: when the owner works and, where the lead's zone is
 * known, from Monday to Friday between 9 and 18 there. Undefined where there is no such time in three weeks. ISO 8601.
 */
export function nextTry({ facts }: Lead, owner: Rep, tried: number, now: string): string | undefined {
  const wait = waits[Math.min(Math.max(tried, 1), waits.length) - 1] as number;
  const from = Date.parse(now) + wait * hour;
  let at: string | undefined = new Date(from).toISOString();
  while (at !== undefined && Date.parse(at) - from <= horizon * hour) {
    const works = nextWorkingInstant(owner, at);
    if (works === undefined) return undefined;
    if (localTime(facts.timeZone, works).working_time ?? true) return works;
    // The next full hour: working time begins on one.
    at = new Date((Math.floor(Date.parse(works) / hour) + 1) * hour).toISOString();
  }
  return undefined;
}
