import { describe, expect, it } from "vitest";
import { run } from "../../../console/policy/learn-score.ts";
import { parsePolicy } from "../../../policy/read/policy-file.ts";
import { asPastLeads, learningCompany } from "../../build/learning-company.ts";
import { goodPolicy } from "../../build/policy-text.ts";

const leads = asPastLeads(learningCompany({ leads: 1500, seed: 3 }));
const asked = { source: goodPolicy, live: goodPolicy, leads, locale: "en" } as const;

describe("points that are learnt in the console", () => {
  const given = run(asked, () => {});
  if ("problems" in given || given.learnt.kind !== "learnt") throw new Error(JSON.stringify(given).slice(0, 500));
  const { learnt } = given;

  it("come as a draft that can be read, with the reason of each line as the draft says it", () => {
    const reading = parsePolicy(learnt.text, "policy");
    if (reading.kind === "problems") throw new Error(JSON.stringify(reading.problems));
    const inDraft = reading.policy.score.flatMap(({ points }) => points.map(({ give }) => give));
    expect(learnt.lines.length).toBeGreaterThan(3);
    expect(learnt.lines.map(({ give }) => give)).toEqual(inDraft);
    for (const { because } of learnt.lines) expect(because).toMatch(/ won, /);
  });

  it("stand beside those of the live policy, also where the draft has them already", () => {
    const again = run({ ...asked, source: learnt.text }, () => {});
    if ("problems" in again || again.learnt.kind !== "learnt") throw new Error("nothing was learnt");
    expect(again.learnt.quality.today).toEqual(learnt.quality.today);
    expect(learnt.quality.today?.fifths).not.toEqual(learnt.quality.points.fifths);
  });

  it("are not there for few outcomes or a draft with mistakes, and it is said why", () => {
    expect(run({ ...asked, leads: leads.slice(0, 20) }, () => {})).toMatchObject({
      learnt: { kind: "few", leads: 20 },
    });
    expect(run({ ...asked, leads: [] }, () => {})).toMatchObject({ learnt: { kind: "few", leads: 0 } });
    expect(run({ ...asked, source: "turno: 1" }, () => {})).toHaveProperty("problems");
  });
});
