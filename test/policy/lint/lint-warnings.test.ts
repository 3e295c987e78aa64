import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { warningsOf } from "../../../cli/lint-warnings.ts";
import { lintPolicy } from "../../../policy/lint/lint-policy.ts";
import { parsePolicy } from "../../../policy/read/policy-file.ts";
import { renderProblem } from "../../../policy/read/problem.ts";
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
