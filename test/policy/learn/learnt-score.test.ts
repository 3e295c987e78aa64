import { describe, expect, it } from "vitest";
import { type Learnt, learn } from "../../../policy/learn/learn.ts";
import { learntScore } from "../../../policy/learn/learnt-score.ts";
import { lessonOf } from "../../../policy/learn/lesson.ts";
import { outcomesOf } from "../../../policy/learn/outcomes.ts";
import { withLearntScore } from "../../../policy/learn/write-score.ts";
import { parsePolicy } from "../../../policy/read/policy-file.ts";
import { renderYaml } from "../../../policy/read/policy-yaml.ts";
import { arrived } from "../../../policy/replay/simulation.ts";
import { evaluate } from "../../../routing/conditions/condition.ts";
import { chanceOf } from "../../../routing/explain/chance.ts";
import type { Policy } from "../../../routing/policy/policy.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { asPastLeads, learningCompany } from "../../build/learning-company.ts";
import { goodPolicy } from "../../build/policy-text.ts";

const leads = asPastLeads(learningCompany({ leads: 1500, seed: 3 }));

function learntFor(policy: Policy): Learnt {
  const learnt = learn(outcomesOf(leads, policy).outcomes, lessonOf(policy));
  if (learnt.kind !== "learnt") throw new Error(learnt.kind);
  return learnt;
}
function read(source: string): Policy {
  const reading = parsePolicy(source, "policy.yaml");
  if (reading.kind === "problems") throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}
const commented = goodPolicy
  .replace("score:\n", "# How much a lead is worth.\nscore: # in points\n")
  .replace("priority:\n", "\n# ── How soon ──\npriority:\n");

