import * as z from "zod/mini";

/** A shift on a weekday, in the rep's zone. If `end` is not after `start`, it ends the next day. */
export const Shift = z.object({
  /** ISO weekday, 1 Monday … 7 Sunday. */
  weekday: z.number(),
  /** Minutes after midnight. */
  start: z.number(),
  end: z.number(),
});
export type Shift = z.infer<typeof Shift>;

/**
 * Time off: whole days (`2026-12-24`, both ends included, with the shifts that begin on them), or clock times
 * (`2026-12-24T13:00`, up to `T24:00`, the end excluded), in the rep's own zone. Time off that is only `requested` does
 * not count.
 */
export const TimeOff = z.object({
  from: z.string(),
  to: z.string(),
  requested: z.optional(z.literal(true)),
});
export type TimeOff = z.infer<typeof TimeOff>;

/** The public holidays of a place as dates, since the library that computes them is too large for a function. */
export const Holidays = z.object({
  /** Country, or country and region: `MX`, `BR-SP`. */
  of: z.string(),
  /** The last year for which they are known. */
  through: z.number(),
  /** ISO dates. */
  days: z.array(z.string()),
  /** Half days and the like. */
  parts: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type Holidays = z.infer<typeof Holidays>;

/** The working hours of a rep, with all absences. */
export interface Hours {
  /** IANA zone name, e.g. America/Sao_Paulo. */
  timeZone: string;
  shifts: Shift[];
  /** Days off, ISO dates in the zone. */
  daysOff: string[];
  timeOff?: TimeOff[] | undefined;
  holidays?: Holidays | undefined;
  /** Busy times of the rep's calendar: start, end, start, end … in epoch minutes, in order. */
  busy?: number[] | undefined;
}
