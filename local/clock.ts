import { readFileSync } from "node:fs";
import { replaceFile } from "./replace-file.ts";

/** Where Turno's clock stood at a moment of real time, and how fast it runs from there. Times in ms since 1970. */
export interface ClockAnchor {
  readonly real: number;
  readonly turno: number;
  /** Turno milliseconds per real millisecond; 60 makes an hour a minute. */
  readonly speed: number;
  /** By how much the clock was put forward since, ms: memory that all threads share. */
  readonly ahead?: Float64Array;
}

/** The anchor on disk. Until `until` (real ms) the clock counts as having run at its speed, after it at speed 1. */
interface StoredClock extends Omit<ClockAnchor, "ahead"> {
  readonly until: number;
}

export interface Clock {
  readonly anchor: ClockAnchor;
  /** Whether it goes on from an earlier run. */
  readonly resumed: boolean;
  /** Turno's time now, ms since 1970. */
  now(): number;
  /** Puts the clock forward, for every thread at once. */
  putForward(ms: number): void;
  /** Stops extending `until` on disk and stores the current anchor. */
  close(): void;
}

const LEASE_MS = 5000;
const RENEW_MS = 1000;

/** Turno's time at the given real time, ms since 1970. */
export function turnoTime(anchor: ClockAnchor, real: number): number {
  return anchor.turno + (real - anchor.real) * anchor.speed + (anchor.ahead?.[0] ?? 0);
}

/**
 * Opens the clock kept in `file`, to go on at `speed`; a new one starts at `startAt`, the real time by default.
 *
 * While Turno is stopped the clock runs at speed 1, so that a clock of speed 1 always shows the real time and a stop
 * for one night counts as one night. The file holds an `until` a few seconds ahead, since nothing can be written at a
 * `kill -9`; the clock then counts as having run until that time. It never goes backwards.
 */
export function openClock(
  file: string,
  speed: number,
  { startAt, realNow = Date.now }: { startAt?: number | undefined; realNow?: () => number } = {},
): Clock {
  const real = realNow();
  const stored = readStored(file);
  const ahead = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  const anchor = { real, turno: stored ? resumeAt(stored, real) : (startAt ?? real), speed, ahead };

  const write = (until: number) => {
    const content: StoredClock = { real, turno: anchor.turno + (ahead[0] ?? 0), speed, until };
    replaceFile(file, JSON.stringify(content));
  };
  write(real + LEASE_MS);
  const renewal = setInterval(() => write(realNow() + LEASE_MS), RENEW_MS);
  renewal.unref();

  return {
    anchor,
    resumed: stored !== undefined,
    now: () => turnoTime(anchor, realNow()),
    putForward(ms) {
      ahead[0] = (ahead[0] ?? 0) + ms;
      write(realNow() + LEASE_MS);
    },
    close() {
      clearInterval(renewal);
      write(realNow());
    },
  };
}

function resumeAt(stored: StoredClock, real: number): number {
  const ranUntil = Math.max(stored.real, Math.min(real, stored.until));
  const stoodFor = Math.max(0, real - ranUntil);
  return turnoTime(stored, ranUntil) + stoodFor;
}

function readStored(file: string): StoredClock | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const stored = JSON.parse(text) as StoredClock;
  const complete = [stored.real, stored.turno, stored.speed, stored.until].every(Number.isFinite);
  if (!complete) throw new Error(`${file} does not hold a clock`);
  return stored;
}
