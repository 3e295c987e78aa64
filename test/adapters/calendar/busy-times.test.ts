import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { busyTimes } from "../../../adapters/calendar/busy-times.ts";
import { runs } from "../../build/runs.ts";

/** Monday 2026-11-02 to Monday 2026-11-16, as read by somebody in Bogotá, which is five hours behind UTC. */
const asked = {
  timeZone: "America/Bogota",
  email: "ana@andina.example",
  start: Date.parse("2026-11-02T00:00:00Z"),
  end: Date.parse("2026-11-16T00:00:00Z"),
};
const calendar = (...parts: string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", ...parts, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:one", ...lines, "END:VEVENT"].join("\r\n");
/** "2026-11-02T15:00/16:00" for each stretch in UTC, with the day of the end where it is another. */
function shown(text: string, more: Partial<typeof asked> = {}): string[] {
  const busy = busyTimes(text, { ...asked, ...more });
  const at = (n: number) => new Date((busy[n] ?? 0) * 60_000).toISOString().slice(0, 16);
  return busy.flatMap((_, n) => {
    if (n % 2 === 1) return [];
    const [from, to] = [at(n), at(n + 1)];
    return [`${from}/${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`];
  });
}

const outlook = `BEGIN:VTIMEZONE
TZID:Eastern Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE`.replaceAll("\n", "\r\n");
/** A definition of a real zone that is wrong, as of one that was written before a country gave up daylight saving. */
const oldMexico = outlook.replace("Eastern Standard Time", "America/Mexico_City");

