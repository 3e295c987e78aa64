import { describe, expect, it } from "vitest";
import { type ActFields, readAct } from "../../../routing/follow/read-act.ts";
import { aPolicy } from "../../build/a-policy.ts";

const where = { policy: aPolicy(), timeZone: "America/Mexico_City", now: "2026-11-02T15:00:00.000Z" };
const read = (fields: ActFields) => readAct(fields, where);

describe("reading what an owner says of a lead", () => {
  it.each<[ActFields, object]>([
    [
      { act: "contacted", how: "WhatsApp" },
      { kind: "contacted", how: "whatsapp" },
    ],
    [
      { act: " no-answer ", page: "p1" },
      { kind: "no-answer", page: "p1" },
    ],
    [{ act: "won" }, { kind: "won" }],
    [{ act: "won", value: "" }, { kind: "won" }],
    [
      { act: "won", value: "12,000" },
      { kind: "won", value: 12_000 },
    ],
    [
      { act: "won", value: "USD 12.000" },
      { kind: "won", value: 12_000 },
    ],
    [
      { act: "won", value: "1.234,50 €" },
      { kind: "won", value: 1234.5 },
    ],
    [
      { act: "won", value: "15 mil" },
      { kind: "won", value: 15_000 },
    ],
    [
      { act: "won", value: "0" },
      { kind: "won", value: 0 },
    ],
    [
      { act: "lost", reason: "price", note: " Too\n\tdear  " },
      { kind: "lost", reason: "price", note: "Too dear" },
    ],
    [
      { act: "invalid", note: "A test" },
      { kind: "invalid", note: "A test" },
    ],
    [
      { act: "give-back", reason: "no-time" },
      { kind: "give-back", reason: "no-time" },
    ],
  ])("takes %o", (fields, act) => {
    expect(read(fields)).toEqual({ kind: "act", act });
  });

  it.each<[ActFields, string, string]>([
    [{}, "act", "missing"],
    [{ act: "sold" }, "act", "invalid"],
    [{ act: "contacted" }, "how", "missing"],
    [{ act: "contacted", how: "fax" }, "how", "invalid"],
    [{ act: "won", value: "a lot" }, "value", "invalid"],
    [{ act: "won", value: "-5" }, "value", "invalid"],
    [{ act: "won", value: "9e15" }, "value", "invalid"],
    [{ act: "lost" }, "reason", "missing"],
    [{ act: "lost", reason: "weather" }, "reason", "invalid"],
    [{ act: "give-back", reason: "price" }, "reason", "invalid"],
    [{ act: "meeting" }, "at", "missing"],
    [{ act: "meeting", at: "tomorrow" }, "at", "invalid"],
    [{ act: "meeting", at: "2026-02-30T10:00" }, "at", "invalid"],
    [{ act: "meeting", at: "2026-11-05T24:30" }, "at", "invalid"],
    [{ act: "meeting", at: "2028-11-05T10:00" }, "at", "invalid"],
    [{ act: "meeting", at: "2026-11-02T08:59" }, "at", "past"],
  ])("says what is wrong with %o", (fields, field, fault) => {
    expect(read(fields)).toEqual({ kind: "problem", field, fault });
  });

  it("reads the time of a meeting by the clock of who writes, or with the zone that it names", () => {
    const at = "2026-11-05T16:00:00.000Z";
    for (const written of ["2026-11-05T10:00", "2026-11-05 10:00:00", "2026-11-05T16:00Z", "2026-11-05T13:00-03:00"]) {
      expect(read({ act: "meeting", at: written })).toEqual({ kind: "act", act: { kind: "meeting", at } });
    }
  });

  it("keeps a bounded note, cut through no character", () => {
    const reading = read({ act: "invalid", note: `${"x".repeat(499)}🙂🙂` });
    expect(reading).toEqual({ kind: "act", act: { kind: "invalid", note: "x".repeat(499) } });
  });
});
