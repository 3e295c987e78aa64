import type { Policy } from "../routing/policy/policy.ts";
import { weekAt } from "../routing/reps/capacity.ts";
import { weekdays } from "../routing/time/office.ts";
import { dayLength, instantOf, minute, utcOffset } from "../routing/time/wall-clock.ts";

/** The week that a mailed receipt is about. Times are ISO 8601. */
export interface ReceiptWeek {
  from: string;
  to: string;
  /** The ISO week in which it ends, as a number: 202648. A rep gets one receipt for each. */
  number: number;
}

/** The last week that is over for a rep at `now`, from the policy's weekday and hour on the rep's clock to the next. */
export function receiptWeek(
  { weekday, hour }: Pick<Policy["receipts"], "weekday" | "hour">,
  timeZone: string,
  now: string,
): ReceiptWeek {
  const at = Date.parse(now);
  const today = Math.floor((at + (utcOffset(timeZone, at) ?? 0) * minute) / dayLength);
  // Day 0, 1 January 1970, was a Thursday.
  const passed = (((today + 3) % 7) - weekdays.indexOf(weekday) + 7) % 7;
  const endOn = (day: number) => instantOf(timeZone, day, hour * 60);
  const day = endOn(today - passed) <= at ? today - passed : today - passed - 7;
  const to = endOn(day);
  const number = Number(weekAt(timeZone, to).replace("-W", ""));
  return { from: new Date(endOn(day - 7)).toISOString(), to: new Date(to).toISOString(), number };
}

/** Until what is written at the end of a week can be read, and after how long its receipts are not mailed any more. */
const settles = 5 * minute;
const tooLate = 2 * dayLength;

/** Whether the receipts of a week are to be mailed at `now`. */
export function isDue({ to }: ReceiptWeek, now: string): boolean {
  const since = Date.parse(now) - Date.parse(to);
  return since >= settles && since < tooLate;
}
