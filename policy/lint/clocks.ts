import type { Policy } from "../../routing/policy/policy.ts";
import { isWorking } from "../../routing/time/local-time.ts";
import { clockIn, isOpen, type Weekday, weekdays } from "../../routing/time/office.ts";
import { dayOf, instantOf, minute } from "../../routing/time/wall-clock.ts";
import { answers, type Cell, cell, type Declare } from "./cells.ts";
import { cellSet, type Formula } from "./formula.ts";
import type { Question } from "./tests.ts";

/** What the clock of a place says of an hour of the week, by the attributes that ask for it. */
type Shown = Readonly<Record<string, string | number | boolean>>;
interface Hour {
  weekday: Weekday;
  hour: number;
}

/** What each attribute of a clock reads. */
const read = {
  local_hour: ({ hour }: Hour) => hour,
  weekday: ({ weekday }: Hour) => weekday,
  working_time: ({ weekday, hour }: Hour) => isWorking(weekday, hour),
  office_hour: ({ hour }: Hour) => hour,
  office_weekday: ({ weekday }: Hour) => weekday,
} as const;
type ClockAttribute = keyof typeof read;

/** The attributes that the clock at the lead's place has, and that of the office. */
export const clockAttributes = {
  lead: ["local_hour", "weekday", "working_time"],
  office: ["office_hour", "office_weekday"],
} as const satisfies Record<string, readonly ClockAttribute[]>;

const hoursOfWeek = Array.from(
  { length: 168 },
  (_, n): Hour => ({ weekday: weekdays[Math.floor(n / 24)] as Weekday, hour: n % 24 }),
);

/** A clock as cells: first none, where the zone is not known, then the groups of hours that the questions cannot tell apart. */
export interface ClockModel {
  variable: number;
  cells: readonly Cell[];
  /** By hour of the week, from Monday's midnight: the index of its cell. */
  cellOf: readonly number[];
  formula: (attribute: ClockAttribute, question: Question) => Formula;
}

/** @param whose the office's clock always shows something, since its zone is known */
export function clockModel(
  questions: ReadonlyMap<string, readonly Question[]>,
  whose: keyof typeof clockAttributes,
  declare: Declare,
): ClockModel {
  const attributes: readonly ClockAttribute[] = clockAttributes[whose];
  const cells: Cell[] = [cell(undefined, whose === "lead")];
  const shown: (Shown | undefined)[] = [undefined];
  const known = new Map<string, number>();
  const cellOf = hoursOfWeek.map((hour, n) => {
    const shows = Object.fromEntries(attributes.map((attribute) => [attribute, read[attribute](hour)]));
    const signature = JSON.stringify(
      attributes.map((attribute) =>
        (questions.get(attribute) ?? []).map((question) => answers(question, shows[attribute])),
      ),
    );
    const there = known.get(signature) ?? cells.length;
    if (there === cells.length) {
      cells.push(cell(n));
      shown.push(shows);
      known.set(signature, there);
    }
    return there;
  });
  const variable = declare({ attribute: `${whose}'s clock`, cells, plain: cells.map((_, n) => n) });
  const formula = (attribute: ClockAttribute, question: Question): Formula => ({
    kind: "among",
    variable,
    cells: cellSet(cells.length, (n) => answers(question, shown[n]?.[attribute])),
  });
  return { variable, cells, cellOf, formula };
}

const monday = dayOf("2026-11-02");
/** Instants of a week, half an hour apart, the afternoon of a Monday first. */
const instants = Array.from({ length: 336 }, (_, n) =>
  new Date(instantOf("UTC", monday, 15 * 60) + n * 30 * minute).toISOString(),
);
/** The default instant: a Monday within working hours nearly everywhere in the Americas and in western Europe. */
export const ordinary = instants[0] as string;

/** A clock that must show an hour of one of its cells. */
interface Wanted {
  timeZone: string;
  clock: ClockModel;
  cell: number;
}

/** An instant (ISO 8601) at which each of the clocks shows what is wanted; undefined if none of that week is. */
export const instantWhere = (wanted: readonly Wanted[]): string | undefined =>
  instants.find((at) =>
    wanted.every(({ timeZone, clock, cell }) => {
      const shows = clockIn(timeZone, at);
      const place = shows && weekdays.indexOf(shows.weekday) * 24 + Math.floor(shows.minute / 60);
      return place !== undefined && clock.cellOf[place] === cell;
    }),
  );

/** An instant (ISO 8601) in or outside the hours of the policy's office; undefined if it has none. */
export const instantReceived = ({ office }: Policy, inHours: boolean): string | undefined =>
  office && instants.find((at) => isOpen(office, at) === inHours);
