import { describe, expect, it } from "vitest";
import { windowsZones } from "../../../infra/windows-zones.ts";
import known from "../../../routing/time/windows-zones.json" with { type: "json" };
import { zoneNamed } from "../../../routing/time/zone-names.ts";
import { calendar, event, read } from "./calendar-text.ts";

const at = (zone: string, day = "02") =>
  event(`DTSTART;TZID=${zone}:202612${day}T093000`, `DTEND;TZID=${zone}:202612${day}T103000`);
const defined = (name: string, ...more: string[]) =>
  [
    "BEGIN:VTIMEZONE",
    `TZID:${name}`,
    ...more,
    "BEGIN:STANDARD",
    "DTSTART:16010101T000000",
    "TZOFFSETFROM:-0330",
    "TZOFFSETTO:-0330",
    "END:STANDARD",
    "END:VTIMEZONE",
  ].join("\r\n");

describe("the zone of an event", () => {
  it("is one of Windows' zones (case 01)", () => {
    const zones = ["SA Pacific Standard Time", "W. Europe Standard Time", "Central Standard Time (Mexico)"];
    const text = calendar(...zones.map((zone, n) => at(zone, `0${n + 2}`)), at("Pacific Standard Time", "10"));
    const busy = ["12-02T14:30/15:30", "12-03T08:30/09:30", "12-04T15:30/16:30", "12-10T17:30/18:30"];
    expect(read(text)).toEqual({ busy, unread: [] });
  });

  // biome-ignore format: a table
  it.each([
    ["within quotes", '"America/Bogota"', "14:30/15:30"],
    ["by an older name", "America/Buenos_Aires", "12:30/13:30"],
    ["in other letters", "america/bogota", "14:30/15:30"],
    ["Windows' in other letters, of daylight time", "pacific daylight time", "17:30/18:30"],
    ["by display name", '"(UTC-05:00) Bogota, Lima, Quito"', "14:30/15:30"],
    ["by display name without quotes", "(UTC-05:00) Bogota, Lima, Quito", "14:30/15:30"],
    ["by display name with another prefix", '"(GMT-05.00) Bogota, Lima, Quito"', "14:30/15:30"],
    ["by its cities", "Brussels, Copenhagen, Madrid, Paris", "08:30/09:30"],
    ["by one city", "Bogotá", "14:30/15:30"],
    ["by path", "/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "12:30/13:30"],
    ["by address", "http://tzurl.org/zoneinfo/Europe/Madrid", "08:30/09:30"],
    ["by address within quotes", '"https://www.tzurl.org/zoneinfo-outlook/Europe/Madrid.ics"', "08:30/09:30"],
    ["by address of Microsoft's", "tzone://Microsoft/Utc", "09:30/10:30"],
    ["by offset", "GMT-0500", "14:30/15:30"],
    ["by offset of Windows'", "UTC-02", "11:30/12:30"],
  ])("is known %s", (_, zone, busy) => {
    expect(read(calendar(at(zone)))).toEqual({ busy: [`12-02T${busy}`], unread: [] });
  });

  it("is as the feed defines it where nobody else knows it", () => {
    const zone = "Customized Time Zone";
    expect(read(calendar(defined(zone), at(zone))).busy).toEqual(["12-02T13:00/14:00"]);
    expect(read(calendar(defined("Ours", "X-LIC-LOCATION:Europe/Madrid"), at("Ours"))).busy).toEqual([
      "12-02T08:30/09:30",
    ]);
    expect(read(calendar(defined("EST"), at("EST"))).busy).toEqual(["12-02T13:00/14:00"]);
  });

  it("is never guessed: who stands in an unknown one is counted", () => {
    const text = calendar(at("Foo"), at("Foo", "03"), at("Foo", "04"), at("Mars\u001B[31m/Base"), at("UTC", "05"));
    expect(read(text)).toEqual({
      busy: ["12-05T09:30/10:30"],
      unread: [
        '3 events could not be read: unknown zone "Foo"',
        '1 event could not be read: unknown zone "Mars [31m/Base"',
      ],
    });
  });

  it("is that of its start where the end has none, and may be another", () => {
    const flight = event("DTSTART;TZID=Europe/Madrid:20261202T120000", "DTEND;TZID=America/Bogota:20261202T160000");
    const half = event("DTSTART;TZID=Europe/Madrid:20261203T120000", "DTEND:20261203T130000");
    expect(read(calendar(flight, half)).busy).toEqual(["12-02T11:00/21:00", "12-03T11:00/12:00"]);
  });
});

describe("times without a zone", () => {
  const floating = event("DTSTART:20261201T090000", "DTEND:20261201T100000");
  it.each([
    ["the calendar's own (case 08)", "X-WR-TIMEZONE:Europe/Madrid", "08:00/09:00"],
    ["the calendar's, by Windows' name", "X-WR-TIMEZONE:Romance Standard Time", "08:00/09:00"],
    ["the calendar's, said after the events", "", "08:00/09:00"],
    ["the owner's", "X-WR-CALNAME:Mine", "15:00/16:00"],
  ])("are in %s", (_, line, busy) => {
    const text = line ? calendar(line, floating) : calendar(floating, "X-WR-TIMEZONE:Europe/Madrid");
    expect(read(text)).toEqual({ busy: [`12-01T${busy}`], unread: [] });
  });

  it("are in the owner's, and it is said so, where the calendar's is unknown", () => {
    const { busy, unread } = read(calendar("X-WR-TIMEZONE:Foo", floating));
    expect(busy).toEqual(["12-01T15:00/16:00"]);
    expect(unread).toEqual(['unknown zone of the calendar "Foo": times without a zone are read in the rep\'s']);
  });
});

describe("Windows' zones", () => {
  it("are those that the packages know", () => {
    expect(known).toEqual(windowsZones());
  });

  it("are all zones that exist", () => {
    for (const name of Object.keys(known)) expect([name, zoneNamed(name)]).toEqual([name, expect.any(String)]);
  });
});
