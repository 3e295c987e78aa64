import type { Hours } from "./schedule.ts";
import { nextWorkingInterval } from "./working-time.ts";

/**
 * Who of a roster works at an instant. Working hours are read from the calendar once for each change of shift and each
 * different schedule, since that costs some 20 µs; between two changes the answer stands. What it keeps is memory only:
 * the answers depend on the roster and the instant alone.
 */
export interface ShiftClock {
  /** By the rep's position in the roster: the number of their schedule. Reps with the same hours share one. */
  readonly scheduleOf: Int32Array;
  /** By schedule: 1 while at work, as of the last `setClock`. */
  readonly on: Uint8Array;
  /** By schedule, in epoch milliseconds: the current or next stretch of work. Infinity when there is none in a year. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly hours: readonly Hours[];
  /** By schedule: since when `start` and `end` are the answer. */
  readonly since: Float64Array;
  /** `on` is right from `from` until `until`. */
  from: number;
  until: number;
}

const year = 365 * 86_400_000;

/** The shift clock of these reps, not set to any time yet. */
export function shiftClock(reps: readonly Hours[]): ShiftClock {
  const numbers = new Map<string, number>();
  const hours: Hours[] = [];
  const scheduleOf = Int32Array.from(reps, (rep) => {
    const { timeZone, shifts, daysOff, timeOff, holidays, busy } = rep;
    const key = JSON.stringify([timeZone, shifts, daysOff, timeOff, holidays, busy]);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, hours.length);
    return hours.push(rep) - 1;
  });
  return clockOf(scheduleOf, hours);
}

/** The clock with the hours of another rep at one position. */
export function shiftClockWith({ scheduleOf, hours }: ShiftClock, position: number, rep: Hours): ShiftClock {
  return clockOf(scheduleOf.with(position, hours.length), [...hours, rep]);
}

function clockOf(scheduleOf: Int32Array, hours: readonly Hours[]): ShiftClock {
  const column = () => new Float64Array(hours.length);
  return {
    scheduleOf,
    on: new Uint8Array(hours.length),
    start: column(),
    end: column(),
    hours,
    since: column().fill(Number.POSITIVE_INFINITY),
    from: Number.POSITIVE_INFINITY,
    until: Number.NEGATIVE_INFINITY,
  };
}

/** Makes `on`, `start` and `end` those of `now` (epoch milliseconds). */
export function setClock(clock: ShiftClock, now: number): void {
  if (now >= clock.from && now < clock.until) return;
  const { on, start, end, since, hours } = clock;
  let until = Number.POSITIVE_INFINITY;
  for (const [schedule, of] of hours.entries()) {
    if (!(now >= (since[schedule] as number) && now < (end[schedule] as number))) {
      const stretch = nextWorkingInterval(of, now);
      since[schedule] = now;
      start[schedule] = stretch?.start ?? Number.POSITIVE_INFINITY;
      end[schedule] = stretch?.end ?? now + year;
    }
    const working = now >= (start[schedule] as number);
    on[schedule] = working ? 1 : 0;
    const change = working ? (end[schedule] as number) : Math.min(start[schedule] as number, end[schedule] as number);
    until = Math.min(until, change);
  }
  clock.from = now;
  clock.until = until;
}
