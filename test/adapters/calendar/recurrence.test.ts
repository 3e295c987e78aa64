import fc from "fast-check";
import "temporal-polyfill/global";
import { RRuleTemporal } from "rrule-temporal";
import { describe, expect, it } from "vitest";
import { runs } from "../../build/runs.ts";
import { calendar, december, event, read } from "./calendar-text.ts";

const zone = "DTSTART;TZID=America/Sao_Paulo";
const inSaoPaulo = { timeZone: "America/Sao_Paulo" };
/** Days of December at nine in São Paulo, which is twelve in UTC. */
const nine = (...days: number[]) => days.map((day) => `12-${String(day).padStart(2, "0")}T12:00/13:00`);
const daily = [`${zone}:20261214T090000`, "DURATION:PT1H"];

describe("the last occurrence of a rule", () => {
  it("is that at UNTIL in local time, or on UNTIL's day (case 05)", () => {
    const evening = event(
      `${zone}:20261130T210000`,
      "DTEND;TZID=America/Sao_Paulo:20261130T220000",
      "RRULE:FREQ=DAILY;UNTIL=20261202T210000",
    );
    const morning = event(...daily, "RRULE:FREQ=DAILY;UNTIL=20261216");
    const busy = ["12-01T00:00/01:00", "12-02T00:00/01:00", "12-03T00:00/01:00", ...nine(14, 15, 16)];
    expect(read(calendar(evening, morning), inSaoPaulo)).toEqual({ busy, unread: [] });
  });

  // biome-ignore format: a table
  it.each([
    ["in UTC, at the same instant", daily, "UNTIL=20261216T120000Z", nine(14, 15, 16)],
    ["in UTC, a second too early", daily, "UNTIL=20261216T115959Z", nine(14, 15)],
    ["in extended form", daily, "UNTIL=2026-12-15", nine(14, 15)],
    ["in local time where the start is in UTC", ["DTSTART:20261214T120000Z", "DURATION:PT1H"], "UNTIL=20261215T120000", nine(14, 15)],
    ["before the first, which is kept", daily, "UNTIL=20261201", nine(14)],
    ["with a count that ends sooner", daily, "UNTIL=20261218;COUNT=2", nine(14, 15)],
    ["midnight UTC, for whole days", ["DTSTART;VALUE=DATE:20261214"], "UNTIL=20261215T000000Z", ["12-14T03:00/12-16T03:00"]],
  ])("is right for UNTIL %s", (_, lines, until, busy) => {
    expect(read(calendar(event(...lines, `RRULE:FREQ=DAILY;${until}`)), inSaoPaulo)).toEqual({ busy, unread: [] });
  });
});

describe("single occurrences", () => {
  const series = ["UID:1", ...daily, "RRULE:FREQ=DAILY;COUNT=4"];
  // biome-ignore format: a table
  it.each([
    ["left out in local time", ["EXDATE;TZID=America/Sao_Paulo:20261215T090000"], nine(14, 16, 17)],
    ["left out without a zone", ["EXDATE:20261215T090000"], nine(14, 16, 17)],
    ["left out in Windows' zone", ["EXDATE;TZID=E. South America Standard Time:20261215T090000"], nine(14, 16, 17)],
    ["left out in a list, one of them unreadable", ["EXDATE:20261215T120000Z,,20261216T120000Z"], nine(14, 17)],
    ["left out at midnight, as Exchange does", ["EXDATE;TZID=America/Sao_Paulo:20261215T000000"], nine(14, 16, 17)],
    ["left out as days", ["EXDATE;VALUE=DATE:20261215,20261217"], nine(14, 16)],
    ["left out by a rule, which keeps the first", ["EXRULE:FREQ=DAILY;INTERVAL=2"], nine(14, 15, 17)],
    ["left out though the first", ["EXDATE:20261214T120000Z"], nine(15, 16, 17)],
    ["added by day", ["RDATE;VALUE=DATE:20261219"], nine(14, 15, 16, 17, 19)],
    ["added in local time", ["RDATE;TZID=America/Sao_Paulo:20261219T090000"], nine(14, 15, 16, 17, 19)],
    ["added as a period without a zone", ["RDATE;VALUE=PERIOD:20261219T090000/20261219T100000"], nine(14, 15, 16, 17, 19)],
  ])("are %s", (_, lines, busy) => {
    expect(read(calendar(event(...series, ...lines)), inSaoPaulo)).toEqual({ busy, unread: [] });
  });

  it.each([
    ["an instant", "RECURRENCE-ID:20261215T120000Z"],
    ["local time", "RECURRENCE-ID;TZID=America/Sao_Paulo:20261215T090000"],
    ["Windows' local time", "RECURRENCE-ID;TZID=E. South America Standard Time:20261215T090000"],
    ["a time without a zone", "RECURRENCE-ID:20261215T090000"],
    ["a day", "RECURRENCE-ID;VALUE=DATE:20261215"],
    ["midnight", "RECURRENCE-ID;TZID=America/Sao_Paulo:20261215T000000"],
  ])("are moved, named by %s", (_, id) => {
    const moved = event("UID:1", id, "DTSTART:20261215T180000Z", "DURATION:PT1H");
    const busy = [...nine(14), "12-15T18:00/19:00", ...nine(16, 17)];
    expect(read(calendar(moved, event(...series)), inSaoPaulo)).toEqual({ busy, unread: [] });
  });

  it("are moved as the latest change says, and stay where a change cannot be read", () => {
    const id = "RECURRENCE-ID:20261215T120000Z";
    const first = event("UID:1", id, "SEQUENCE:2", "DTSTART:20261215T180000Z", "DURATION:PT1H");
    const earlier = event("UID:1", id, "SEQUENCE:1", "DTSTART:20261215T200000Z", "DURATION:PT1H");
    const lost = event("UID:1", "RECURRENCE-ID:20261216T120000Z", "DTSTART:tomorrow");
    const { busy, unread } = read(calendar(event(...series), first, earlier, lost), inSaoPaulo);
    expect(busy).toEqual([...nine(14), "12-15T18:00/19:00", ...nine(16, 17)]);
    expect(unread).toEqual(["1 event could not be read: DTSTART is no date"]);
  });

  it("that come first are kept where the rule does not name them, or cannot be read", () => {
    const off = event(...daily, "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=2");
    expect(read(calendar(off), inSaoPaulo)).toEqual({ busy: nine(14, 16), unread: [] });
    for (const rule of [
      "FREQ=SOMETIMES",
      "FREQ=DAILY;INTERVAL=0",
      "FREQ=DAILY;UNTIL=never",
      "FREQ=DAILY;BYDAY=XX",
      "",
    ]) {
      const { busy, unread } = read(calendar(event(...daily, `RRULE:${rule}`)), inSaoPaulo);
      expect(busy).toEqual(nine(14));
      expect(unread).toEqual(["1 event was read in part: rule of recurrence"]);
    }
  });
});

