import type { TimeOff } from "../../routing/time/schedule.ts";
import { dayOf, isoDate } from "../../routing/time/wall-clock.ts";
import { expect } from "./cells.ts";

const items = (cell: string): string[] =>
  cell
    .split(";")
    .map((item) => item.trim())
    .filter(Boolean);

/** @throws BadCell */
function dateOf(text: string, cell: string): string {
  const real = /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isInteger(dayOf(text)) && isoDate(dayOf(text)) === text;
  expect(real, "days such as 2026-12-24 or 2026-12-24/2027-01-02", cell);
  return text;
}

function inOrder(first: string, last: string, item: string): void {
  const days = dayOf(last) - dayOf(first);
  expect(days >= 0 && days < 366, "the earlier day first, and at most a year", item);
}

/** `2026-12-24; 2026-12-28/2027-01-02`: single days and ranges, both ends included. @throws BadCell */
export function parseDaysOff(cell: string): string[] {
  return items(cell).flatMap((item) => {
    const [from = "", to = from, ...more] = item.split("/");
    expect(more.length === 0, "days such as 2026-12-24 or 2026-12-24/2027-01-02", item);
    const [first, last] = [dateOf(from, from), dateOf(to, to)];
    inOrder(first, last, item);
    return Array.from({ length: dayOf(last) - dayOf(first) + 1 }, (_, n) => isoDate(dayOf(first) + n));
  });
}

const halves: Record<string, readonly [from: string, to: string]> = { am: ["00:00", "12:00"], pm: ["12:00", "24:00"] };
const grammar = "time off such as 2026-12-24, 2026-12-24 pm or 2026-12-24 13:00/2026-12-28 10:00";

/**
 * `2026-12-24/2027-01-02; 2027-02-03 pm; 2027-02-05 13:00/2027-02-05 16:00?`: whole days, half days divided at noon,
 * and clock times; a trailing ? means requested only. Undefined for an empty cell, which says nothing; `none` is no time off.
 * @throws BadCell
 */
export function parseTimeOff(cell: string): TimeOff[] | undefined {
  if (cell.trim().toLowerCase() === "none") return [];
  const all = items(cell).map((item): TimeOff => {
    const requested = item.endsWith("?");
    const [from = "", to, ...more] = (requested ? item.slice(0, -1) : item).split("/").map((end) => end.trim());
    expect(more.length === 0, grammar, item);
    return { ...stretch(from, to, item), ...(requested && { requested }) };
  });
  return all.length === 0 ? undefined : all;
}

function stretch(from: string, to: string | undefined, item: string): Pick<TimeOff, "from" | "to"> {
  const [first = "", time, ...more] = from.split(/\s+/);
  expect(more.length === 0, grammar, item);
  dateOf(first, item);
  const half = time === undefined || to !== undefined ? undefined : halves[time.toLowerCase()];
  if (half) return { from: `${first}T${half[0]}`, to: `${first}T${half[1]}` };
  if (time === undefined) {
    const last = dateOf(to ?? first, item);
    inOrder(first, last, item);
    return { from: first, to: last };
  }
  const [last = "", end = "", ...rest] = (to ?? "").split(/\s+/);
  expect(to !== undefined && rest.length === 0, grammar, item);
  dateOf(last, item);
  const begin = clockOf(time, item);
  expect(begin !== "24:00", "a time before 24:00 to begin at", item);
  const [one, other] = [`${first}T${begin}`, `${last}T${clockOf(end, item)}`];
  expect(other > one, "the earlier time first", item);
  inOrder(first, last, item);
  return { from: one, to: other };
}

function clockOf(text: string, item: string): string {
  expect(/^(([01]?\d|2[0-3]):[0-5]\d|24:00)$/.test(text), grammar, item);
  return text.padStart(5, "0");
}

/** The cell that parseTimeOff reads back. */
export const renderTimeOff = (all: readonly TimeOff[] = []): string =>
  all.map((off) => `${rendered(off)}${off.requested ? "?" : ""}`).join("; ");

function rendered({ from, to }: TimeOff): string {
  const [first, begin] = from.split("T");
  const [last, end] = to.split("T");
  if (begin === undefined) return first === last ? from : `${from}/${to}`;
  const half = Object.keys(halves).find((name) => halves[name]?.[0] === begin && halves[name]?.[1] === end);
  return half && first === last ? `${first} ${half}` : `${first} ${begin}/${last} ${end}`;
}
