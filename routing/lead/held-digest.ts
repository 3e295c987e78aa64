/** A daily mail about what is held, claimed before it is sent. Times are ISO 8601. */
export interface HeldDigest {
  /** Counts up from 1. */
  n: number;
  /** It tells of what was held after this time … */
  after: string;
  /** … until this one. */
  until: string;
  /** When a run last set about sending it. */
  claimedAt: string;
  /** Whether it is still to be sent. */
  open: boolean;
}

const minute = 60_000;
/** From one digest to the next at least. */
const pause = 24 * 60 * minute;
/** What is held later than this may still be on its way to the table: it is the next digest's. */
const onItsWay = minute;
/** After this a run that claimed a digest and did not finish has been cut off. More than a function's time limit. */
const cutOff = 10 * minute;

/**
 * The digest to claim at `now`, if it is time for one: the last one again where its run was cut off or its mail refused,
 * else one of what was held since. No submission is in two of them, and none in no one.
 */
export function digestDue(last: HeldDigest | undefined, now: string): HeldDigest | undefined {
  const since = Date.parse(now) - Date.parse(last?.claimedAt ?? new Date(0).toISOString());
  if (last?.open) return since < cutOff ? undefined : { ...last, claimedAt: now };
  if (since < pause) return undefined;
  const until = new Date(Date.parse(now) - onItsWay).toISOString();
  return { n: (last?.n ?? 0) + 1, after: last?.until ?? new Date(0).toISOString(), until, claimedAt: now, open: true };
}
