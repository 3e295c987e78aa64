import { parseTime, Unreadable, type WallTime } from "./times.ts";

/** The units of a rule in seconds up to a day; longer ones go by the calendar. */
export const SUB_DAILY = { SECONDLY: 1, MINUTELY: 60, HOURLY: 3600 } as const;
const FREQUENCIES = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/** A weekday (0 is Sunday), and which one of the month or year: 0 each, negative from the end. */
interface Weekday {
  nth: number;
  weekday: number;
}

/** A rule of recurrence (RFC 5545, 3.3.10). Lists that are not in it are undefined. */
export interface RecurrenceRule {
  frequency: (typeof FREQUENCIES)[number];
  interval: number;
  count?: number;
  until?: WallTime;
  /** The weekday that weeks begin with. */
  weekStart: number;
  /** Each list in order, without repetitions. */
  seconds?: number[];
  minutes?: number[];
  hours?: number[];
  weekdays?: Weekday[];
  monthDays?: number[];
  yearDays?: number[];
  weeks?: number[];
  months?: number[];
  positions?: number[];
}

type Numbers = "seconds" | "minutes" | "hours" | "monthDays" | "yearDays" | "weeks" | "months" | "positions";
const LISTS: Record<string, { part: Numbers; least: number; most: number }> = {
  BYSECOND: { part: "seconds", least: 0, most: 60 },
  BYMINUTE: { part: "minutes", least: 0, most: 59 },
  BYHOUR: { part: "hours", least: 0, most: 23 },
  BYMONTHDAY: { part: "monthDays", least: -31, most: 31 },
  BYYEARDAY: { part: "yearDays", least: -366, most: 366 },
  BYWEEKNO: { part: "weeks", least: -53, most: 53 },
  BYMONTH: { part: "months", least: 1, most: 12 },
  BYSETPOS: { part: "positions", least: -366, most: 366 },
};

const bad = (): never => {
  throw new Unreadable("rule of recurrence");
};

/** The rule that a property's value states. @throws Unreadable where any part of it cannot be understood */
export function parseRule(text: string): RecurrenceRule {
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(";")) {
    const [name = "", value = ""] = part.split("=").map((side) => side.trim());
    if (value !== "") parts.set(name, value);
    else if (part.trim() !== "" && !part.includes("=")) bad();
  }
  const frequency = FREQUENCIES.find((one) => one === parts.get("FREQ")) ?? bad();
  const rule: RecurrenceRule = { frequency, interval: 1, weekStart: 1 };
  for (const [name, value] of parts) read(rule, name, value);
  return rule;
}

function read(rule: RecurrenceRule, name: string, value: string): void {
  const list = LISTS[name];
  if (list) {
    const { part, least, most } = list;
    const numbers = value.split(",").map((one) => integer(one, least, most, least < 0));
    rule[part] = [...new Set(numbers)].sort((a, b) => a - b);
  } else if (name === "INTERVAL") rule.interval = integer(value, 1, Number.MAX_SAFE_INTEGER);
  else if (name === "COUNT") rule.count = integer(value, 1, Number.MAX_SAFE_INTEGER);
  else if (name === "UNTIL") rule.until = parseTime(value) ?? bad();
  else if (name === "WKST") rule.weekStart = weekday(value).weekday;
  else if (name === "BYDAY") rule.weekdays = value.split(",").map(weekday);
  else if (name !== "FREQ" && !(name === "RSCALE" && value === "GREGORIAN") && !(name === "SKIP" && value === "OMIT"))
    bad();
}

function integer(text: string, least: number, most: number, notZero = false): number {
  const number = /^\s*[+-]?\d{1,15}\s*$/.test(text) ? Number(text) : bad();
  return number < least || number > most || (notZero && number === 0) ? bad() : number;
}

function weekday(text: string): Weekday {
  const [, nth, name = ""] = /^([+-]?\d{1,2})?\s*(SU|MO|TU|WE|TH|FR|SA)$/.exec(text.trim()) ?? bad();
  return { nth: nth === undefined ? 0 : integer(nth, -53, 53, true), weekday: WEEKDAYS.indexOf(name) };
}
