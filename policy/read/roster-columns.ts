import { locales, type Place } from "../../routing/lead/lead.ts";
import { choiceOf } from "../../routing/lead/read-choice.ts";
import { emailOf } from "../../routing/lead/read-email.ts";
import type { SkillList } from "../../routing/policy/needs.ts";
import { type Rep, roles } from "../../routing/reps/rep.ts";
import { expectedRegion, regionNamed } from "../../routing/time/region-named.ts";
import { choice, country, expect, id, optional } from "./cells.ts";
import { BadCell, type Column } from "./csv-file.ts";
import { describeValue, suggest } from "./problem.ts";
import type { HolidaysOf } from "./public-holidays.ts";
import { parseDaysOff, parseTimeOff, renderTimeOff } from "./time-off.ts";
import { parseHours, renderHours } from "./working-hours.ts";

const items = (cell: string): string[] =>
  cell
    .split(";")
    .map((item) => item.trim())
    .filter(Boolean);

/** A limit of at least 1; to give a rep no leads at all, make them inactive. */
const atLeastOne = (cell: string): number => {
  expect(/^0*[1-9]\d{0,5}$/.test(cell), "a whole number from 1, or nothing for no limit", cell);
  return Number(cell);
};
const wholeNumber = (cell: string): number => {
  expect(/^\d{1,6}$/.test(cell), "a whole number", cell);
  return Number(cell);
};
const email = (cell: string): string => {
  const address = emailOf(cell);
  if (address === undefined) throw new BadCell(`expected an e-mail address, found ${describeValue(cell)}`);
  return address;
};
const httpsUrl = (cell: string): string => {
  expect(URL.canParse(cell) && new URL(cell).protocol === "https:", "an address that begins with https://", cell);
  return cell;
};

const zones = Intl.supportedValuesOf("timeZone");
function timeZone(cell: string): string {
  const zone = regionNamed(cell);
  if (zone === undefined)
    throw new BadCell(`expected ${expectedRegion(cell)}, found ${describeValue(cell)}${suggest(cell, zones)}`);
  return zone;
}

/** The language in which Turno writes to them. */
const locale = (cell: string): string => choiceOf(locales, cell) ?? choice(locales)(cell);

/** Reps may speak languages that Turno does not write. */
function language(cell: string): string {
  const known = choiceOf(locales, cell);
  if (known !== undefined) return known;
  const tag = cell.toLowerCase();
  expect(/^[a-z]{2}$/.test(tag), "a language code such as es", cell, locales);
  return tag;
}

/**
 * The address of a calendar feed. It never appears in messages, since it grants access to the calendar. @throws BadCell
 */
function feed(cell: string): string {
  const address = cell.replace(/^webcal:/i, "https:");
  if (!URL.canParse(address) || new URL(address).protocol !== "https:") {
    throw new BadCell("expected the address of a calendar in iCalendar format, beginning with https:// or webcal://");
  }
  return address;
}

/** `latam-smb; brazil:2`: pools with the weight of the share, 1 by default. */
function pools(cell: string): Record<string, number> {
  const members = items(cell).map((item): [string, number] => {
    const [pool = "", weight = "1"] = item.split(":");
    expect(
      /^\d{1,3}(\.\d{1,3})?$/.test(weight) && Number(weight) > 0,
      "a weight above 0 after the colon, as brazil:2",
      item,
    );
    return [id(pool), Number(weight)];
  });
  return Object.fromEntries(members);
}

/** `-33.45, -70.66`: latitude and longitude in degrees, negative for south and west. */
function place(cell: string): Place {
  const [lat = "", lon = "", ...more] = cell.split(/[,;]/).map((part) => part.trim());
  const degrees = (text: string, most: number): boolean =>
    /^[-+]?\d{1,3}(\.\d+)?(e-\d+)?$/.test(text) && Math.abs(Number(text)) <= most;
  const good = more.length === 0 && degrees(lat, 90) && degrees(lon, 180);
  expect(good, "latitude and longitude such as -33.45, -70.66", cell);
  return { lat: Number(lat), lon: Number(lon) };
}

const truths: Record<string, boolean> = { "": true, yes: true, true: true, no: false, false: false };
function active(cell: string): boolean {
  const truth = truths[cell.toLowerCase()];
  if (truth === undefined) throw new BadCell(`expected yes or no, found ${describeValue(cell)}`);
  return truth;
}

