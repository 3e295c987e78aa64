import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { busyTimes } from "../../../adapters/calendar/busy-times.ts";
import { Unread } from "../../../adapters/calendar/unread.ts";
import { EVENT_STEPS, FEED_STEPS, Work } from "../../../adapters/calendar/work.ts";
import { runs } from "../../build/runs.ts";
import { calendar, december, event, read } from "./calendar-text.ts";

const on = (day: string, ...more: string[]) =>
  event(`UID:${day}`, `DTSTART:202612${day}T140000Z`, `DTEND:202612${day}T160000Z`, ...more);
const three = ["12-01T14:00/16:00", "12-02T14:00/16:00", "12-03T14:00/16:00"];
const weekly = event("UID:w", "DTSTART;TZID=Europe/Madrid:20260105T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY");

describe("a damaged line", () => {
  it("alone is passed over (case 03)", () => {
    expect(read(calendar(on("01"), on("02", "X-APPLE-RADIUS=49.9"), on("03")))).toEqual({ busy: three, unread: [] });
  });

  it.each([
    ["without a name", ":nothing"],
    ["of a text that was not folded", "DESCRIPTION:one\r\ntwo\r\n\r\nthree: four"],
    ["with an open quote", 'ORGANIZER;CN="Ana:mailto:ana@andina.example'],
    ["with control characters", "\u0000\u0007;=:"],
    ["of an alarm's that is never closed", "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nDTSTART:20261209T000000Z"],
    ["in lower case, with spaces", "begin:valarm \r\nduration:PT9H\r\n end:valarm"],
  ])("%s costs nothing", (_, line) => {
    expect(read(calendar(on("01"), on("02", line), on("03")))).toEqual({ busy: three, unread: [] });
  });

  it.each([
    ["start", "DTSTART", "DTSTART:2026-13-45", "DTSTART is no date"],
    ["end", "DTEND", "DTEND:99999999T999999Z", "DTEND is no date"],
    ["date that no month has", "DTSTART", "DTSTART:20260231T100000", "DTSTART is no date"],
    ["end before its start", "DTEND", "DTEND:20261202T130000Z", "it ends before it begins"],
  ])("of a %s costs that event alone, and is counted", (_, name, line, because) => {
    const bad = on("02").replace(new RegExp(`${name}:.*`), line);
    const [first = "", , third = ""] = three;
    const unread = [`1 event could not be read: ${because}`];
    expect(read(calendar(on("01"), bad, on("03")))).toEqual({ busy: [first, third], unread });
  });

  it("that should begin or end an event costs that event at most", () => {
    const [first = "", second = "", third = ""] = three;
    const endless = read(calendar(on("01"), on("02").replace("END:VEVENT", "END VEVENT"), on("03")));
    expect(endless).toEqual({ busy: [first, second, third], unread: [] });
    const headless = read(calendar(on("01"), on("02").replace("BEGIN:VEVENT", "BEGIN.VEVENT"), on("03")));
    expect(headless).toEqual({ busy: [first, third], unread: ["1 event could not be read: no BEGIN line"] });
    const cut = read(calendar(on("01"), on("02"), on("03")).replace("END:VCALENDAR", ""));
    expect(cut).toEqual({ busy: three, unread: ["the calendar ends without an END line"] });
  });

  it("changes nothing of other events' busy times, whatever it is", () => {
    const names = fc.constantFrom(
      "DTSTART",
      "DTEND",
      "RRULE",
      "EXDATE",
      "RDATE",
      "DURATION",
      "RECURRENCE-ID",
      "EXRULE",
      "UID",
      "SEQUENCE",
      "X-A",
    );
    const params = fc.constantFrom("", ";VALUE=DATE", ";TZID=Foo", ';TZID="', ";RANGE=THISANDFUTURE");
    const values = fc.oneof(
      fc.string({ unit: "binary-ascii" }).map((text) => text.replaceAll(/[\r\n]/g, "")),
      fc.constantFrom(
        "20010101T000000Z",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=1000000000",
        "P99999999999D",
        "00000000",
        "99991231T235959Z",
      ),
    );
    const lines = fc.array(
      fc.tuple(names, params, values).map((parts) => `${parts[0]}${parts[1]}:${parts[2]}`),
      { maxLength: 6 },
    );
    const { busy } = read(calendar(on("01"), weekly, on("03")));
    fc.assert(
      fc.property(lines, (bad) => {
        // It takes no time itself, so that what is left is the others'.
        const added = event("UID:bad", "TRANSP:TRANSPARENT", ...bad.map((line) => line.replace(/^UID.*/, "SUMMARY:x")));
        expect(read(calendar(on("01"), added, weekly, on("03"))).busy).toEqual(busy);
      }),
      runs(300),
    );
  });

  it("never makes reading throw anything but that it is no calendar", () => {
    const good = calendar(on("01"), weekly, on("03", "EXDATE:20261203T140000Z"));
    const cut = fc.tuple(fc.nat(good.length), fc.nat(40), fc.string({ unit: "binary", maxLength: 30 }));
    const mangled = fc
      .array(cut, { maxLength: 8 })
      .map((cuts) => cuts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), good));
    const bytes = fc
      .uint8Array({ maxLength: 300 })
      .map((all) => `BEGIN:VCALENDAR\n${Buffer.from(all).toString("latin1")}`);
    fc.assert(
      fc.property(fc.oneof(mangled, bytes), (text) => {
        try {
          const busy = busyTimes(text, december);
          for (const [n, at] of busy.entries()) if (n > 0) expect(at).toBeGreaterThan(busy[n - 1] ?? 0);
        } catch (error) {
          expect(error).toMatchObject({ name: "BadCalendar" });
        }
      }),
      runs(500),
    );
  });
});

