import type { Locale } from "../routing/lead/lead.ts";
import { languageTags } from "./by-language.ts";

interface Reader {
  locale: Locale;
  /** IANA zone name. */
  timeZone: string;
}

/** Formats take longer to make than to use. A reader's zone may be any, so they are not kept without end. */
const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 200;

/** How this reader reads a moment, in the language's own way. */
export function dateFormat({ locale, timeZone }: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, timeZone, options]);
  let known = formats.get(key);
  if (!known) {
    if (formats.size >= mostFormats) formats.clear();
    known = new Intl.DateTimeFormat(languageTags[locale].intl, { timeZone, ...options });
    formats.set(key, known);
  }
  return known;
}

/**
 * A moment on the reader's clock with the zone named, as "16:20 (São Paulo Time)"; the day comes first when it is
 * not today.
 * @param at the moment, ISO 8601 in UTC
 * @param now the moment of reading, ISO 8601 in UTC
 */
export function clockTime(at: string, now: string, reader: Reader): string {
  const moment = new Date(at);
  const time = dateFormat(reader, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = dateFormat(reader, { weekday: "long", day: "numeric", month: "long" });
  const date = day.format(moment);
  const today = date === day.format(new Date(now));
  return `${today ? "" : `${date}, `}${time.format(moment)} (${zoneName(moment, reader)})`;
}

/** A moment on the reader's clock without its zone, short enough for a list: "Nov 2, 16:20". */
export const dayAndTime = (at: string, reader: Reader): string =>
  dateFormat(reader, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    new Date(at),
  );

/** "São Paulo Time"; the longer name where the short one is an abbreviation such as BRT. */
export function zoneName(moment: Date, reader: Reader): string {
  const name = (timeZoneName: "shortGeneric" | "longGeneric") =>
    dateFormat(reader, { timeZoneName })
      .formatToParts(moment)
      .find((part) => part.type === "timeZoneName")?.value ?? reader.timeZone;
  const short = name("shortGeneric");
  return /^[A-Z]+$/.test(short) ? name("longGeneric") : short;
}

/** How far off a moment is, in the largest unit that says enough, as "in 15 minutes". Rounded down, one at least. */
export function timeLeft(at: string, now: string, locale: Locale): string {
  const minutes = (Date.parse(at) - Date.parse(now)) / 60_000;
  const [amount, unit] =
    minutes < 90
      ? ([minutes, "minute"] as const)
      : minutes < 48 * 60
        ? ([minutes / 60, "hour"] as const)
        : ([minutes / 1440, "day"] as const);
  return new Intl.RelativeTimeFormat(languageTags[locale].intl).format(Math.max(1, Math.floor(amount)), unit);
}
