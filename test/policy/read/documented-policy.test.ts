import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parsePolicyFile } from "../../../policy/read/policy-file.ts";
import { renderYaml } from "../../../policy/read/policy-yaml.ts";
import { aPolicy } from "../../build/a-policy.ts";

const blocksOf = (page: string) =>
  [...readFileSync(page, "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
const problemsOf = (text: string): string[] => {
  const read = parsePolicyFile(text, "policy.yaml");
  return read.kind === "problems" ? read.problems.map(({ path, expected }) => `${path}: ${expected}`) : [];
};
const base = parse(renderYaml(aPolicy())) as Record<string, unknown>;
const pool = { manager: "marta", needs: [] };
const meant = {
  score: [{ dimension: "size", max: 9, points: [{ when: { size: { at_least: 9 } }, give: 9, because: "Large" }] }],
  lanes: [{ lane: "sales", when: {}, action: "route", because: "Everybody" }],
  ...{ rules: [], otherwise: { pools: ["small"] }, pools: { large: pool, small: pool } },
};

describe("the language of the policy in the documents", () => {
  it.each(blocksOf("docs/policy.md").map((text) => [text.split("\n")[0], text]))(
    "reads as it says, from «%s»",
    (_, text) => {
      expect(problemsOf(JSON.stringify({ ...base, ...meant, ...(parse(text) as object) }))).toEqual([]);
    },
  );

  it("has in the README a whole policy for a team of five, of at most forty lines", () => {
    const [policy = "", ...more] = blocksOf("README.md");
    expect(more).toEqual([]);
    expect(policy.trimEnd().split("\n").length).toBeLessThanOrEqual(40);
    expect(problemsOf(policy)).toEqual([]);
  });
});