const weekly = ["DTSTART:20261012T150000Z", "DTEND:20261012T160000Z", "RRULE:FREQ=WEEKLY"];
/** What, the calendar, the stretches. */
type Case = [what: string, text: string, busy: string[]];
// biome-ignore format: a table
const cases: Record<string, Case[]> = {
  "single events": [
    ["in UTC", calendar(event("DTSTART:20261103T150000Z", "DTEND:20261103T160000Z")), ["2026-11-03T15:00/16:00"]],
    ["with a length in place of an end", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT90M")), ["2026-11-03T15:00/16:30"]],
    ["without any length", calendar(event("DTSTART:20261103T150000Z")), []],
    ["without a zone, which is the owner's", calendar(event("DTSTART:20261103T100000", "DTEND:20261103T110000")), ["2026-11-03T15:00/16:00"]],
    ["in a zone that is not defined", calendar(event("DTSTART;TZID=Europe/Madrid:20261103T100000", "DTEND;TZID=Europe/Madrid:20261103T110000")), ["2026-11-03T09:00/10:00"]],
    ["in a zone that is defined wrongly", calendar(oldMexico, event("DTSTART;TZID=America/Mexico_City:20261103T100000", "DTEND;TZID=America/Mexico_City:20261103T110000")), ["2026-11-03T16:00/17:00"]],
    ["in a zone of Outlook's, before the change", calendar(outlook, event("DTSTART;TZID=Eastern Standard Time:20261030T100000", "DTEND;TZID=Eastern Standard Time:20261103T100000")), ["2026-11-02T00:00/2026-11-03T15:00"]],
    ["all day, a day of the owner's", calendar(event("DTSTART;VALUE=DATE:20261103")), ["2026-11-03T05:00/2026-11-04T05:00"]],
    ["all day, several", calendar(event("DTSTART;VALUE=DATE:20261103", "DTEND;VALUE=DATE:20261106")), ["2026-11-03T05:00/2026-11-06T05:00"]],
    ["that began before and end after", calendar(event("DTSTART:20261001T000000Z", "DTEND:20261201T000000Z")), ["2026-11-02T00:00/2026-11-16T00:00"]],
    ["with seconds, rounded outwards", calendar(event("DTSTART:20261103T150030Z", "DTEND:20261103T155930Z")), ["2026-11-03T15:00/16:00"]],
    ["that overlap and touch", calendar(event("DTSTART:20261103T150000Z", "DTEND:20261103T160000Z"), event("DTSTART:20261103T153000Z", "DTEND:20261103T170000Z"), event("DTSTART:20261103T170000Z", "DTEND:20261103T173000Z")), ["2026-11-03T15:00/17:30"]],
    ["outside what is asked", calendar(event("DTSTART:20261120T150000Z", "DTEND:20261120T160000Z"), event("DTSTART:20261020T150000Z", "DTEND:20261020T160000Z")), []],
  ],
  "what takes no time": [
    ["transparent", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT")), []],
    ["cancelled", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", "STATUS:CANCELLED")), []],
    ["free in Outlook", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", "X-MICROSOFT-CDO-BUSYSTATUS:FREE")), []],
    ["declined by the owner", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", "ATTENDEE;PARTSTAT=DECLINED:mailto:Ana@andina.example")), []],
    ["declined by the owner, in quotes and without mailto", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", 'ATTENDEE;CN="Ana: B, C";PARTSTAT="DECLINED":ana@andina.example')), []],
    ["declined by the owner, whose address is a parameter", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", "ATTENDEE;PARTSTAT=DECLINED;EMAIL=ana@andina.example:urn:uuid:1")), []],
    ["declined by the owner, whose address is the name", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", 'attendee;partstat=declined;CN="ana@andina.example":invalid:nomail')), []],
    ["declined by the address that the calendar is named after", calendar("X-WR-CALNAME:ana@gmail.example", event("DTSTART:20261103T150000Z", "DURATION:PT1H", "ATTENDEE;PARTSTAT=DECLINED:mailto:ana@gmail.example")), []],
    ["delegated by the owner", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", "ATTENDEE;PARTSTAT=DELEGATED:mailto:ana@andina.example")), []],
    ["declined once", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"), event("RECURRENCE-ID:20261103T150000Z", "DTSTART:20261103T150000Z", "DURATION:PT1H", "ATTENDEE;PARTSTAT=DECLINED:mailto:ana@andina.example")), ["2026-11-04T15:00/16:00"]],
    ["canceled, as in American English", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", "STATUS:CANCELED")), []],
    ["of a calendar that cancels", calendar("METHOD:CANCEL", event("DTSTART:20261103T150000Z", "DURATION:PT1H")), []],
    ["free elsewhere", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", "X-MICROSOFT-MSNCALENDAR-BUSYSTATUS:FREE")), []],
    ["declined by somebody else, which does", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", "ATTENDEE;PARTSTAT=DECLINED:mailto:beto@andina.example")), ["2026-11-03T15:00/16:00"]],
    ["out of office, though transparent, which does", calendar(event("DTSTART;VALUE=DATE:20261103", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:OOF")), ["2026-11-03T05:00/2026-11-04T05:00"]],
    ["tentative, which does", calendar(event("DTSTART:20261103T150000Z", "DURATION:PT1H", "STATUS:TENTATIVE")), ["2026-11-03T15:00/16:00"]],
  ],
  "recurring events": [
    ["weekly", calendar(event(...weekly)), ["2026-11-02T15:00/16:00", "2026-11-09T15:00/16:00"]],
    ["until a day before", calendar(event(...weekly.slice(0, 2), "RRULE:FREQ=WEEKLY;UNTIL=20261108T000000Z")), ["2026-11-02T15:00/16:00"]],
    ["so many times", calendar(event(...weekly.slice(0, 2), "RRULE:FREQ=WEEKLY;COUNT=4")), ["2026-11-02T15:00/16:00"]],
    ["on weekdays", calendar(event("DTSTART:20261012T150000Z", "DURATION:PT15M", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE")), ["2026-11-09T15:00/15:15", "2026-11-11T15:00/15:15"]],
    ["the second Tuesday of the month", calendar(event("DTSTART:20260113T150000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYDAY=2TU")), ["2026-11-10T15:00/16:00"]],
    ["over the change of clocks", calendar(event("DTSTART;TZID=America/New_York:20261025T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=10")), ["2026-11-02T14:00/15:00", "2026-11-03T14:00/15:00"]],
    ["over the change, as Outlook defines it", calendar(outlook, event("DTSTART;TZID=Eastern Standard Time:20261025T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=10")), ["2026-11-02T14:00/15:00", "2026-11-03T14:00/15:00"]],
    ["without one of them", calendar(event(...weekly, "EXDATE:20261102T150000Z")), ["2026-11-09T15:00/16:00"]],
    ["without one that is named in another zone", calendar(event("DTSTART;TZID=America/Bogota:20261012T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY", "EXDATE:20261102T150000Z")), ["2026-11-09T15:00/16:00"]],
    ["without one that is named by its day", calendar(event(...weekly, "EXDATE;VALUE=DATE:20261102")), ["2026-11-09T15:00/16:00"]],
    ["with one more", calendar(event(...weekly, "RDATE:20261104T150000Z")), ["2026-11-02T15:00/16:00", "2026-11-04T15:00/16:00", "2026-11-09T15:00/16:00"]],
    ["with one more that is longer", calendar(event(...weekly, "RDATE;VALUE=PERIOD:20261104T150000Z/PT3H")), ["2026-11-02T15:00/16:00", "2026-11-04T15:00/18:00", "2026-11-09T15:00/16:00"]],
    ["one moved to another day", calendar(event(...weekly), event("RECURRENCE-ID:20261102T150000Z", "DTSTART:20261103T200000Z", "DTEND:20261103T210000Z")), ["2026-11-03T20:00/21:00", "2026-11-09T15:00/16:00"]],
    ["one brought forward from far off", calendar(event(...weekly), event("RECURRENCE-ID:20270104T150000Z", "DTSTART:20261103T200000Z", "DTEND:20261103T210000Z")), ["2026-11-02T15:00/16:00", "2026-11-03T20:00/21:00", "2026-11-09T15:00/16:00"]],
    ["one cancelled, and one that does not count", calendar(event(...weekly), event("RECURRENCE-ID:20261102T150000Z", "DTSTART:20261102T150000Z", "DURATION:PT1H", "STATUS:CANCELLED"), event("RECURRENCE-ID:20261109T150000Z", "DTSTART:20261109T150000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT")), []],
    ["all later ones moved", calendar(event(...weekly), event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261102T150000Z", "DTSTART:20261102T170000Z", "DTEND:20261102T173000Z")), ["2026-11-02T17:00/17:30", "2026-11-09T17:00/17:30"]],
    ["one moved of another event's", calendar(event(...weekly), event("RECURRENCE-ID:20261102T150000Z", "DTSTART:20261103T200000Z", "DURATION:PT1H").replace("UID:one", "UID:two")), ["2026-11-02T15:00/16:00", "2026-11-03T20:00/21:00", "2026-11-09T15:00/16:00"]],
    ["a birthday", calendar(event("DTSTART;VALUE=DATE:19900304", "RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=4")), ["2026-11-04T05:00/2026-11-05T05:00"]],
    ["daily for twenty years", calendar(event("DTSTART:20060101T130000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY")), Array.from({ length: 14 }, (_, n) => `2026-11-${String(n + 2).padStart(2, "0")}T13:00/13:30`)],
  ],
  "free and busy": [
    ["periods", calendar("BEGIN:VFREEBUSY", "FREEBUSY;FBTYPE=BUSY:20261103T150000Z/20261103T160000Z,20261104T150000Z/PT30M", "FREEBUSY;FBTYPE=FREE:20261105T150000Z/PT30M", "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261106T150000Z/PT30M", "END:VFREEBUSY"), ["2026-11-03T15:00/16:00", "2026-11-04T15:00/15:30", "2026-11-06T15:00/15:30"]],
  ],
  "what makes no sense": [
    ["passes over an event without a start", calendar(event("SUMMARY:lost"), event("DTSTART:20261103T150000Z", "DURATION:PT1H")), ["2026-11-03T15:00/16:00"]],
    ["an end before the start", calendar(event("DTSTART:20261103T150000Z", "DTEND:20261103T140000Z")), []],
    ["a calendar of nothing", calendar(), []],
  ],
};

describe("a calendar's busy times", () => {
  describe.each(Object.entries(cases))("%s", (_, rows) => {
    it.each(rows)("%s", (_what, text, busy) => {
      expect(shown(text)).toEqual(busy);
    });
  });

  it("contain nothing but numbers", () => {
    const text = calendar(
      event("DTSTART:20261103T150000Z", "DURATION:PT1H", "SUMMARY:Interview at a rival", "LOCATION:There"),
    );
    expect(busyTimes(text, asked).every((minute) => Number.isInteger(minute))).toBe(true);
  });

  it("are those of every so many days or weeks, however long ago the first was", () => {
    const day = 86_400_000;
    const first = fc.integer({ min: Date.UTC(2009, 0, 1) / day, max: asked.start / day });
    fc.assert(
      fc.property(first, fc.constantFrom(1, 7), fc.integer({ min: 1, max: 5 }), (begins, period, interval) => {
        const stamp = new Date(begins * day).toISOString().slice(0, 10).replaceAll("-", "");
        const rule = `RRULE:FREQ=${period === 1 ? "DAILY" : "WEEKLY"};INTERVAL=${interval}`;
        const busy = busyTimes(calendar(event(`DTSTART:${stamp}T150000Z`, "DURATION:PT1H", rule)), asked);
        const days = Array.from({ length: 14 }, (_, n) => asked.start / day + n);
        const expected = days.filter((on) => on >= begins && (on - begins) % (period * interval) === 0);
        expect(busy.filter((_, n) => n % 2 === 0)).toEqual(expected.map((on) => (on * day) / 60_000 + 900));
      }),
      runs(30),
    );
  });

  it("are in order and apart, whatever the events", () => {
    const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 600 })), {
      maxLength: 30,
    });
    const stamp = (minutes: number) =>
      new Date(asked.start + minutes * 60_000).toISOString().replaceAll(/[-:]|\.\d+/g, "");
    fc.assert(
      fc.property(some, (events) => {
        const text = calendar(
          ...events.map(([at, length]) => event(`DTSTART:${stamp(at)}`, `DTEND:${stamp(at + length)}`)),
        );
        const busy = busyTimes(text, asked);
        for (const [n, at] of busy.entries()) if (n > 0) expect(at).toBeGreaterThan(busy[n - 1] ?? 0);
        const covered = (minute: number) =>
          busy.some((at, n) => n % 2 === 0 && at <= minute && minute < (busy[n + 1] ?? 0));
        for (const [at, length] of events) {
          if (length > 0 && at < 14 * 1440) expect(covered(asked.start / 60_000 + at)).toBe(true);
        }
      }),
      runs(30),
    );
  });
});

describe("a hostile calendar", () => {
  const forever = (rule: string) => calendar(event("DTSTART:19700101T000000Z", "DURATION:PT1S", `RRULE:${rule}`));
  it.each([
    ["every second since 1970", forever("FREQ=SECONDLY")],
    ["every minute since 1970", forever("FREQ=MINUTELY;INTERVAL=1")],
    ["30 February", forever("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")],
    ["31 February, monthly", forever("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31")],
    ["a place that no set has", forever("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=300")],
    ["no step at all", forever("FREQ=DAILY;INTERVAL=0")],
    [
      "a zone that changes each second",
      calendar(
        outlook.replaceAll("YEARLY;BYDAY=1SU;BYMONTH=11", "SECONDLY"),
        event("DTSTART;TZID=Eastern Standard Time:20261103T100000", "DURATION:PT1H"),
      ),
    ],
  ])("of %s ends by itself, with an answer or a refusal", (_, text) => {
    let said: unknown;
    try {
      said = busyTimes(text, asked);
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said === "too-complex" || said === "not-a-calendar" || (Array.isArray(said) && said.length <= 1000)).toBe(
      true,
    );
  });

  it("keeps five hundred stretches at most, the first ones", () => {
    const busy = busyTimes(
      forever("FREQ=DAILY").replace("19700101", "20261001").replace("FREQ=DAILY", "FREQ=MINUTELY;INTERVAL=10"),
      asked,
    );
    expect(busy).toHaveLength(1000);
    expect(busy[0]).toBe(asked.start / 60_000);
  });

  it.each([
    ["nothing", ""],
    ["a page to sign in on", "<!doctype html><title>Sign in</title>"],
    ["another thing", "BEGIN:VCARD\r\nEND:VCARD"],
    ["one cut off", calendar(event("DTSTART:20261103T150000Z")).slice(0, 60)],
    ["nested a thousand times", `BEGIN:VCALENDAR\r\n${"BEGIN:VEVENT\r\n".repeat(1000)}`],
  ])("of %s is none", (_, text) => {
    expect(() => busyTimes(text, asked)).toThrow(
      expect.objectContaining({ name: "BadCalendar", message: "not-a-calendar" }),
    );
  });
});
