import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut } from "../../../policy/learn/cut.ts";
import { binOf, binsOf } from "../../../policy/learn/feature.ts";
import { type Learnt, learn } from "../../../policy/learn/learn.ts";
import type { LearntLine } from "../../../policy/learn/learnt-lines.ts";
import { auc } from "../../../policy/learn/measures.ts";
import { wonOf } from "../../../policy/learn/model.ts";
import type { Outcome } from "../../../policy/learn/outcome.ts";
import { evaluate } from "../../../routing/conditions/condition.ts";
import { aLesson, learningCompany, logOddsInTruth, truth } from "../../build/learning-company.ts";

function learnt(outcomes: readonly Outcome[], lesson = aLesson()): Learnt {
  const result = learn(outcomes, lesson);
  if (result.kind !== "learnt") throw new Error(result.kind);
  return result;
}
const early = (outcomes: readonly Outcome[]) => outcomes.slice(0, Math.floor(outcomes.length * 0.7));
const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const holds = ({ when }: LearntLine, { attributes }: Outcome) => evaluate(when, attributes).holds;

/** How many lines there are, and of how many what they do in truth is outside of their interval. */
function outside(lines: readonly LearntLine[], leads: readonly Outcome[]): { lines: number; wrong: number } {
  const wrong = lines.filter((line) => {
    const effect = truth[line.fact] ?? (() => 0);
    const ofFact = lines.filter(({ fact }) => fact === line.fact);
    const effects = (some: readonly Outcome[]) => mean(some.map(({ attributes }) => effect(attributes)));
    const others = leads.filter((one) => !ofFact.some((other) => holds(other, one)));
    const odds = Math.exp(effects(leads.filter((one) => holds(line, one))) - effects(others));
    return odds < line.surely.low || odds > line.surely.high;
  });
  return { lines: lines.length, wrong: wrong.length };
}

describe.each([600, 2000, 6000])("learning from %i leads of a company whose truth is known", (leads) => {
  const outcomes = learningCompany({ leads, seed: leads });
  const { lines, quality, curve } = learnt(outcomes);

  it("finds what each line does to the odds within its interval", () => {
    // Of several such companies, since one in twenty intervals may miss the truth.
    const found = Array.from({ length: 6 }, (_, n) => {
      const one = learningCompany({ leads, seed: leads + n * 1000 });
      return outside(learnt(one).lines, early(one));
    });
    const sum = (of: "lines" | "wrong") => found.reduce((all, one) => all + one[of], 0);
    expect(sum("wrong")).toBeLessThanOrEqual(Math.ceil(sum("lines") / 10));
  });

  it("tells later leads apart as well as the truth does, within its interval", () => {
    const later = outcomes.slice(early(outcomes).length);
    const best = auc(
      later.map(({ attributes }) => logOddsInTruth(attributes)),
      wonOf(later),
    );
    expect(best.value).toBeGreaterThan(quality.points.auc.low);
    expect(best.value).toBeLessThan(quality.points.auc.high);
  });

  it("expects as many wins as there are", () => {
    const off = quality.points.calibration.filter(({ expected, happened }) => {
      const slack = 0.02;
      return expected < happened.low - slack || expected > happened.high + slack;
    });
    expect(off.length).toBeLessThanOrEqual(1);
  });

  it("says of every line how many such leads there were and were won", () => {
    for (const line of lines) {
      const such = early(outcomes).filter((one) => holds(line, one));
      expect([line.of, line.won]).toEqual([such.length, such.filter(({ won }) => won).length]);
      expect(line.odds).toBeCloseTo(Math.exp(curve.slope * line.give), 10);
    }
  });
});

describe("lines of a dimension with a cap", () => {
  it("say what the leads keep of their points, and stay within what the leads say", () => {
    const facts = aLesson().facts.map((one) => ({ ...one, room: { dimension: "engagement", max: 20 } }));
    const { lines, curve } = learnt(learningCompany({ leads: 6000, seed: 5 }), aLesson({ facts }));
    const uncapped = (line: LearntLine) => Math.exp(curve.slope * line.give);
    expect(lines.some((line) => line.odds < uncapped(line) - 0.01)).toBe(true);
    for (const line of lines) {
      expect(line.odds).toBeGreaterThanOrEqual(1);
      expect(line.odds).toBeLessThanOrEqual(uncapped(line) + 1e-9);
    }
    const apart = lines.filter(({ odds, surely }) => odds < surely.low || odds > surely.high);
    expect(apart).toEqual([]);
  });
});

