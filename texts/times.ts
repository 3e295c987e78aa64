import type { Locale } from "../routing/lead/lead.ts";
import { languageTags } from "./by-language.ts";

interface Reader {
  locale: Locale;
  /** IANA zone name. */
  timeZone: string;
}

/**
 * A moment on the reader's clock with the zone named, as "16:20 (São Paulo Time)"; the day comes first when it is
 * not today.
 * @param at the moment, ISO 8601 in UTC
 * @param now the moment of reading, ISO 8601 in UTC
 */
export function clockTime(at: string, now: string, { locale, timeZone }: Reader): string {
  const tag = languageTags[locale].intl;
  const moment = new Date(at);
  const time = new Intl.DateTimeFormat(tag, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = new Intl.DateTimeFormat(tag, { timeZone, weekday: "long", day: "numeric", month: "long" });
  const date = day.format(moment);
  const today = date === day.format(new Date(now));
  return `${today ? "" : `${date}, `}${time.format(moment)} (${zoneName(moment, locale, timeZone)})`;
}

/** "São Paulo Time"; the longer name where the short one is an abbreviation such as BRT. */
function zoneName(moment: Date, locale: Locale, timeZone: string): string {
  const name = (timeZoneName: "shortGeneric" | "longGeneric") =>
    new Intl.DateTimeFormat(languageTags[locale].intl, { timeZone, timeZoneName })
      .formatToParts(moment)
      .find((part) => part.type === "timeZoneName")?.value ?? timeZone;
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
