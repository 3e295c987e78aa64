import { describe, expect, it } from "vitest";
import { parseTests } from "../../../policy/tests/read-tests.ts";
import { leadOf, runTest } from "../../../policy/tests/run-tests.ts";
import { boardOf } from "../../../routing/choice/board.ts";
import { aPolicy } from "../../build/a-policy.ts";
import { aRep } from "../../build/a-rep.ts";

const policy = aPolicy();
const now = "2026-11-02T16:00:00.000Z";
const board = boardOf([{ ...aRep(), openLeads: 0 }], new Map());
const lead = "lead: { name: Eva, email: eva@grupo.example, country: MX, size: 300, value: 30000, urgency: now }";

function problemsOf(text: string): string[] {
  const reading = parseTests(text, "tests.yaml", policy, now);
  return reading.kind === "problems" ? reading.problems.map(({ line, expected }) => `${line}: ${expected}`) : [];
}
/** What is not as the only test of a text expects. */
function differencesOf(expected: string): string[] {
  const reading = parseTests(`- test: it\n  ${lead}\n  expect: ${expected}\n`, "tests.yaml", policy, now);
  if (reading.kind === "problems") throw new Error(reading.problems.map(({ expected }) => expected).join());
  return reading.tests.flatMap((test) => runTest(test, leadOf(test), policy, board).map(({ says }) => says));
}

describe("a policy test", () => {
  it("passes where the decision is as expected, whatever it says nothing of", () => {
    expect(differencesOf("{ outcome: offered, rep: ana, pool: latam-smb }")).toEqual([]);
    expect(differencesOf("{ rep: [ana, beto] }")).toEqual([]);
    expect(differencesOf("{ score: { at_least: 0, at_most: 1000 } }")).toEqual([]);
  });

  it("says what is different, each by itself", () => {
    expect(differencesOf("{ outcome: rejected, rep: beto, score: { at_least: 1000 } }")).toEqual([
      "it: expected rejected, found offered",
      "it: expected beto, found ana",
      expect.stringMatching(/^it: expected at least 1000, found \d+/),
    ]);
  });
});

describe("a file of policy tests", () => {
  it("names the line of what it does not know: a fact, a key, a name of the policy, an outcome", () => {
    const text = [
      "- test: one",
      "  lead: { name: Eva, email: eva@grupo.example, contry: MX }",
      "  expect: { pool: latam-smbs }",
      "- test: two",
      "  lead: { name: Eva, email: eva@grupo.example, size: many }",
      "  expect: { outcome: lost }",
      "- test: three",
      "  lead: { name: Eva, email: eva@grupo.example }",
      "  expects: { outcome: offered }",
      "- test: four",
      "  lead: { name: Eva, email: eva@grupo.example }",
      "  expect: {}",
    ].join("\n");
    expect(problemsOf(text).sort()).toEqual([
      expect.stringMatching(/^12: expected one of "?outcome/),
      expect.stringMatching(/^2: is no fact of a lead: contry; did you mean "country"\?/),
      expect.stringMatching(/^3: the policy has no pool "latam-smbs"; did you mean "latam-smb"\?/),
      expect.stringMatching(/^6: expected .*offered.*, found "lost"/),
      expect.stringMatching(/^7: is missing/),
      expect.stringMatching(/^9: is no key here; did you mean "expect"\?/),
    ]);
  });

  it("is refused where it is no list, or no YAML", () => {
    expect(problemsOf("test: one")).toEqual([expect.stringContaining("expected a list of tests")]);
    expect(problemsOf("- test: [")).toHaveLength(1);
  });
});
