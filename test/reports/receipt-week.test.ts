import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDue, receiptWeek } from "../../reports/receipt-week.ts";
import { weekdays } from "../../routing/time/office.ts";

const monday = { weekday: "monday", hour: 8 } as const;
const zones = ["America/Sao_Paulo", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Europe/Madrid"];

describe("the week of a receipt", () => {
  it("ends on the policy's day and hour by the rep's clock", () => {
    expect(receiptWeek(monday, "America/Sao_Paulo", "2026-11-30T11:00:00.000Z")).toEqual({
      ...{ from: "2026-11-23T11:00:00.000Z", to: "2026-11-30T11:00:00.000Z", number: 202649 },
    });
    const { to, number } = receiptWeek(monday, "America/Sao_Paulo", "2026-11-30T10:59:59.999Z");
    expect([to, number]).toEqual(["2026-11-23T11:00:00.000Z", 202648]);
  });

  it("has an hour more or less where clocks change within it", () => {
    const { from, to } = receiptWeek(monday, "America/New_York", "2026-11-03T00:00:00.000Z");
    expect([from, to]).toEqual(["2026-10-26T12:00:00.000Z", "2026-11-02T13:00:00.000Z"]);
  });

  it("follows the one before it without gap or overlap, with a number of its own, in any zone", () => {
    const at = fc.date({ min: new Date("2024-01-15"), max: new Date("2031-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(
        at,
        fc.constantFrom(...zones),
        fc.constantFrom(...weekdays),
        fc.nat(23),
        (now, zone, weekday, hour) => {
          const last = receiptWeek({ weekday, hour }, zone, now.toISOString());
          const before = receiptWeek({ weekday, hour }, zone, new Date(Date.parse(last.to) - 1).toISOString());
          expect(before.to).toBe(last.from);
          expect(before.number).toBeLessThan(last.number);
          expect(last.to <= now.toISOString()).toBe(true);
          expect(now.getTime() - Date.parse(last.to)).toBeLessThan(7 * 86_400_000 + 7_200_000);
        },
      ),
    );
  });

  it("is mailed from a few minutes after its end, and for two days", () => {
    const week = receiptWeek(monday, "America/Sao_Paulo", "2026-11-30T11:00:00.000Z");
    const due = (at: string) => isDue(week, at);
    expect([due("2026-11-30T11:04:59.000Z"), due("2026-11-30T11:05:00.000Z")]).toEqual([false, true]);
    expect([due("2026-12-02T10:59:00.000Z"), due("2026-12-02T11:00:00.000Z")]).toEqual([true, false]);
  });
});