const text = (cell: string): string => cell;
const limitColumn = (name: string, field: "perHour" | "perDay" | "perWeek" | "perMonth" | "effort"): Column<Rep> => ({
  name,
  field,
  read: optional(atLeastOne),
  write: (rep) => String(rep[field] ?? ""),
});
const join = (list: readonly string[]): string => list.join("; ");

/** The rep's lists of skills that pools can need, in the order of their columns. */
const skills: Record<SkillList, (cell: string) => string[]> = {
  languages: (cell) => items(cell).map(language),
  products: items,
  industries: items,
  countries: (cell) => items(cell).map(country),
  useCases: items,
};

export const columns: readonly Column<Rep, { holidaysOf: HolidaysOf }>[] = [
  { name: "id", field: "id", required: true, read: id, write: ({ id }) => id },
  { name: "name", field: "name", required: true, read: text, write: ({ name }) => name },
  { name: "email", field: "email", required: true, read: email, write: ({ email }) => email },
  { name: "role", field: "role", required: true, read: choice(roles), write: ({ role }) => role },
  { name: "title", field: "title", read: optional(text), write: ({ title }) => title ?? "" },
  { name: "locale", field: "locale", required: true, read: locale, write: ({ locale }) => locale },
  { name: "time_zone", field: "timeZone", required: true, read: timeZone, write: ({ timeZone }) => timeZone },
  { name: "hours", field: "shifts", read: parseHours, write: ({ shifts }) => renderHours(shifts) },
  { name: "days_off", field: "daysOff", read: parseDaysOff, write: ({ daysOff }) => join(daysOff) },
  { name: "time_off", field: "timeOff", read: parseTimeOff, write: ({ timeOff }) => renderTimeOff(timeOff) },
  {
    name: "holidays",
    field: "holidays",
    read: (cell, { holidaysOf }) => (cell === "" ? undefined : holidaysOf(cell.toUpperCase())),
    write: ({ holidays }) => holidays?.of ?? "",
  },
  {
    name: "pools",
    field: "pools",
    read: pools,
    write: ({ pools }) =>
      // The database keeps no order of them, so that two writings of one roster would differ.
      join(
        Object.entries(pools)
          .map(([pool, weight]) => (weight === 1 ? pool : `${pool}:${weight}`))
          .toSorted(),
      ),
  },
  { name: "manager", field: "managerId", read: optional(id), write: ({ managerId }) => managerId ?? "" },
  ...Object.entries(skills).map(
    ([list, read]): Column<Rep> => ({
      name: list.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      field: list as SkillList,
      read,
      write: (rep) => join(rep[list as SkillList]),
    }),
  ),
  { name: "capacity", field: "capacity", required: true, read: wholeNumber, write: ({ capacity }) => String(capacity) },
  limitColumn("per_hour", "perHour"),
  limitColumn("per_day", "perDay"),
  limitColumn("per_week", "perWeek"),
  limitColumn("per_month", "perMonth"),
  limitColumn("effort", "effort"),
  {
    name: "experience",
    field: "experience",
    read: optional(wholeNumber),
    write: ({ experience }) => String(experience ?? ""),
  },
  { name: "won", field: "won", read: optional(wholeNumber), write: ({ won }) => String(won) },
  { name: "lost", field: "lost", read: optional(wholeNumber), write: ({ lost }) => String(lost) },
  {
    name: "place",
    field: "place",
    read: optional(place),
    write: ({ place }) => (place ? `${place.lat}, ${place.lon}` : ""),
  },
  { name: "phone", field: "phone", read: optional(text), write: ({ phone }) => phone ?? "" },
  { name: "photo", field: "photoUrl", read: optional(httpsUrl), write: ({ photoUrl }) => photoUrl ?? "" },
  { name: "calendar", field: "calendarUrl", read: optional(httpsUrl), write: ({ calendarUrl }) => calendarUrl ?? "" },
  {
    name: "calendar_feed",
    field: "calendarFeed",
    secret: true,
    read: optional(feed),
    write: ({ calendarFeed }) => calendarFeed ?? "",
  },
  {
    name: "activates_policies",
    field: "activatesPolicies",
    read: (cell) => (cell === "" ? undefined : active(cell) || undefined),
    write: ({ activatesPolicies }) => (activatesPolicies ? "yes" : ""),
  },
  { name: "active", field: "active", read: active, write: ({ active }) => (active ? "yes" : "no") },
];
