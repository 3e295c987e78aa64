import { beforeAll, describe, expect, it } from "vitest";
import { CalendarStore } from "../../adapters/reps/calendar-store.ts";
import { choose, choosing, monday, offeredOn, useChoosing } from "../build/choosing.ts";

const { tables, deps, calendar, aLeadThatIs, freeTime } = useChoosing();

describe("a rep's own calendar", () => {
  const event = (from: string, to: string) =>
    `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:${from}\r\nDTEND:${to}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  const named = { rule: { rule: "Named", rep: "eli", pools: ["all"] } };
  beforeAll(async () => {
    await tables.versions.publish(
      { ...choosing, rules: [{ rule: "Named", when: {}, rep: "eli", pools: ["all"] }] },
      "turno: 1",
      { author: "test", note: "", at: monday },
    );
  });

  it("is read again at the moment of the choice", async () => {
    const { id, link } = await aLeadThatIs("ready", named);
    const at = await freeTime(link, "eli");
    calendar.answer = { kind: "text", text: event("20261102T180000Z", "20261102T181500Z") };
    const page = await choose(link, "eli", at, deps());
    expect(page.statusCode).toBe(409);
    expect(offeredOn(page)[0]?.times[0]).toBe("2026-11-02T18:30:00.000Z");
    expect((await tables.leads.load(id)).status).toBe("ready");
    await choose(link, "eli", "2026-11-02T18:30:00.000Z", deps());
    expect((await tables.leads.load(id)).ownerId).toBe("eli");
  });

  it("counts as it was stored where it cannot be read then, or is none", async () => {
    const calendars = new CalendarStore(tables.client, "reps");
    expect([...(await calendars.allCalendars()).keys()]).toEqual([]);
    for (const answer of [calendar.answer, { kind: "text" as const, text: "<html>" }]) {
      calendar.answer = answer;
      const { id, link } = await aLeadThatIs("ready", named);
      await choose(link, "eli", await freeTime(link, "eli"), deps());
      expect((await tables.leads.load(id)).ownerId).toBe("eli");
    }
  });
});
