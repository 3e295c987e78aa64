import type { Hours } from "./schedule.ts";
import { nextWorkingInterval } from "./working-time.ts";

/**
 * Says which reps of a roster are at work at an instant. It is a cache: working hours are computed once per schedule
 * and change of shift, since that takes about 20 µs, and reused until the next change. The result depends on the roster
 * and the instant alone.
 */
export interface ShiftClock {
  /** By the rep's position in the roster: the number of their schedule. Reps with the same hours share one. */
  readonly scheduleOf: Int32Array;
  /** By schedule: 1 while at work, as of the last `setClock`. */
  readonly on: Uint8Array;
  /**
   * By schedule, in epoch milliseconds: the current or next working interval. Infinity if there is none within a year.
   */
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly hours: readonly Hours[];
  /** By schedule: from when on `start` and `end` are valid. */
  readonly since: Float64Array;
  /** `on` is valid from `from` until `until`. */
  from: number;
  until: number;
}

const year = 365 * 86_400_000;

/** A shift clock of these reps, not set to any time yet. */
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

/** Sets the clock to `now` (epoch milliseconds), which updates `on`, `start` and `end`. */
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
