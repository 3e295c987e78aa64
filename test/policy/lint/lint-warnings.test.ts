import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { warningsOf } from "../../../cli/lint-warnings.ts";
import { lintPolicy } from "../../../policy/lint/lint-policy.ts";
import { parsePolicy } from "../../../policy/read/policy-file.ts";
import { renderProblem } from "../../../policy/read/problem.ts";
import { aRep } from "../../build/a-rep.ts";
import { turno } from "../../build/command-line.ts";
import { claims } from "../../build/lint-claims.ts";
import { policy, roster, sampleFindings } from "../../build/sample.ts";

const folder = mkdtempSync(join(tmpdir(), "turno-warnings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const written = `turno: 1
name: Andina Cloud
currency: USD
territories:
  brazil: { country: BR }
  iberia: { country: [ES, PT] }
qualification: {}
score:
  - dimension: size
    max: 10
    points:
      - { when: { size: { at_least: 50 } }, give: 10, because: Fifty people }
priority: []
lanes:
  - { lane: sales, when: {}, action: route, because: Ready }
rules:
  - { rule: Brazil, when: { territory: brazil }, pools: [smb] }
  - rule: Rio
    when: { territory: brazil, city: Rio }
    pools: [smb]
  - { rule: Others, when: { not: { territory: brazil } }, pools: [smb] }
otherwise: { pools: [smb] }
pools:
  smb: { manager: marta }
  large: { manager: marta }
sla:
  hot: { answer: 5m, first_contact: 15m }
  warm: { answer: 15m, first_contact: 1h }
  cold: { answer: 1h, first_contact: 4h }
`;

describe("warnings of a good policy", () => {
  it("name the line, in the order of the file", () => {
    const reading = parsePolicy(written, "p.yaml");
    if (reading.kind !== "policy") throw new Error("not a good policy");
    expect(warningsOf("p.yaml", reading.policy, written, undefined).map(renderProblem)).toEqual([
      "p.yaml:6: territories.iberia: nothing asks for this territory: being in it changes nothing for a lead",
      'p.yaml:19: rules[1].when: can never match: rule "Brazil" above takes every lead that it could; for example { country: BR, city: rio, language: en } (score 0, cold, lane sales) goes by rule "Brazil"',
      "p.yaml:25: pools.large: no rule sends leads to this pool, nor does otherwise, after_max_wait or after_attempts",
    ]);
  });

  it("name pieces that stand within other words, and ends that stand in the middle of a domain", () => {
    const texts = "all: [{ role: { contains: [cto, head of, VP] } }, { email_domain: { contains: .edu } }]";
    const reading = parsePolicy(written.replace("when: { size: { at_least: 50 } }", `when: { ${texts} }`), "p.yaml");
    if (reading.kind !== "policy") throw new Error("not a good policy");
    const findings = lintPolicy(reading.policy, undefined).filter(({ check }) => check === "short-piece");
    expect(findings.map(({ path, says }) => [path.join("."), says])).toEqual([
      ["score.0.points.0.when.all.0.role.contains", "cto is also in director and doctor; word asks for whole words"],
      [
        "score.0.points.0.when.all.1.email_domain.contains",
        ".edu may stand in the middle of a domain, as in learn.edusoft.example; ends_with asks for its end",
      ],
    ]);
  });

  const findingsOf = (from: string, to: string) => {
    expect(written).toContain(from);
    const reading = parsePolicy(written.replace(from, to), "p.yaml");
    if (reading.kind !== "policy") throw new Error("not a good policy");
    return lintPolicy(reading.policy, undefined).map(({ path, says }) => `${path.join(".")}: ${says}`);
  };

  it("name the values of a list that a rule above has taken", () => {
    const rules = `  - { rule: First, when: { country: [DE, AT], size: { below: 50 } }, pools: [smb] }
  - { rule: Second, when: { country: [CH, AT], size: { below: 20 } }, pools: [large] }
  - { rule: Codes, when: { postal_code: { starts_with: ["10", "2"] } }, pools: [smb] }
  - { rule: More codes, when: { postal_code: { starts_with: ["104", "30"] } }, pools: [large] }
  - { rule: Larger, when: { country: [CH, AT] }, pools: [large] }
`;
    const said = findingsOf("  - rule: Rio\n", `${rules}  - rule: Rio\n`).filter((text) =>
      text.includes("never matter"),
    );
    expect(said).toEqual([
      'rules.2.when.country: AT never matters here: rule "First" above takes every such lead',
      'rules.4.when.postal_code.starts_with: 104 never matters here: rule "Codes" above takes every such lead',
    ]);
  });

  it("name scores that are out of reach, and own numbers out of their range", () => {
    const own = "attributes: { seats: { kind: number, range: [1, 100] } }\npriority:\n";
    const lines = `  - { priority: hot, when: { score: { at_least: 11 } }, because: High }
  - { priority: hot, when: { score: { at_least: 10 } }, because: All }
  - { priority: warm, when: { seats: { above: 100 } }, because: Many }`;
    expect(findingsOf("priority: []", `${own}${lines}`).filter((text) => text.includes("never holds"))).toEqual([
      "priority.0.when.score: never holds: a lead has 10 points at most",
      "priority.2.when.seats: never holds: seats is from 1 to 100",
    ]);
  });

  it("name hours that no clock shows, and bands that begin beyond the range of what they are of", () => {
    const own = "attributes: { seats: { kind: number, range: [1, 100] } }\nterritories:\n";
    const band =
      "  - { dimension: seats, max: 9, bands: { of: seats, steps: [{ from: 9, give: 1, because: a }, { from: 101, give: 9, because: b }] } }";
    const line = "  - { priority: hot, when: { local_hour: { above: 23 } }, because: Late }";
    expect(
      findingsOf(
        written,
        written
          .replace("territories:\n", own)
          .replace(
            "priority: []",
            `${band}\npriority:\n${line}\n  - { priority: warm, when: { local_hour: { at_least: 23 } }, because: Late }`,
          ),
      ).filter((text) => text.includes("never holds") || text.includes("never reached")),
    ).toEqual([
      "score.1.bands.steps.1.from: is never reached: seats is from 1 to 100",
      "priority.0.when.local_hour: never holds: local_hour is from 0 to 23",
    ]);
  });

  it("say nothing of who is in no pool where a fact of leads names reps, since they are named", () => {
    const reading = (rep: string) =>
      parsePolicy(
        written.replace("  - rule: Rio\n", `  - { rule: Named, when: {}, rep: ${rep}, else: next }\n  - rule: Rio\n`),
        "p.yaml",
      );
    const said = (rep: string) => {
      const read = reading(rep);
      if (read.kind !== "policy") throw new Error(JSON.stringify(read.problems));
      const team = [aRep({ id: "ana", pools: {} }), aRep({ id: "beto", pools: { smb: 1 } })];
      return lintPolicy(read.policy, team).flatMap(({ check, about }) => (check === "unreachable-rep" ? about : []));
    };
    expect([said("{ fact: campaign }"), said("owner")]).toEqual([[], ["ana"]]);
  });

  it("say nothing of leads that no rule covers where that is meant", () => {
    const from =
      "  - { rule: Others, when: { not: { territory: brazil } }, pools: [smb] }\notherwise: { pools: [smb] }";
    const gap = (to: string) => findingsOf(from, to).some((text) => text.startsWith("otherwise: no rule covers"));
    expect(gap("otherwise: { pools: [smb] }")).toBe(true);
    expect(gap("otherwise: { pools: [smb], meant: true }")).toBe(false);
  });

  it("say nothing of a territory that only gives points and overlaps those of owners", () => {
    const both = written
      .replace("  iberia: { country: [ES, PT] }", "  lusophone: { country: [BR, PT] }\n  iberia: { country: [ES, PT] }")
      .replace("{ size: { at_least: 50 } }", "{ territory: lusophone }");
    const reading = parsePolicy(both, "p.yaml");
    if (reading.kind !== "policy") throw new Error("not a good policy");
    const said = lintPolicy(reading.policy, undefined).filter(({ check }) => check === "territories-overlap");
    expect(said.flatMap(({ about = [] }) => about)).not.toContain("lusophone");
  });

  it("are few for the sample policy, and so", () => {
    const findings = sampleFindings();
    expect(findings.length).toBeLessThan(9);
    for (const finding of findings) claims[finding.check](finding, { policy, reps: roster, leads: [] });
  });

  it("follow the verdict, and fail a strict check", async () => {
    const file = join(folder, "policy.yaml");
    writeFileSync(file, written);
    const check = ["policy", "check", file];
    const plain = await turno(...check);
    expect([plain.code, plain.out]).toEqual([
      0,
      expect.stringMatching(/is a good policy.*\n.*policy\.yaml:\d+: .*\n(.*\n)*\d+ warnings?: /),
    ]);
    const strict = await turno(...check, "--strict");
    expect([strict.code, strict.said]).toEqual([
      1,
      expect.stringMatching(/policy\.yaml:\d+: .*\n(.*\n)*\d+ warnings?; with --strict the check fails/),
    ]);
  });
});
