import { dayLength, minute } from "../../routing/time/wall-clock.ts";
import { type Component, firstValue, plainValue, propertiesNamed } from "./components.ts";
import { Recurrence } from "./recurrence.ts";
import { parseRule } from "./recurrence-rule.ts";
import { dayOfDate, timeOf, timesOf, Unreadable } from "./times.ts";
import type { Work } from "./work.ts";

/** A change of clocks: what they show before it, and how far ahead of UTC they are from then on, in milliseconds. */
interface Change {
  shown: number;
  ahead: number;
}

interface Observance {
  before: number;
  once: Change[];
  yearly?: Recurrence;
  until: number;
  ahead: number;
}

/** A zone as a calendar defines it, by changes that come once or every year; undefined for no usable definition. */
export function definedZone(definition: Component, work: Work): ((shown: number) => number) | undefined {
  const observances = definition.parts.flatMap((part) => observanceIn(part) ?? []);
  const [first] = observances.toSorted((a, b) => (a.once[0]?.shown ?? 0) - (b.once[0]?.shown ?? 0));
  if (!first) return undefined;
  const once = observances.flatMap((observance) => observance.once).sort((a, b) => a.shown - b.shown);
  const years = new Map<number, Change[]>();
  const changesIn = (year: number): Change[] => {
    const known = years.get(year);
    if (known) return known;
    const changes = observances.flatMap((one) => changesOf(one, year, work)).sort((a, b) => a.shown - b.shown);
    years.set(year, changes);
    return changes;
  };
  return (shown) => {
    const year = new Date(shown).getUTCFullYear();
    const last = [once, changesIn(year - 1), changesIn(year)]
      .map((changes) => changes.findLast((change) => change.shown <= shown))
      .reduce((a, b) => (!a || (b && b.shown >= a.shown) ? b : a));
    return shown - (last?.ahead ?? first.before);
  };
}

function observanceIn(part: Component): Observance | undefined {
  const start = propertiesNamed(part, "DTSTART")[0];
  const before = offsetOf(firstValue(part, "TZOFFSETFROM"));
  const ahead = offsetOf(firstValue(part, "TZOFFSETTO"));
  if (!start || before === undefined || ahead === undefined) return undefined;
  try {
    const { shown } = timeOf(start);
    const others = propertiesNamed(part, "RDATE").flatMap((property) => timesOf(property).times);
    const once = [shown, ...others.map((time) => time.shown)].map((at) => ({ shown: at, ahead }));
    const [rule] = propertiesNamed(part, "RRULE").map((property) => parseRule(plainValue(property)));
    // Clocks that change more often than every year are a mistake or an attack.
    if (rule?.frequency !== "YEARLY") return { before, once, until: shown, ahead };
    const until = rule.until ? rule.until.shown + (rule.until.zone === "UTC" ? before : 0) : Number.POSITIVE_INFINITY;
    return { before, once, yearly: new Recurrence(rule, shown), until, ahead };
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function changesOf({ yearly, until, ahead }: Observance, year: number, work: Work): Change[] {
  if (!yearly) return [];
  const first = dayOfDate(year, 1, 1) ?? 0;
  const days = Array.from({ length: 366 }, (_, n) => first + n);
  work.spend(yearly.stepsFor(366));
  return days
    .flatMap((day) => yearly.secondsOn(day).map((second) => day * dayLength + second * 1000))
    .filter((shown) => shown >= yearly.first && shown <= until)
    .map((shown) => ({ shown, ahead }));
}

/** Milliseconds of an offset such as `-0500`, at most a day; undefined for anything else. */
function offsetOf(text: string): number | undefined {
  const [, sign, hours, minutes = "0", seconds = "0"] = /^([+-])?(\d\d):?(\d\d)?:?(\d\d)?$/.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23) return undefined;
  return (sign === "-" ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * minute + Number(seconds) * 1000);
}
