import ICAL from "ical.js";
import { dayLength, instantOf, minute } from "../../routing/time/wall-clock.ts";

/** A zone of the IANA database, whatever the feed's own definition of it says, which often ends with the current year. */
class IanaZone extends ICAL.Timezone {
  /** Seconds that clocks are ahead of UTC when they show this time. */
  override utcOffset({ year, month, day, hour, minute: minutes, second }: ICAL.Time): number {
    const shown = Date.UTC(year, month - 1, day, hour, minutes, 0);
    const date = Math.floor(shown / dayLength);
    const at = instantOf(this.tzid, date, (shown - date * dayLength) / minute) + second * 1000;
    return (shown + second * 1000 - at) / 1000;
  }
}

function isIana(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes the zones that a calendar names known: those of the IANA database as that has them, others (as those of Outlook)
 * as the calendar defines them, by rules that come once a year. The library would look through all events for each time
 * whose zone is not defined, so it asks here.
 */
export function settleZones(calendar: ICAL.Component): void {
  const known = new Map<string, ICAL.Timezone | null>();
  const defined = calendar.getAllSubcomponents("vtimezone");
  // It may answer null, though its type does not say so.
  calendar.getTimeZoneByID = ((name: string) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const zone = isIana(name) ? new IanaZone({ tzid: name }) : definedBy(defined, name);
    known.set(name, zone);
    return zone;
  }) as ICAL.Component["getTimeZoneByID"];
}

function definedBy(defined: readonly ICAL.Component[], name: string): ICAL.Timezone | null {
  const component = defined.find((zone) => zone.getFirstPropertyValue("tzid") === name);
  if (!component) return null;
  for (const observance of component.getAllSubcomponents()) {
    for (const rule of observance.getAllProperties("rrule")) {
      const frequency = (rule.getFirstValue() as ICAL.Recur | undefined)?.freq;
      if (frequency !== "YEARLY") observance.removeProperty(rule);
    }
  }
  return new ICAL.Timezone({ component, tzid: name });
}
