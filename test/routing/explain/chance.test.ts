import { describe, expect, it } from "vitest";
import { outlookLines } from "../../../policy/explain/outlook-text.ts";
import { outlookOf } from "../../../routing/explain/chance.ts";
import { assess } from "../../../routing/score.ts";
import { aLead } from "../../build/a-lead.ts";
import { aPolicy } from "../../build/a-policy.ts";

const line = (when: object, give: number, because: string) => ({ when, give, because });
const policy = aPolicy({
  score: [
    {
      dimension: "engagement",
      max: 60,
      points: [
        line({ source: "referral" }, 40, "By a customer"),
        line({ source: "web" }, 10, "By the web"),
        line({ urgency: "now" }, 15, "Wants it now"),
        line({ industry: "agency" }, -5, "An agency"),
      ],
    },
    { dimension: "size", max: 20, points: [line({ size: { at_least: 200 } }, 20, "Large")] },
  ],
  chance: {
    ...{ from: "2026-01-01", to: "2026-03-31", leads: 300, won: 60 },
    steps: [
      { points: 0, chance: 0.1 },
      { points: 80, chance: 0.9 },
    ],
  },
});
const facts = { name: "Ana", email: "ana@acme.example", language: "en" as const, source: "web", size: 900 };
const scoreOf = (more: object) => assess(aLead({ facts: { ...facts, ...more } }), policy, "2026-11-30T10:00:00Z").score;

describe("the outlook of a lead", () => {
  it("is the chance that its points stand for, with what gave most and what it lacks most", () => {
    expect(outlookOf(scoreOf({ industry: "agency" }), policy)).toEqual({
      chance: expect.closeTo(0.1 + (25 / 80) * 0.8, 10),
      forIt: [
        { because: "Large", points: 20 },
        { because: "By the web", points: 10 },
      ],
      againstIt: [
        { because: "By a customer", points: -30, lacks: true },
        { because: "Wants it now", points: -15, lacks: true },
        { because: "An agency", points: -5 },
      ],
    });
  });

  it("has nothing against it that the lead has already", () => {
    const { againstIt } = outlookOf(scoreOf({ source: "referral", urgency: "now" }), policy) ?? {};
    expect(againstIt).toEqual([]);
  });

  it("tells lines with the same words apart", () => {
    const same = "Many such leads are won";
    const [engagement] = policy.score;
    const points = [line({ source: "referral" }, 40, same), line({ urgency: "now" }, 15, same)];
    const alike = aPolicy({ score: [{ ...engagement, points }], chance: policy.chance });
    const { score } = assess(aLead({ facts: { ...facts, urgency: "now" } }), alike, "2026-11-30T10:00:00Z");
    expect(outlookOf(score, alike)).toMatchObject({
      forIt: [{ because: same, points: 15 }],
      againstIt: [{ because: same, points: -40 }],
    });
  });

  it("is nothing where the policy knows no chances, or the lead has no score", () => {
    expect(outlookOf(scoreOf({}), aPolicy())).toBeUndefined();
    expect(outlookOf(undefined, policy)).toBeUndefined();
    expect(outlookLines(scoreOf({}), aPolicy(), "en")).toEqual([]);
  });

  it.each([
    [
      "en",
      "Chance of a win: 40%, by what came of 300 past leads",
      "For it: +20 Large",
      "Against it: lacks the 30 for: By a customer",
    ],
    ["es", "Probabilidad de ganar: 40", "A favor: +20 Large", "En contra: le faltan los 30 de: By a customer"],
    ["pt", "Probabilidade de ganhar: 40%", "A favor: +20 Large", "Contra: faltam os 30 de: By a customer"],
  ] as const)("is said in %s", (locale, chance, forIt, againstIt) => {
    const lines = outlookLines(scoreOf({}), policy, locale);
    expect(lines[0]).toContain(chance);
    expect(lines).toContain(forIt);
    expect(lines).toContain(againstIt);
  });
});
