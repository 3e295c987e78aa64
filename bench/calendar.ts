import { performance } from "node:perf_hooks";
import Table from "cli-table3";
import { busyTimes } from "../adapters/calendar/busy-times.ts";
import { Unread } from "../adapters/calendar/unread.ts";

// Time to read feeds of 5 MB, and the process's peak memory. To limit the memory: node --max-old-space-size=400
const size = 5 * 1024 * 1024;
const asked = {
  timeZone: "America/Bogota",
  email: "rep@example.com",
  start: Date.parse("2026-11-30T00:00:00Z"),
  end: Date.parse("2026-12-15T00:00:00Z"),
};
const event = (n: number, ...lines: string[]) =>
  `BEGIN:VEVENT\r\nUID:${n}@calendar.example\r\n${lines.join("\r\n")}\r\nEND:VEVENT`;
const date = (n: number) => `202${n % 7}0${1 + (n % 9)}1${n % 10}T1${n % 10}0000`;
const zone = "TZID=America/Sao_Paulo";
const feeds: Record<string, (n: number) => string> = {
  "single events with long texts": (n) =>
    event(n, `DTSTART;${zone}:${date(n)}`, "DURATION:PT1H", `DESCRIPTION:${"Agenda y notas. ".repeat(10)}`),
  "weekly events": (n) => event(n, `DTSTART;${zone}:${date(n)}`, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH"),
  "weekly events that count": (n) =>
    event(n, `DTSTART;${zone}:${date(n)}`, "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=900"),
  "every minute, each": (n) => event(n, `DTSTART;${zone}:${date(n)}`, "DURATION:PT1S", "RRULE:FREQ=MINUTELY"),
  "unknown zones": (n) => event(n, `DTSTART;TZID=Foo${n}:20261203T100000`, "DURATION:PT1H"),
  "nothing in any": () => "BEGIN:VEVENT\r\nEND:VEVENT",
};

const table = new Table({ head: ["5 MB of", "events", "seconds", "CPU s", "peak MB", "not read"] });
for (const [name, one] of Object.entries(feeds)) {
  const events: string[] = [];
  for (let length = 0; length < size - 400; length += (events.at(-1)?.length ?? 0) + 2) events.push(one(events.length));
  const text = `BEGIN:VCALENDAR\r\n${events.join("\r\n")}\r\nEND:VCALENDAR\r\n`;
  const unread = new Unread();
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  busyTimes(text, asked, unread);
  const { user, system } = process.cpuUsage(cpu);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  table.push([name, events.length, seconds, ((user + system) / 1e6).toFixed(1), peak, unread.sentences()[0] ?? ""]);
}
console.log(table.toString());
