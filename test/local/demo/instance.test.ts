import { describe, expect, it } from "vitest";
import { nextTuesday } from "../../../local/demo/instance.ts";
import { roster } from "../../build/sample.ts";

describe("the day of a demo", () => {
  it.each([
    ["the next Tuesday", "2026-11-18T09:00:00.000Z", "2026-11-24T14:00:00.000Z"],
    ["a week later on a Tuesday", "2026-11-17T09:00:00.000Z", "2026-11-24T14:00:00.000Z"],
    ["a Tuesday that is nobody's public holiday", "2026-12-01T03:00:00.000Z", "2026-12-15T14:00:00.000Z"],
  ])("is %s", (_, now, day) => {
    expect(nextTuesday(Date.parse(now), roster)).toBe(day);
  });
});
