import { describe, expect, it } from "vitest";
import type { Lead } from "../../routing/lead/lead.ts";
import { matchRule } from "../../routing/match-rule.ts";
import { qualify } from "../../routing/qualify.ts";
import { rosterOf } from "../../routing/reps/roster.ts";
import { assess } from "../../routing/score.ts";
import { aLead, anOfferedLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";
import { aRep } from "../build/a-rep.ts";

const monday = "2026-11-02T15:00:00.000Z";

describe("qualify", () => {
  it("lets a lead through that no gate rejects", () => {
    expect(qualify(aLead(), aPolicy(), monday)).toEqual({ eligible: true, reasons: [], callScript: [] });
  });

  it("rejects with the words of the gate", () => {
    const nobody = aLead({ facts: { email: "x@gmail.com", company: undefined } });
    expect(qualify(nobody, aPolicy(), monday)).toMatchObject({
      eligible: false,
      reasons: [{ because: "A private address and no company" }],
    });
  });

  it("makes what the form did not answer the rep's call script", () => {
    expect(qualify(aLead({ facts: { size: undefined } }), aPolicy(), monday).callScript).toEqual([
      "How many people work there?",
    ]);
  });
});

describe("score", () => {
  it("adds the points of every line that holds, each with its reason", () => {
    const { score } = assess(aLead(), aPolicy(), monday);
    expect(score.total).toBe(42);
    expect(score.dimensions.map(({ dimension, points }) => [dimension, points])).toEqual([
      ["value", 20],
      ["geography", 10],
      ["size", 12],
    ]);
    expect(score.dimensions[0]?.reasons).toEqual([{ because: "A mid-size deal", points: 20, line: 0 }]);
  });

  it("takes points below 0 from the whole score, and not from their dimension alone", () => {
    const points = (give: number) => [{ when: {}, give, because: "so" }];
    const policy = aPolicy({
      score: [
        { dimension: "size", max: 20, points: points(50) },
        { dimension: "A competitor", max: 10, points: points(-15) },
      ],
    });
    const { score } = assess(aLead(), policy, monday);
    expect(score.total).toBe(5);
    expect(score.dimensions.map(({ dimension, points }) => [dimension, points])).toEqual([
      ["size", 20],
      ["A competitor", -15],
    ]);
  });

  it("clamps what a dimension gives to its cap, and the whole score to 0", () => {
    const points = [
      { when: {}, give: 50, because: "much" },
      { when: { country: "MX" }, give: -80, because: "little" },
    ];
    const policy = aPolicy({ score: [{ dimension: "value", max: 30, points }] });
    expect(assess(aLead(), policy, monday).score.total).toBe(0);
    expect(assess(aLead({ facts: { country: "AR" } }), policy, monday).score.total).toBe(30);
  });

  it("makes a lead cold if no priority line matches", () => {
    expect(assess(aLead(), aPolicy(), monday).priority).toEqual({ level: "cold", reasons: [] });
    expect(assess(aLead({ facts: { urgency: "now" } }), aPolicy(), monday).priority.level).toBe("hot");
  });

  it("knows at a policy's first lead the values that only a later line names", () => {
    const because = "why";
    const policy = aPolicy({
      score: [{ dimension: "geography", max: 9, weight: 1, points: [{ when: { country: "BR" }, give: 9, because }] }],
      priority: [{ priority: "hot", when: { country: "MX" }, because }],
      lanes: [
        { lane: "near", when: { priority: "hot", country: ["MX", "AR"] }, action: "route", because },
        { lane: "far", when: {}, action: "nurture", because },
      ],
    });
    const lead = aLead({ facts: { country: "MX" } });
    expect(assess(lead, policy, monday)).toMatchObject({ priority: { level: "hot" }, lane: { lane: "near" } });
  });

  it("picks the lane by the score", () => {
    expect(assess(aLead(), aPolicy(), monday)).toMatchObject({ lane: { lane: "high-touch" }, action: "route" });
    const poor = aLead({ facts: { value: 1, country: "DE", size: 1 } });
    expect(assess(poor, aPolicy(), monday)).toMatchObject({ lane: { lane: "nurture" }, action: "nurture" });
  });
});

describe("score by bands and weights", () => {
  const steps = [
    { from: 10, give: 3, because: "ten" },
    { from: 100, give: 7, because: "a hundred" },
  ];
  /** A new one for each question, since the engine remembers what it made of a policy. */
  const policy = () =>
    aPolicy({
      score: [
        { dimension: "size", max: 20, weight: 2, bands: { of: "size", steps } },
        { dimension: "value", max: 9, weight: 3, points: [{ when: {}, give: 2, because: "always" }] },
      ],
    });
  const scoreOf = (size?: number) => assess(aLead({ facts: { size } }), policy(), monday).score;

  it.each([
    [undefined, 0],
    [9, 0],
    [10, 6],
    [99, 6],
    [100, 14],
    [5000, 14],
  ])("gives %s people the points of the highest step that they reach: %i", (size, points) => {
    expect(scoreOf(size).dimensions[0]).toMatchObject({ points, max: 40 });
  });

  it("counts points, caps and the most that is possible by the weight, and says why", () => {
    const { total, max, dimensions } = scoreOf(100);
    expect([total, max]).toEqual([20, 67]);
    expect(dimensions.map(({ reasons }) => reasons)).toEqual([
      [{ because: "a hundred", points: 14 }],
      [{ because: "always", points: 6, line: 0 }],
    ]);
    expect(scoreOf(9).dimensions[0]?.reasons).toEqual([]);
  });

  it("says why a lead is hot, and gives no reason for a cold one", () => {
    expect(assess(aLead({ facts: { urgency: "now" } }), aPolicy(), monday).priority).toEqual({
      level: "hot",
      reasons: [{ because: "Wants it now" }],
    });
    expect(assess(aLead(), aPolicy(), monday).priority).toEqual({ level: "cold", reasons: [] });
  });
});

describe("what is decided one after the other", () => {
  const because = "so";
  const points = (when: object, give: number) => ({ when, give, because: `${give}` });
  const line = (priority: "hot" | "warm", when: object) => ({ priority, when, because });
  const lane = (name: string, when: object) => ({ lane: name, when, action: "route" as const, because });

  it("is the score, unknown to its own lines, then the priority that asks for it, then the lane that asks for both", () => {
    const policy = aPolicy({
      score: [{ dimension: "value", max: 30, points: [points({}, 12), points({ score: 12 }, 5)] }],
      priority: [line("hot", { priority: "warm" }), line("warm", { score: 12 })],
      lanes: [lane("early", { priority: "hot" }), lane("right", { priority: "warm", score: 12 }), lane("late", {})],
    });
    expect(assess(aLead(), policy, monday)).toMatchObject({
      score: { total: 12 },
      priority: { level: "warm" },
      lane: { lane: "right", because },
      action: "route",
    });
  });

  it("forgets what the lead had before", () => {
    const policy = () =>
      aPolicy({
        score: [{ dimension: "value", max: 30, points: [points({ score: 7 }, 12), points({ priority: "hot" }, 3)] }],
        priority: [line("hot", { score: 7 }), line("warm", { score: 15 })],
        lanes: [lane("before", { priority: "hot" }), lane("now", { priority: "warm" }), lane("else", {})],
      });
    const before = aLead({
      score: { total: 7, max: 30, dimensions: [] },
      priority: { level: "hot", reasons: [] },
    });
    expect(assess(before, policy(), monday)).toMatchObject({
      score: { total: 15 },
      priority: { level: "warm" },
      lane: { lane: "now" },
    });
  });

  it("is the last lane where none matches, and an error without lanes", () => {
    const lanes = [lane("mexico", { country: "MX" }), lane("brazil", { country: "BR" })];
    const chile = aLead({ facts: { country: "CL" } });
    expect(assess(chile, { ...aPolicy(), lanes: aPolicy({ lanes }).lanes }, monday).lane.lane).toBe("brazil");
    expect(() => assess(chile, { ...aPolicy(), lanes: [] }, monday)).toThrow("a policy has at least one lane");
  });

  it("gives reasons that a lead may keep and change, without changing those of the next", () => {
    const policy = aPolicy({
      score: [
        { dimension: "value", max: 9, points: [points({}, 2)] },
        { dimension: "size", max: 9, bands: { of: "size", steps: [{ from: 1, give: 3, because }] } },
      ],
    });
    const first = assess(aLead(), policy, monday).score;
    for (const { reasons } of first.dimensions) for (const reason of reasons) reason.points = 99;
    expect(assess(aLead(), policy, monday).score.dimensions.map(({ reasons }) => reasons)).toEqual([
      [{ because: "2", points: 2, line: 0 }],
      [{ because, points: 3 }],
    ]);
  });

  it("takes bands by the highest step that is reached, in whatever order they are written, of numbers alone", () => {
    const steps = [10, 100, 1, 1000].map((from) => ({ from, give: from === 1000 ? 9 : Math.log10(from) + 1, because }));
    const score = [{ dimension: "size", max: 9, bands: { of: "size" as const, steps } }];
    const total = (size: number) => assess(aLead({ facts: { size } }), aPolicy({ score }), monday).score.total;
    expect([0, 1, 9, 10, 100, 999, 1000].map(total)).toEqual([0, 1, 1, 2, 3, 3, 9]);
    const none = aPolicy({ score: [{ dimension: "size", max: 9 }] });
    expect(assess(aLead(), none, monday).score).toEqual({
      total: 0,
      max: 9,
      dimensions: [{ dimension: "size", max: 9, points: 0, reasons: [] }],
    });
  });
});

describe("match rule", () => {
  it("tells of the rule whom it names, for how long they are waited for, its preferences and its reason", () => {
    const more = { prefer: ["nearest"], because: "Near" } as const;
    const rule = { rule: "Mexico", when: {}, pools: ["latam-smb"] };
    const matched = (own: object, lead = aLead()) =>
      matchRule(lead, aPolicy({ rules: [{ ...rule, ...own }] }), monday, undefined).rule;
    const bare = { rule: "Mexico", pools: ["latam-smb"] };
    expect(matched({})).toStrictEqual(bare);
    expect(matched({ ...more, prefer: [...more.prefer] })).toStrictEqual({ ...bare, ...more });
    expect(matched({ rep: "ana" })).toStrictEqual({ ...bare, rep: "ana" });
    expect(matched({ rep: "ana", wait: "2h" })).toStrictEqual({ ...bare, rep: "ana", wait: 120 });
    expect(matched({ rep: "owner", wait: "2h" })).toStrictEqual(bare);
    const owned = aLead({ knownOwner: { repId: "beto", because: "account" } });
    expect(matched({ rep: "owner", wait: "2h" }, owned)).toStrictEqual({ ...bare, rep: "beto", wait: 120 });
  });

  describe("whose rule goes on with those below it", () => {
    const crm = { rule: "By the CRM", when: {}, rep: { fact: "campaign" }, else: "next" };
    const account = { rule: "Account", when: {}, rep: "account-owner", wait: "1d", else: "next" };
    const colleague = { rule: "Colleague", when: {}, rep: "colleague", else: "next" };
    const mexico = { rule: "Mexico", when: { country: "MX" }, pools: ["latam-smb"], prefer: ["nearest"] };
    const roster = rosterOf([aRep({ id: "ana" }), aRep({ id: "beto", email: "Beto@Andina.example" })]);
    const found = (rules: object[], lead: Lead) => matchRule(lead, aPolicy({ rules } as never), monday, roster);
    const owned = (owner: string, more: Partial<Lead> = {}) =>
      aLead({ ...more, knownOwner: { repId: owner, because: "account" } });

    it("asks the rep whom it names, and then the pools of the rule below", () => {
      expect(found([account, mexico], owned("ana")).rule).toEqual({
        ...{ rule: "Account", rep: "ana", wait: 1440, pools: ["latam-smb"], prefer: ["nearest"] },
      });
      expect(found([account], owned("ana")).rule.pools).toEqual(aPolicy().otherwise.pools);
    });

    it("passes a lead on whose owner is nobody, has left or was asked before, and says so", () => {
      const asked = anOfferedLead({ knownOwner: { repId: "ana", because: "account" } });
      for (const [lead, passed] of [
        [aLead(), { because: "nobody" }],
        [owned("zoe"), { because: "gone", repId: "zoe" }],
        [asked, { because: "asked", repId: "ana" }],
      ] as const) {
        const { rule, tried } = found([account, mexico], lead);
        expect([rule.rule, rule.rep, tried]).toEqual(["Mexico", undefined, [{ rule: "Account", passed }]]);
      }
    });

    it("asks one owner after the other, each known apart", () => {
      const owners = { account: "zoe", opportunity: "caro", colleague: "beto" };
      const { rule, tried } = found([account, colleague, mexico], owned("zoe", { owners }));
      expect([rule.rule, rule.rep, tried.length]).toEqual(["Colleague", "beto", 1]);
    });

    it("takes a fact that is a rep's id or mail address, in any case", () => {
      const by = (campaign: string) => found([crm, mexico], aLead({ facts: { campaign } })).rule;
      expect(["beto", " BETO@andina.example", "who@else.example"].map((name) => by(name).rep)).toEqual([
        ...["beto", "beto", undefined],
      ]);
    });
  });

  it("takes the first rule that holds", () => {
    expect(matchRule(aLead(), aPolicy(), monday, undefined).rule).toEqual({ rule: "Mexico", pools: ["latam-smb"] });
  });

  it("falls back to the default, with the leaf at which each rule failed", () => {
    expect(matchRule(aLead({ facts: { country: "CL" } }), aPolicy(), monday, undefined)).toEqual({
      rule: { rule: "otherwise", pools: ["latam-smb"] },
      tried: [{ rule: "Mexico", failed: { attribute: "territory", asked: "mexico", found: [] } }],
    });
  });
});
