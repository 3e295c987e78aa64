import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parsePolicyFile } from "../../../policy/read/policy-file.ts";
import { renderYaml } from "../../../policy/read/policy-yaml.ts";
import { aPolicy } from "../../build/a-policy.ts";

const page = readFileSync("docs/policy.md", "utf8");
const sections = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
const base = parse(renderYaml(aPolicy())) as Record<string, unknown>;
const pool = { manager: "marta", needs: [] };
const meant = {
  score: [{ dimension: "size", max: 9, points: [{ when: { size: { at_least: 9 } }, give: 9, because: "Large" }] }],
  lanes: [{ lane: "sales", when: {}, action: "route", because: "Everybody" }],
  ...{ rules: [], otherwise: { pools: ["small"] }, pools: { large: pool, small: pool } },
};

describe("the language of the policy in the documents", () => {
  it.each(sections.map((text) => [text.split("\n")[0], text]))("is as the reader has it, from «%s»", (_, text) => {
    const given = parse(text) as object;
    const read = parsePolicyFile(JSON.stringify({ ...base, ...meant, ...given }), "policy.yaml");
    expect(read.kind === "problems" ? read.problems.map(({ path, expected }) => `${path}: ${expected}`) : []).toEqual(
      [],
    );
  });
});
