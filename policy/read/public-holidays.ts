import type Library from "date-holidays";
import type { Holidays } from "../../routing/time/schedule.ts";
import { dayLength, dayOf, isoDate, minute } from "../../routing/time/wall-clock.ts";
import { BadCell } from "./csv-file.ts";
import { describeValue, suggest } from "./problem.ts";

/** Returns the public holidays of a place such as MX or BR-SP. @throws BadCell if there is no such place */
export type HolidaysOf = (of: string) => Holidays;

const expanded = new Map<string, Holidays>();
/** How many years are expanded, the given year included. */
const yearsAhead = 3;
const hour = 60 * minute;

/**
 * The public holidays of a place for a year and the two after it, without bank and school holidays and observances.
 * `of` is a country with an optional region, as `MX`, `BR-SP`, `DE-BY-A`. The library is an argument because it is large,
 * and callers without holidays need not load it. @throws BadCell
 */
export function publicHolidays(Calendar: typeof Library, of: string, year: number): Holidays {
  const key = `${of} ${year}`;
  const before = expanded.get(key);
  if (before) return before;
  const calendar = calendarOf(Calendar, of);
  const days = new Set<string>();
  const parts: Holidays["parts"] = [];
  for (let n = 0; n < yearsAhead; n++) {
    for (const { type, date, start, end } of calendar.getHolidays(year + n)) {
      if (type !== "public") continue;
      const [on = "", time = ""] = date.split(" ");
      const hours = Math.round((end.getTime() - start.getTime()) / hour);
      // A day with a clock change has 23 or 25 hours.
      const whole = time.startsWith("00:00") ? Math.floor((hours + 1) / 24) : 0;
      for (let day = 0; day < whole; day++) days.add(isoDate(dayOf(on) + day));
      const from = Date.parse(`${on}T${time.slice(0, 5)}Z`) + whole * dayLength;
      const left = hours - whole * 24;
      if (left > 1) parts.push({ from: shown(from), to: shown(from + left * hour) });
    }
  }
  const made = { of, through: year + yearsAhead - 1, days: [...days].sort(), parts };
  expanded.set(key, made);
  return made;
}

const shown = (at: number): string =>
  `${isoDate(Math.floor(at / dayLength))}T${new Date(at).toISOString().slice(11, 16)}`;

/** @throws BadCell when the library does not know the place */
function calendarOf(Calendar: typeof Library, of: string): Library {
  const [country = "", state, region, ...more] = of.split("-");
  const all = new Calendar();
  const known = (options: Record<string, string> | undefined, code: string, what: string, before: string): void => {
    if (options && Object.hasOwn(options, code)) return;
    const codes = Object.keys(options ?? {}).map((option) => `${before}${option}`);
    const least = codes.length > 0 ? "" : `; no regions of ${before.slice(0, -1)} are known`;
    throw new BadCell(`expected ${what}, found ${describeValue(of)}${suggest(of, codes)}${least}`);
  };
  known(all.getCountries(), country, "a country with public holidays, such as MX or BR-SP", "");
  if (state !== undefined) known(all.getStates(country), state, `a region of ${country}`, `${country}-`);
  if (state !== undefined && region !== undefined) {
    known(all.getRegions(country, state), region, `a region of ${country}-${state}`, `${country}-${state}-`);
  }
  if (more.length > 0)
    throw new BadCell(`expected a country and its region, such as BR-SP, found ${describeValue(of)}`);
  if (state === undefined) return new Calendar(country);
  return region === undefined ? new Calendar(country, state) : new Calendar(country, state, region);
}

/**
 * A sentence on the last year of the reps' known holidays: `Public holidays are known through 2028 (BR-SP, MX).`, or
 * "".
 */
export function holidaysKnownThrough(reps: readonly { holidays?: Holidays | undefined }[]): string {
  const places = Map.groupBy(
    new Map(
      reps.flatMap(({ holidays }) => (holidays ? [[`${holidays.of} ${holidays.through}`, holidays]] : [])),
    ).values(),
    ({ through }) => through,
  );
  const ranges = [...places]
    .toSorted(([one], [other]) => one - other)
    .map(
      ([through, some]) =>
        `through ${through} (${some
          .map(({ of }) => of)
          .toSorted()
          .join(", ")})`,
    );
  return ranges.length === 0 ? "" : `Public holidays are known ${ranges.join(" and ")}.`;
}