describe("an absurd event", () => {
  const tooMany = ["1 event was read in part: too many occurrences"];
  // biome-ignore format: a table
  it.each([
    ["every second for ever", ["DTSTART:19700101T000000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY"], tooMany],
    ["every second of every minute of every hour", ["DTSTART:19700101T000000Z", `RRULE:FREQ=DAILY;BYHOUR=${list(24)};BYMINUTE=${list(60)};BYSECOND=${list(60)}`], tooMany],
    ["a billion times, counted one by one", ["DTSTART:00010101T000000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=1000000000"], tooMany],
    ["a billion times, in seconds", ["DTSTART:19700101T000000Z", "RRULE:FREQ=SECONDLY;COUNT=1000000000"], tooMany],
    ["on a day that never comes", ["DTSTART:19700101T000000Z", "DURATION:PT0S", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], []],
    ["ten thousand rules", ["DTSTART:19700101T000000Z", ...Array.from({ length: 10_000 }, () => "RRULE:FREQ=DAILY;INTERVAL=99999")], ["1 event was read in part: too many rules"]],
    ["a number beyond all", ["DTSTART:19700101T000000Z", `RRULE:FREQ=DAILY;INTERVAL=${"9".repeat(400)}`], ["1 event was read in part: rule of recurrence"]],
  ])("of %s costs itself alone", (_, lines, unread) => {
    expect(read(calendar(on("01"), event(...lines), on("02"), on("03")))).toEqual({ busy: three, unread });
  });

  it("that lasts ten thousand years fills the time, once or daily", () => {
    const long = ["DTSTART:19700101T000000Z", "DTEND:99991231T000000Z"];
    for (const more of [[], ["RRULE:FREQ=DAILY"], ["RRULE:FREQ=DAILY;COUNT=1000000000"]]) {
      expect(read(calendar(event(...long, ...more)))).toEqual({ busy: ["11-30T00:00/12-20T00:00"], unread: [] });
    }
    expect(read(calendar(event("DTSTART:20261201T000000Z", "DURATION:P99999999999W"))).busy).toEqual([
      "12-01T00:00/12-20T00:00",
    ]);
  });

  it("takes no more than a bound of steps, and thousands of them no more than the feed's", () => {
    const work = new Work();
    work.spend(FEED_STEPS);
    expect(() => work.spend(1)).toThrow("too many occurrences");
    expect(EVENT_STEPS * 20).toBeLessThan(FEED_STEPS);
    const evil = event("DTSTART:20200101T000000Z", "DURATION:PT1S", "RRULE:FREQ=MINUTELY;INTERVAL=60");
    const unread = new Unread();
    const all = Array.from({ length: 8000 }, () => evil);
    busyTimes(calendar(...all, weekly), december, unread);
    expect(unread.sentences()).toEqual([expect.stringMatching(/^\d+ events were read in part: too many occurrences$/)]);
  });

  it("says that busy times are left out where there are more than five hundred", () => {
    const many = event("DTSTART:20261130T000000Z", "DURATION:PT1M", "RRULE:FREQ=MINUTELY;INTERVAL=10");
    const { busy, unread } = read(calendar(many));
    expect([busy.length, unread]).toEqual([500, ["busy times after the first 500 are left out"]]);
  });
});

function list(length: number): string {
  return Array.from({ length }, (_, n) => n).join(",");
}
