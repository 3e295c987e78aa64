import type { LeadFacts, Locale } from "../routing/lead/lead.ts";
import { languageTags } from "./by-language.ts";
import { clockTime, dateFormat } from "./times.ts";

interface Reader {
  locale: Locale;
  /** IANA zone name. */
  timeZone: string;
}

/**
 * A moment as "today, 16:20 (São Paulo Time)", or with weekday and date where it is another day than `beside`.
 * @param at the moment, ISO 8601 in UTC
 * @param beside when the mail is written or, where that is not known, the other moment it speaks of: a mail that
 *   could be read on either of two days then names both
 */
export function when(at: string, beside: string, { locale, timeZone }: Reader): string {
  const day = (iso: string) => dayOf(iso, { locale, timeZone });
  const time = clockTime(at, beside, { locale, timeZone });
  return day(at) === day(beside) ? `${today(locale)}, ${time}` : time;
}

/** "today" */
const today = (locale: Locale): string =>
  new Intl.RelativeTimeFormat(languageTags[locale].intl, { numeric: "auto" }).format(0, "day");

/** A calendar day, as "November 2, 2026". */
export const dayOf = (at: string, reader: Reader): string =>
  dateFormat(reader, { dateStyle: "long" }).format(new Date(at));

/** A length of time in its largest whole unit, as "90 minutes", "2 hours" or "1 day". */
export function lengthOf(minutes: number, locale: Locale): string {
  const [amount, unit] =
    minutes % 1440 === 0 ? [minutes / 1440, "day"] : minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return new Intl.NumberFormat(languageTags[locale].intl, { style: "unit", unit, unitDisplay: "long" }).format(amount);
}

/**
 * The zone by whose clock a lead is told times: their browser's or that of their place, as far as either is known, else
 * that of a country that has only one.
 */
export function leadTimeZone({ timeZone, country }: LeadFacts): string | undefined {
  if (timeZone) return timeZone;
  if (!country || !/^[A-Z]{2}$/.test(country)) return undefined;
  const zones = zonesOf(country);
  return zones.length === 1 ? zones[0] : undefined;
}

function zonesOf(country: string): readonly string[] {
  // Newer than the library types of ES2024.
  const region = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?: () => string[] | undefined };
  return region.getTimeZones?.() ?? [];
}
