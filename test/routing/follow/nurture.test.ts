import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNurtured, nextDue, stepAfter } from "../../../routing/follow/nurture.ts";
import { aPolicy } from "../../build/a-policy.ts";

const mail = { subject: "s", text: "t" };
const policy = aPolicy({ nurture: [3, 10, 24].map((days) => ({ after: `${days}d`, mail })) });
const start = "2026-11-02T15:00:00.000Z";

describe("the sequence of mails", () => {
  it("counts from the first mail, and is over after the last", () => {
    expect([0, 1, 2, 3, 4].map((sent) => stepAfter(sent, policy)?.after)).toEqual([
      undefined,
      4320,
      14_400,
      34_560,
      undefined,
    ]);
    expect(nextDue(1, policy, start, start)).toBe("2026-11-05T15:00:00.000Z");
    expect(nextDue(2, policy, start, "2026-11-05T15:00:30.000Z")).toBe("2026-11-12T15:00:30.000Z");
    expect(nextDue(4, policy, start, start)).toBeUndefined();
  });

  it("never comes closer together than the policy says, however late one was sent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.nat(10_000_000), (sent, late) => {
        const at = new Date(Date.parse(start) + late * 1000).toISOString();
        const due = nextDue(sent, policy, start, at) ?? "";
        const gap = ((stepAfter(sent, policy)?.after ?? 0) - (stepAfter(sent - 1, policy)?.after ?? 0)) * 60_000;
        expect(Date.parse(due) - Date.parse(at)).toBeGreaterThanOrEqual(gap);
        expect(Date.parse(due)).toBeGreaterThanOrEqual(
          Date.parse(start) + (stepAfter(sent, policy)?.after ?? 0) * 60_000,
        );
      }),
    );
  });

  it("is for lanes that nurture, not for those in which people help themselves", () => {
    const lanes = [
      { lane: "later", when: { urgency: "exploring" }, action: "nurture" as const, because: "" },
      { lane: "alone", when: {}, action: "self-service" as const, because: "" },
    ];
    const has = (lane: string) => isNurtured({ lane: { lane, because: "" } }, aPolicy({ lanes }));
    expect(["later", "alone", "gone"].map(has)).toEqual([true, false, false]);
  });
});
