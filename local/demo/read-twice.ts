import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

/** How often it is read at most, and how long is waited in between otherwise, in real ms. */
const mostReadings = 40;
const betweenMs = 100;

/**
 * Reads something that takes more than one call until two readings in a row agree: then nothing was written from the end of
 * the first to the beginning of the second, so that the first is of one moment.
 * @param waitMs between two readings, in ms of real time
 * @throws when it changes during every reading
 */
export async function readTwice<Value>(read: () => Promise<Value>, waitMs = betweenMs): Promise<Value> {
  let before = await read();
  for (let readings = 1; readings < mostReadings; readings++) {
    await pause(waitMs);
    const after = await read();
    if (isDeepStrictEqual(before, after)) return after;
    before = after;
  }
  throw new Error(`something was written during each of ${mostReadings} readings`);
}
