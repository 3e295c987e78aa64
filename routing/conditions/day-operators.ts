/** Milliseconds of a day. */
const dayLength = 86_400_000;

/** The number of a day as 2026-11-30, or of the day of an instant (ISO 8601) in UTC, from 1970-01-01. */
export const dayNumber = (day: string): number => Math.floor(Date.parse(day) / dayLength);

/** The day of a number, as 2026-11-30. */
export const dayNumbered = (number: number): string => new Date(number * dayLength).toISOString().slice(0, 10);

/** The attributes that say a day as numbers: which day it is, and how many days ago it was. They have no name in policies. */
export const numberOf = (attribute: string): string => `${attribute} number`;
export const ageOf = (attribute: string): string => `${attribute} age`;

/** What is asked of a day: of which of its numbers, and from which to which that must be. */
interface AsRange {
  of: (attribute: string) => string;
  low: number;
  high: number;
}
const days = (text: string): number => Number.parseInt(text, 10);
const none = Number.POSITIVE_INFINITY;

/** The operators that days have, each as a range of whole numbers. */
export const dayOperators = {
  within: (want: string): AsRange => ({ of: ageOf, low: 0, high: days(want) }),
  older_than: (want: string): AsRange => ({ of: ageOf, low: days(want) + 1, high: none }),
  in_next: (want: string): AsRange => ({ of: ageOf, low: -days(want), high: 0 }),
  before: (want: string): AsRange => ({ of: numberOf, low: -none, high: dayNumber(want) - 1 }),
  after: (want: string): AsRange => ({ of: numberOf, low: dayNumber(want) + 1, high: none }),
} as const;
export type DayOperator = keyof typeof dayOperators;
export const isDayOperator = (operator: string): operator is DayOperator => Object.hasOwn(dayOperators, operator);

/** Whether a text is a day of the calendar, as 2026-11-30. */
export const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};
