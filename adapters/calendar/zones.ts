import ICAL from "ical.js";
import { dayLength, instantOf, minute } from "../../routing/wall-clock.ts";

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
 * as the calendar defines them, by rules that come once a year.
 */
export function settleZones(calendar: ICAL.Component): void {
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    const name = String(zone.getFirstPropertyValue("tzid") ?? "");
    if (!name || isIana(name)) calendar.removeSubcomponent(zone);
    for (const observance of zone.getAllSubcomponents()) {
      for (const rule of observance.getAllProperties("rrule")) {
        const frequency = (rule.getFirstValue() as ICAL.Recur | undefined)?.freq;
        if (frequency !== "YEARLY") observance.removeProperty(rule);
      }
    }
  }
  for (const name of namedIn(calendar)) {
    if (!ICAL.TimezoneService.has(name) && isIana(name)) {
      ICAL.TimezoneService.register(new IanaZone({ tzid: name }), name);
    }
  }
}

function namedIn(component: ICAL.Component): Set<string> {
  const names = new Set<string>();
  for (const inner of component.getAllSubcomponents()) {
    for (const property of inner.getAllProperties()) {
      const name = property.getFirstParameter("tzid");
      if (name) names.add(name);
    }
  }
  return names;
}
