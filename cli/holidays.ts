import { createRequire } from "node:module";
import type Library from "date-holidays";
import { publicHolidays } from "../policy/read/public-holidays.ts";
import type { Holidays } from "../routing/time/schedule.ts";

// The library takes a tenth of a second to load, and most commands ask for no holidays.
const load = createRequire(import.meta.url);
let loaded: typeof Library | undefined;

/** The public holidays of a place such as MX or BR-SP for a year and the two after it. @throws BadCell */
export function holidaysFrom(of: string, year: number): Holidays {
  loaded ??= (load("date-holidays").default ?? load("date-holidays")) as typeof Library;
  return publicHolidays(loaded, of, year);
}

/** The public holidays of a place from this year on. @throws BadCell */
export const holidaysOf = (of: string): Holidays => holidaysFrom(of, new Date().getUTCFullYear());