describe("a fact that gives the outcome away", () => {
  const outcomes = learningCompany({ leads: 1200, seed: 4, leaks: true });

  it("is named, and counts for nothing", () => {
    const { leftOut, lines } = learnt(outcomes);
    expect(leftOut.filter(({ why }) => why.kind === "leak").map(({ fact }) => fact)).toEqual(["contract"]);
    expect(lines.some(({ fact }) => fact === "contract")).toBe(false);
  });

  it("counts where the policy allows it", () => {
    const { leftOut, lines } = learnt(outcomes, aLesson({ allow: ["contract"] }));
    expect(leftOut.some(({ why }) => why.kind === "leak")).toBe(false);
    expect(lines.some(({ fact }) => fact === "contract")).toBe(true);
  });

  it("is no honest fact, however much it says", () => {
    expect(learnt(learningCompany({ leads: 6000, seed: 1 })).leftOut.map(({ fact }) => fact)).toEqual(["contract"]);
  });
});

describe("what is not known", () => {
  const outcomes = learningCompany({ leads: 1200, seed: 6 });

  it("is told with the part of the leads of which it is not, and counts as a value of its own", () => {
    const { unknown } = learnt(outcomes);
    const part = mean(early(outcomes).map(({ attributes }) => Number(attributes.size === undefined)));
    expect(part).toBeGreaterThan(0.15);
    expect(unknown).toEqual([{ fact: "size", part }]);
    const hidden = outcomes.map((one) => ({
      ...one,
      attributes: { ...one.attributes, urgency: one.attributes.urgency === "now" ? undefined : one.attributes.urgency },
    }));
    expect(learnt(hidden).lines.map(({ when }) => when)).toContainEqual({ urgency: { known: false } });
  });

  it("is no bin of a number: each holds enough leads to say something, however they are spread", () => {
    const spread = outcomes.slice(0, 300).map((one, n) => ({ ...one, attributes: { size: n < 280 ? n % 3 : n } }));
    const [feature] = cut({ fact: "size", kind: "number" }, spread);
    if (!feature) throw new Error("it is not cut");
    const bins = spread.map(({ attributes }) => binOf(feature, attributes));
    for (let bin = 0; bin < binsOf(feature); bin++)
      expect(bins.filter((one) => one === bin).length).toBeGreaterThanOrEqual(15);
  });
});

describe("leads that become others", () => {
  it("are told by the fact that changed, and by no other", () => {
    const { drift } = learnt(learningCompany({ leads: 2000, seed: 5, drifts: true }));
    expect(drift[0]?.fact).toBe("source");
    expect(drift[0]?.psi).toBeGreaterThan(0.25);
    expect(drift.slice(1).every(({ psi }) => psi < 0.1)).toBe(true);
  });
});