describe("rules of recurrence", () => {
  const some = <T>(all: T[], most: number) => fc.subarray(all, { minLength: 1, maxLength: most });
  const numbers = (list: number[], most = 3) => some(list, most).map((all) => all.join(","));
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => from + n).filter((n) => n !== 0);
  const days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
  const optional = (part: string, values: fc.Arbitrary<string>) =>
    fc.option(values, { freq: 2, nil: undefined }).map((value) => (value === undefined ? "" : `;${part}=${value}`));
  const weekdays = some(days, 4).map((all) => all.join(","));
  const placed = some(
    days.flatMap((day) => [1, 2, 4, -1].map((n) => `${n}${day}`)),
    3,
  ).map((all) => all.join(","));
  const rule = fc.oneof(
    fc.tuple(
      fc.constant("FREQ=DAILY"),
      optional("BYDAY", weekdays),
      optional("BYMONTH", numbers(range(1, 12), 6)),
      optional("BYHOUR", numbers(range(1, 22))),
    ),
    fc.tuple(
      fc.constant("FREQ=WEEKLY"),
      optional("BYDAY", weekdays),
      optional("WKST", fc.constantFrom("SU", "MO")),
      optional("BYMINUTE", numbers(range(1, 58))),
    ),
    fc.tuple(fc.constant("FREQ=MONTHLY"), optional("BYDAY", placed)),
    fc.tuple(fc.constant("FREQ=MONTHLY"), optional("BYMONTHDAY", numbers([...range(1, 31), -1, -2]))),
    fc.tuple(
      fc.constant("FREQ=MONTHLY"),
      weekdays.map((all) => `;BYDAY=${all}`),
      fc.constantFrom(";BYSETPOS=1", ";BYSETPOS=-1", ";BYSETPOS=2,-2"),
    ),
    fc.tuple(fc.constant("FREQ=YEARLY"), optional("BYMONTH", numbers([11, 12], 2)), optional("BYDAY", placed)),
    fc.tuple(fc.constant("FREQ=YEARLY;BYMONTH=12"), optional("BYMONTHDAY", numbers(range(1, 31), 8))),
    fc.tuple(
      fc.constant("FREQ=YEARLY"),
      weekdays.map((all) => `;BYDAY=${all}`),
      numbers(range(48, 52), 3).map((all) => `;BYWEEKNO=${all}`),
    ),
    fc.tuple(
      fc.constant("FREQ=YEARLY"),
      numbers(range(-30, -12), 6).map((all) => `;BYYEARDAY=${all}`),
    ),
    fc.tuple(fc.constantFrom("FREQ=HOURLY", "FREQ=HOURLY;BYHOUR=8,9,17", "FREQ=MINUTELY;BYHOUR=9;BYMINUTE=0,30")),
  );
  const ends = fc.oneof(
    fc.constant(""),
    fc.integer({ min: 1, max: 300 }).map((n) => `;COUNT=${n}`),
    fc.constant(";UNTIL=20261210T120000Z"),
  );

  it("have the occurrences that rrule-temporal finds", () => {
    const first = fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2026, 11, 10) / 60_000 });
    fc.assert(
      fc.property(first, rule, fc.integer({ min: 1, max: 3 }), ends, (minute, parts, interval, end) => {
        const start = new Date(minute * 60_000).toISOString().replaceAll(/[-:]|\.\d+/g, "");
        const text = `${parts.join("")};INTERVAL=${interval}${end}`;
        const reference = new RRuleTemporal({ rruleString: `DTSTART:${start}\nRRULE:${text}` });
        const found = reference.between(new Date(december.start), new Date(december.end - 1), true);
        // The reference counts the first one only where the rule names it.
        const dtstart = minute * 60_000;
        const named = reference.between(new Date(dtstart), new Date(dtstart + 1), true).length > 0;
        fc.pre(named);
        const minutes = [...new Set(found.map(({ epochMilliseconds: at }) => Math.floor(at / 60_000)))];
        // Two in a row are one stretch, since each takes its whole minute.
        const begun = minutes.filter((at, n) => at - (minutes[n - 1] ?? 0) > 1);
        const expected = begun.map((at) => new Date(at * 60_000).toISOString().slice(5, 16));
        const { busy } = read(calendar(event(`DTSTART:${start}`, "DURATION:PT1S", `RRULE:${text}`)));
        expect(busy.map((stretch) => stretch.slice(0, 11))).toEqual(expected.slice(0, 500));
      }),
      runs(150),
    );
  });
});