describe("a policy with a learnt score", () => {
  const policy = read(commented);
  const learnt = learntFor(policy);
  const text = withLearntScore(commented, learntScore(learnt, policy));
  const after = read(text);

  it("keeps all else to the letter, with its comments", () => {
    const from = text.indexOf("# Learnt from");
    expect(text.slice(0, from)).toBe(commented.slice(0, commented.indexOf("score:")));
    const rest = commented.slice(commented.indexOf("\n# ── How soon"));
    expect(text.endsWith(rest)).toBe(true);
    expect({ ...after, score: [], chance: undefined }).toEqual({ ...policy, score: [], chance: undefined });
  });

  it("gives every later lead the points that it was tried with", () => {
    const late = leads.slice(learnt.early.leads);
    const points = late.map((lead) => arrived(lead, { policy: after }, []).lead.score?.total);
    expect(points).toEqual(learnt.laterPoints.learnt);
    expect(new Set(points).size).toBeGreaterThan(4);
  });

  it("says the chance of a win that its points stand for", () => {
    const { intercept, slope } = learnt.curve;
    const most = after.score.reduce((sum, { max }) => sum + max, 0);
    for (let points = 0; points <= most; points++) {
      const exact = 1 / (1 + Math.exp(-intercept - slope * points));
      expect(Math.abs((chanceOf(after, points) ?? 0) - exact)).toBeLessThan(0.01);
    }
    expect(after.chance).toMatchObject({ from: "2026-01-05", leads: 1050, won: learnt.early.won });
  });

  it("says of each line in each language what was counted", () => {
    const early = leads.slice(0, learnt.early.leads);
    const lines = after.score.flatMap(({ points }) => points);
    expect(lines.length).toBeGreaterThan(3);
    for (const { when, because } of lines) {
      const such = early.filter(({ facts }) => evaluate(when, { ...facts } as never).holds);
      const won = such.filter(({ closed }) => closed?.outcome === "won").length;
      const texts = Object.values(because as Record<string, string>);
      expect(Object.keys(because)).toEqual(["en", "es", "pt"]);
      for (const said of texts) {
        const numbers = said.replaceAll(/(\d)[.,](?=\d{3}\b)/g, "$1").match(/\d+/g);
        expect(numbers).toEqual(expect.arrayContaining([String(won), String(such.length)]));
      }
    }
  });

  it("gives way to what is learnt later, with what was said of it", () => {
    const again = withLearntScore(text, learntScore(learntFor(after), after));
    expect(again.match(/# Learnt from/g)).toHaveLength(1);
    expect(again.match(/^chance:/gm)).toHaveLength(1);
    expect(again.length).toBeLessThan(text.length * 1.2);
    const rest = { ...read(again), score: [], chance: undefined };
    expect(rest).toEqual({ ...policy, score: [], chance: undefined });
  });

  it("keeps the caps of dimensions, and puts facts of new ones where people would look for them", () => {
    expect(after.score.map(({ dimension, max }) => [dimension, max])).toEqual([
      ["size", 10],
      ["engagement", learnt.reach.engagement],
    ]);
  });

  it("is written anew where it stands in one pair of braces", () => {
    const braces = JSON.stringify(JSON.parse(JSON.stringify(read(goodPolicy), (_, value) => value)));
    expect(() => withLearntScore(braces, learntScore(learnt, policy))).not.toThrow();
  });

  it("may be indented as a whole", () => {
    const indented = commented.replaceAll(/^(?=.)/gm, "  ");
    expect(read(withLearntScore(indented, learntScore(learnt, policy))).score).toEqual(after.score);
  });
});

describe("what a score may be learnt from", () => {
  const factsOf = (policy: Policy) => lessonOf(policy).facts.map(({ fact }) => fact);

  it("is nothing that says who a person is, or where they are from", () => {
    const facts = factsOf(aPolicy());
    for (const never of ["name", "phone", "email_domain", "language", "city", "postal_code", "region", "time_zone"])
      expect(facts).not.toContain(never);
    for (const decided of ["score", "priority", "lane", "owner"]) expect(facts).not.toContain(decided);
    expect(facts).toEqual(expect.arrayContaining(["size", "source", "territory", "seniority"]));
  });

  it("is no attribute of its own that stands for sex or age, in three languages", () => {
    const attributes = {
      genero: { kind: "text" },
      fecha_nacimiento: { kind: "date" },
      age: { kind: "number" },
    } as const;
    expect(factsOf(aPolicy({ attributes: { ...attributes, seats: { kind: "number" } } }))).toContain("seats");
    for (const name of Object.keys(attributes)) expect(factsOf(aPolicy({ attributes }))).not.toContain(name);
  });

  it("is what the policy says, but for who a person is", () => {
    const learn = { never: ["source" as const], allow: ["city" as const, "name" as const] };
    const facts = factsOf(aPolicy({ learn }));
    expect(facts).toContain("city");
    expect(facts).not.toContain("source");
    expect(facts).not.toContain("name");
  });

  it("is no territory that stands for what may not count", () => {
    const territories = { north: { city: "Lima" }, brazil: { country: "BR" } };
    const [lead] = leads;
    const facts = { ...lead?.facts, city: "Lima", country: "BR" };
    const policy = aPolicy({ territories });
    const { outcomes } = outcomesOf([{ ...lead, facts } as never], policy);
    expect(outcomes[0]?.attributes.territory).toEqual(["brazil"]);
  });
});

describe("the outcomes of leads", () => {
  const [lead] = leads;
  const of = (...more: object[]) =>
    outcomesOf(
      more.map((one) => ({ ...lead, ...one }) as never),
      aPolicy(),
    );

  it("are wins, and what was lost or invalid", () => {
    const { outcomes } = of(
      { closed: { outcome: "won" } },
      { closed: { outcome: "lost" } },
      { closed: { outcome: "invalid" } },
    );
    expect(outcomes.map(({ won }) => won)).toEqual([true, false, false]);
  });

  it("are not those of leads that are open, withdrew, were never offered or closed before they came", () => {
    const { outcomes, notLearnt } = of(
      { closed: undefined },
      { closed: { outcome: "withdrawn" } },
      { closed: undefined, neverOffered: true },
      { closed: { outcome: "won", at: "2020-01-01T00:00:00Z" } },
    );
    expect(outcomes).toEqual([]);
    expect(notLearnt).toEqual({ open: 1, withdrawn: 1, neverOffered: 1, backwards: 1 });
  });

  it("know of a lead what was known before somebody had it", () => {
    const facts = { ...lead?.facts, size: 900, industry: "retail" };
    const addedSince = [{ field: "size", before: "40" }, { field: "industry" }, { field: "size", before: "80" }];
    const { outcomes } = of({ facts, addedSince });
    expect(outcomes[0]?.attributes).toMatchObject({ size: 40, source: lead?.facts.source });
    expect(outcomes[0]?.attributes.industry).toBeUndefined();
  });
});

describe("the chance of a win", () => {
  it("is nothing where the policy has no table", () => {
    expect(chanceOf(aPolicy(), 40)).toBeUndefined();
  });

  it("lies between two steps, and before the first and after the last as there", () => {
    const steps = [
      { points: 10, chance: 0.1 },
      { points: 30, chance: 0.5 },
    ];
    const policy = aPolicy({ chance: { from: "2026-01-01", to: "2026-02-01", leads: 10, won: 2, steps } });
    expect([0, 10, 15, 30, 99].map((points) => chanceOf(policy, points))).toEqual([0.1, 0.1, 0.2, 0.5, 0.5]);
    expect(read(renderYaml(policy)).chance).toEqual(policy.chance);
  });
});

describe("points for what people do", () => {
  const behaviour = [{ event: "webinar", give: 8, at_most: 2 }];
  const policy = aPolicy({
    score: [
      { dimension: "engagement", max: 40 },
      { dimension: "What they did", max: 40, behaviour },
    ],
  });
  const did = (n: number) => (n % 3 === 0 ? { events: [{ event: "webinar", at: "2026-01-01T00:00:00Z" }] } : {});
  const past = leads.map((lead, n) => ({ ...lead, facts: { ...lead.facts, ...did(n) } }));

  it("stay, and count with those learnt", () => {
    const { outcomes } = outcomesOf(past, policy);
    expect(outcomes.slice(0, 2).map(({ kept }) => kept)).toEqual([{ "What they did": 8 }, undefined]);
    const learnt = learn(outcomes, lessonOf(policy));
    if (learnt.kind !== "learnt") throw new Error(learnt.kind);
    const after = read(withLearntScore(renderYaml(policy), learntScore(learnt, policy)));
    expect(after.score.find(({ dimension }) => dimension === "engagement")?.behaviour).toEqual(
      policy.score[0]?.behaviour,
    );
    const late = past.slice(learnt.early.leads);
    const points = late.map((lead) => arrived(lead, { policy: after }, []).lead.score?.total);
    expect(points).toEqual(learnt.laterPoints.learnt);
  });
});
