import * as z from "zod/mini";
import { isDay } from "../conditions/day-operators.ts";

// Values as a policy's file writes them, and what they are read as.

/** "5m", "2h" or "1d" (a day is 24 hours), read as minutes. */
const units = { m: 1, h: 60, d: 1440 } as const;
export const Duration = z.pipe(
  z.string().check(z.regex(/^\d+(m|h|d)$/, "expected a duration such as 5m, 2h or 1d")),
  z.transform((text) => Number(text.slice(0, -1)) * units[text.at(-1) as keyof typeof units]),
);

/** "500ms" or "2s", read as milliseconds. */
export const ShortTime = z.pipe(
  z.string().check(z.regex(/^\d+(ms|s)$/, "expected a short time such as 500ms or 2s")),
  z.transform((text) => Number.parseInt(text, 10) * (text.endsWith("ms") ? 1 : 1000)),
);

export const Day = z.string().check(z.refine(isDay, "expected a day such as 2026-11-30"));

export const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"));

/** A time of the day. 24:00 is its end. */
export const TimeOfDay = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "expected a time of the day such as 09:00"));
/** A duration between two bounds in minutes, with what is said of any other. */
export const between = (least: number, most: number, said: string) =>
  Duration.check(z.refine((minutes) => minutes >= least && minutes <= most, said));