describe("the points learnt", () => {
  const outcomes = learningCompany({ leads: 700, seed: 9 });
  const before = learnt(outcomes);

  it("are whole, above nothing, and within what a dimension may give", () => {
    const capped = aLesson();
    const facts = capped.facts.map((one) => ({ ...one, room: { dimension: "all", max: 30 } }));
    const { lines } = learnt(outcomes, { ...capped, facts, most: 30 });
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.every(({ give }) => Number.isInteger(give) && give > 0 && give <= 30)).toBe(true);
    expect(before.lines.every(({ give }) => Number.isInteger(give) && give > 0)).toBe(true);
  });

  it("lose little by being whole", () => {
    const { points, unrounded } = learnt(learningCompany({ leads: 3000, seed: 9 })).quality;
    expect(unrounded.auc.value - points.auc.value).toBeLessThan(0.005);
    expect(points.brier.value - unrounded.brier.value).toBeLessThan(0.002);
  });

  it("are the same in whatever order the leads stand", () => {
    const orders = fc.shuffledSubarray(outcomes, { minLength: outcomes.length });
    fc.assert(
      fc.property(orders, (shuffled) => {
        expect(learnt(shuffled)).toEqual(before);
      }),
      { numRuns: 4 },
    );
  });

  it("are the same whatever values are called", () => {
    const names = new Map<unknown, string>();
    const renamed = (value: unknown) => {
      if (!names.has(value)) names.set(value, `z${99 - names.size}`);
      return names.get(value) as string;
    };
    const other = outcomes.map((one) => ({
      ...one,
      attributes: {
        ...one.attributes,
        source: renamed(one.attributes.source),
        campaign: renamed(one.attributes.campaign),
      },
    }));
    const told = (of: Learnt) => of.lines.map(({ give, of, won, fact }) => [fact, give, of, won]);
    expect(told(learnt(other))).toEqual(told(before));
  });

  it("are the same when they are learnt again", () => {
    expect(learnt(outcomes)).toEqual(before);
  });

  it.each(["rising", "falling"] as const)("are %s where the author says so", (order) => {
    const { lines } = learnt(outcomes, aLesson({ [order]: ["size"] }));
    const at = (size: number) =>
      lines.find((line) => holds(line, { attributes: { size } } as unknown as Outcome))?.give ?? 0;
    const points = Array.from({ length: 400 }, (_, n) => at(n + 1));
    const sorted = points.toSorted((a, b) => (order === "rising" ? a - b : b - a));
    expect(points).toEqual(sorted);
  });
});

describe("what little there is to learn", () => {
  const facts = learningCompany({ leads: 580, seed: 1 });
  // Whoever is won is won by chance: the outcomes of other leads.
  const byChance = (seed: number) => {
    const others = learningCompany({ leads: 580, seed });
    return facts.map((one, n) => ({ ...one, won: others[n]?.won ?? false }));
  };

  it("is not found where there is nothing, or its points never mean fewer wins", () => {
    const found = Array.from({ length: 12 }, (_, n) => learn(byChance(n + 2), aLesson()));
    expect(found.filter(({ kind }) => kind === "no-line").length).toBeGreaterThan(6);
    for (const one of found) if (one.kind === "learnt") expect(one.curve.slope).toBeGreaterThan(0);
  });

  it("is found where a dimension gives few points, whatever else says nothing", () => {
    const capped = aLesson().facts.map((one) => ({ ...one, room: { dimension: "engagement", max: 15 } }));
    const blind = Array.from({ length: 6 }, (_, n) => ({
      ...{ fact: `noise${n}`, kind: "number" as const },
      room: { dimension: `noise${n}`, max: 30 },
    }));
    const outcomes = facts.map((one, row) => ({
      ...one,
      attributes: {
        ...one.attributes,
        ...Object.fromEntries(blind.map(({ fact }, n) => [fact, (row * (n + 7) * 31) % 97])),
      },
    }));
    const { lines } = learnt(outcomes, aLesson({ facts: [...capped, ...blind] }));
    expect(lines.filter(({ fact }) => fact === "source").length).toBeGreaterThan(0);
  });
});

describe("what cannot be learnt from", () => {
  const outcomes = learningCompany({ leads: 700, seed: 2 });

  it("are too few leads, with how many it takes", () => {
    expect(learn(outcomes.slice(0, 150), aLesson())).toEqual({
      ...{ kind: "few", leads: 150, won: outcomes.slice(0, 150).filter(({ won }) => won).length },
      needed: { leads: 200, ofEach: 30 },
    });
    expect(learn([], aLesson()).kind).toBe("few");
  });

  it("are leads with one outcome", () => {
    expect(
      learn(
        outcomes.filter(({ won }) => won),
        aLesson(),
      ).kind,
    ).toBe("one-outcome");
  });

  it("are leads of one instant, of which none is later", () => {
    expect(
      learn(
        outcomes.map((one) => ({ ...one, at: 0 })),
        aLesson(),
      ),
    ).toEqual({ kind: "one-time", leads: 700 });
  });

  it("are facts with one value, which are named", () => {
    const same = outcomes.map((one) => ({ ...one, attributes: { source: "web" } }));
    expect(learn(same, aLesson())).toMatchObject({ kind: "no-fact", leads: 700 });
    const { leftOut } = learnt(outcomes.map((one) => ({ ...one, attributes: { ...one.attributes, campaign: "one" } })));
    expect(leftOut).toContainEqual({ fact: "campaign", why: { kind: "same" } });
  });
});
