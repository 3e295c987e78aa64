import { describe, expect, it } from "vitest";
import { isNurtured, stepAfter } from "../../routing/follow/nurture.ts";
import { inLocale, type Words } from "../../routing/lead/lead.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { decided, policy } from "./a-sample-company.ts";

/** Enough to be offered to a rep in Mexico, in no hurry. */
const solid = { country: "MX", size: 30, value: 5000, products: ["payroll"] };

/** What a lead was found to be, whatever becomes of it. */
function assessed(facts: Parameters<typeof decided>[0], rules?: Policy) {
  const decision = decided(facts, { rules });
  if (!("assessment" in decision)) throw new Error("the lead is rejected");
  return decision.assessment;
}
const laneOf = (facts: Parameters<typeof decided>[0]) => assessed(facts).lane.lane;
const pointsOf = (facts: Parameters<typeof decided>[0], wanted: string) =>
  assessed(facts).score.dimensions.find(({ dimension }) => dimension === wanted)?.points;

describe("qualify", () => {
  it("practice 12: judges how likely a lead is to become a sale, point by point, each with its reason", () => {
    const likely = assessed({ ...solid, value: 50_000, size: 300, engagement: 9, source: "referral" });
    const given = likely.score.dimensions.flatMap(({ reasons }) =>
      reasons.map(({ points, because }) => [points, because]),
    );
    expect(given.map(([points]) => points)).toEqual([30, 15, 8, 10, 5, 15]);
    expect(given.every(([, because]) => inLocale(because as Words, "pt", policy.languages) !== "")).toBe(true);
    expect(likely.score.total).toBe(83);
    expect(assessed({}).score.total).toBe(0);
  });

  it("practice 14: gives reps nobody who only looks around", () => {
    expect(decided({ ...solid, urgency: "exploring" }).kind).toBe("nurtured");
    expect(decided({ ...solid, urgency: "this-year" }).kind).toBe("offer");
  });

  it("practice 26: makes what the form did not answer the rep's call script, in the policy's order", () => {
    const script = (facts: Parameters<typeof decided>[0]) =>
      decided(facts).qualification.callScript.map((question) => inLocale(question, "en", policy.languages));
    expect(script({ size: 10 })).toEqual([
      "What would you like to solve first?",
      "Is there a yearly budget for this?",
      "When should it be running?",
      "Who else decides with you?",
      "What does your organisation do?",
    ]);
    expect(script({ ...solid, useCase: "payroll", role: "CFO", industry: "health", urgency: "now" })).toEqual([]);
  });
});

describe("score", () => {
  it("practice 49: counts value, geography, use case, engagement and size, each by itself", () => {
    const counted = (facts: Parameters<typeof decided>[0]) =>
      assessed(facts).score.dimensions.flatMap(({ dimension, points }) => (points > 0 ? [dimension] : []));
    expect(counted({ value: 5000 })).toEqual(["value"]);
    expect(counted({ country: "MX" })).toEqual(["geography"]);
    expect(counted({ useCase: "payouts" })).toEqual(["use-case"]);
    expect(counted({ engagement: 4 })).toEqual(["engagement"]);
    expect(counted({ size: 40 })).toEqual(["size"]);
  });

  it("practice 34: lets several factors decide together, each held by its cap and counted by its weight", () => {
    const best = {
      ...{ value: 1e6, country: "BR", products: ["payments"], useCase: "marketplace", industry: "fintech" },
      ...{ engagement: 50, source: "referral", size: 5000 },
    };
    const { score } = assessed(best);
    expect([score.total, score.max]).toEqual([100, 100]);
    expect(score.dimensions.every(({ points, max }) => points === max)).toBe(true);
    const narrow = { ...policy, score: policy.score.map((part) => ({ ...part, max: 12, weight: 2 })) };
    const held = assessed(best, narrow).score;
    expect(held.dimensions.map(({ points, max }) => [points, max])).toEqual(Array(5).fill([24, 24]));
    expect(assessed({ country: "ES" }, narrow).score.total).toBe(12);
  });

  it("practice 35: gives a larger deal more points", () => {
    expect([500, 5000, 20_000, 90_000].map((value) => pointsOf({ value }, "value"))).toEqual([3, 10, 20, 30]);
  });

  it("practice 22: gives a larger organisation more points", () => {
    expect([3, 10, 50, 500, 5000].map((size) => pointsOf({ size }, "size"))).toEqual([0, 5, 10, 15, 20]);
  });

  it("practice 50: picks nurture, low-touch or high-touch by the score", () => {
    const mid = { value: 5000, country: "MX", products: ["payroll"], size: 30 };
    expect(laneOf({ value: 5000 })).toBe("nurture");
    expect(laneOf(mid)).toBe("low-touch");
    expect(laneOf({ ...mid, value: 90_000, size: 500 })).toBe("high-touch");
    const nurtured = { lane: { lane: "nurture", because: "" } };
    expect(isNurtured(nurtured, policy)).toBe(true);
    expect(stepAfter(1, policy)?.mail.subject).toMatchObject({ en: "Five questions to ask before you choose" });
  });

  it("practice 52: sets the priority by value, position, purchasing power, engagement and products", () => {
    const level = (facts: Parameters<typeof decided>[0]) => assessed(facts).priority.level;
    const decides = { size: 500, value: 20_000, country: "MX", products: ["payments"], role: "Directora general" };
    expect(level({ value: 20_000, urgency: "now" })).toBe("hot");
    expect(level({ value: 2000, urgency: "now" })).toBe("warm");
    expect(level(decides)).toBe("hot");
    expect(level({ ...decides, role: "Analista" })).toBe("warm");
    expect(level({ ...decides, products: undefined })).toBe("warm");
    expect(level({ revenue: 3e7, engagement: 6 })).toBe("hot");
    expect(level({ revenue: 3e6, engagement: 6 })).toBe("cold");
    expect(level({ revenue: 3e7, engagement: 2 })).toBe("cold");
    expect(level({})).toBe("cold");
  });
});

describe("lanes", () => {
  it("practice 33: keeps self-service, transactional and enterprise apart", () => {
    expect(laneOf({ size: 4, value: 900 })).toBe("self-service");
    expect(laneOf({ size: 30, value: 5000, country: "MX", products: ["payroll"] })).toBe("low-touch");
    expect(laneOf({ size: 2000 })).toBe("high-touch");
  });

  it("practice 37: gives high value to enterprise sales", () => {
    const large = decided({ ...solid, value: 90_000, size: 300 });
    expect(large).toMatchObject({
      rule: { rule: "Deals of 80 000 a year" },
      choice: { offer: { pool: "enterprise" } },
    });
    expect(decided({ ...solid, value: 79_000, size: 300 })).toMatchObject({ choice: { offer: { pool: "latam-mid" } } });
  });

  it("practice 51: assigns only leads that are ready for a conversation", () => {
    expect(decided({ ...solid, products: undefined, value: 900 }).kind).toBe("nurtured");
    expect(decided(solid).kind).toBe("offer");
  });
});
