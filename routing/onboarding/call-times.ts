import type { RepState } from "../reps/rep.ts";
import { byDate, freeTimes } from "../time/free-times.ts";
import type { Onboarding } from "./onboarding.ts";

/** How long the call is, in minutes. */
const length = 30;
/** The earliest proposal, in milliseconds from now: nobody reads a mail at once. */
const notice = 4 * 3_600_000;
/** How many proposals there are, each on a day of its own. */
const most = 3;

/** When the success manager could call a customer until the call is due: the first free time of each of some days, ISO 8601. */
export function timesToCall(manager: RepState, { steps: [call] }: Onboarding, now: string): string[] {
  if (!call || call.doneAt !== undefined) return [];
  const query = { from: Date.parse(now) + notice, until: Date.parse(call.dueAt), length };
  const free = byDate(freeTimes(manager, query, new Set()), manager.timeZone, most);
  return [...free.values()].flatMap(([first]) => (first === undefined ? [] : [new Date(first).toISOString()]));
}
