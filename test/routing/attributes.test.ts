import { describe, expect, it } from "vitest";
import { attributesOf } from "../../routing/attributes.ts";
import { localTime } from "../../routing/time/local-time.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";

const monday = "2026-11-02T15:00:00.000Z";

describe("attributes", () => {
  it("are found out only where a condition asks for them, if that costs anything", () => {
    const lead = aLead({ facts: { timeZone: "America/Bogota" } });
    const indifferent = aPolicy({ territories: {}, score: [{ dimension: "value", max: 1 }], rules: [] });
    const derived = { seniority: undefined, local_hour: undefined, working_time: undefined, territory: undefined };
    expect(attributesOf(lead, indifferent, monday)).toMatchObject(derived);
    const lanes = [
      {
        lane: "asking",
        when: { not: { any: [{ seniority: "owner" }, { all: [{ local_hour: 3 }, { territory: "mexico" }] }] } },
        action: "route" as const,
        because: "Asks for them",
      },
    ];
    expect(attributesOf(lead, aPolicy({ lanes }), monday)).toMatchObject({
      seniority: "director",
      local_hour: 10,
      working_time: true,
      territory: ["mexico"],
    });
  });

  it("name the territories by the facts alone, not by what was decided", () => {
    const policy = aPolicy({ territories: { mexico: { country: "MX" }, hot: { priority: "hot" } } });
    const lead = aLead({ priority: { level: "hot", reasons: [] } });
    expect(attributesOf(lead, policy, monday)).toMatchObject({ territory: ["mexico"], priority: "hot" });
  });

  it("hold what was decided so far", () => {
    const lead = aLead({
      knownOwner: { repId: "ana", because: "account" },
      score: { total: 12, max: 100, dimensions: [] },
      lane: { lane: "nurture", because: "Not ready" },
    });
    const expected = { owner: "ana", owner_by: "account", score: 12, priority: undefined, lane: "nurture" };
    expect(attributesOf(lead, aPolicy(), monday)).toMatchObject(expected);
  });
});

describe("local time", () => {
  it.each([
    ["America/Bogota", "2026-11-02T15:00:00Z", 10, true],
    ["Europe/Madrid", "2026-10-25T00:59:00Z", 2, false],
    ["Europe/Madrid", "2026-10-25T01:01:00Z", 2, false],
    ["Asia/Kolkata", "2026-11-02T03:30:00Z", 9, true],
    ["America/St_Johns", "2026-11-02T21:29:59Z", 17, true],
    ["America/St_Johns", "2026-11-02T21:30:00Z", 18, false],
    ["Pacific/Auckland", "2026-11-06T20:30:00Z", 9, false],
    ["Pacific/Honolulu", "2026-11-07T20:30:00Z", 10, false],
  ])("in %s at %s is %i o'clock, at work: %s", (timeZone, at, hour, working) => {
    expect(localTime(timeZone, at)).toEqual({ local_hour: hour, working_time: working });
  });

  it("is unknown without a zone, or with one that does not exist", () => {
    expect(localTime(undefined, monday)).toEqual({});
    expect(localTime("Nowhere/Atlantis", monday)).toEqual({});
  });
});
