import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { lintPolicy } from "../../policy/lint/lint-policy.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { renderYaml } from "../../policy/read/policy-yaml.ts";
import { attributesOf } from "../../routing/attributes.ts";
import { evaluate } from "../../routing/conditions/condition.ts";
import { matchRule } from "../../routing/match-rule.ts";
import type { Policy } from "../../routing/policy/policy.ts";
import { conditionWords } from "../../texts/condition-words.ts";
import { aLead } from "../build/a-lead.ts";
import { aPolicy } from "../build/a-policy.ts";

const at = "2026-11-30T15:00:00.000Z";

/** A policy with these conditions, a rule each, as its file is read. */
function policyOf(whens: readonly object[], more: object = {}): Policy {
  const base = aPolicy();
  const pool = Object.keys(base.pools)[0] ?? "";
  const rules = whens.map((when, n) => ({ rule: `Rule ${n}`, when, pools: [pool] }));
  const { rules: _, ...rest } = parse(renderYaml(base));
  const reading = parsePolicy(stringify({ ...rest, ...more, rules, otherwise: { pools: [pool] } }), "p.yaml");
  if (reading.kind === "problems") throw new Error(JSON.stringify(reading.problems));
  return reading.policy;
}

const ruleFor = (policy: Policy, facts: object): string => {
  const lead = aLead({ facts: { ...aLead().facts, ...facts } });
  const { rule } = matchRule(lead, policy, at, undefined).rule;
  for (const { rule: name, when } of policy.rules)
    if (evaluate(when, attributesOf(lead, policy, at)).holds) {
      expect(rule).toBe(name);
      break;
    }
  return rule;
};

describe("a condition on regions", () => {
  it("takes a region however it and the lead's are written", () => {
    for (const region of ["MX-JAL", "Jalisco", "Jal.", "Estado de Jalisco", "JAL"]) {
      const policy = policyOf([{ country: "MX", region }]);
      expect(policy.rules[0]?.when.region).toBe("MX-JAL");
      for (const written of ["jalisco", "Jal.", "MX-JAL", "ESTADO DE JALISCO", "Guadalajara, Jal."])
        expect([region, written, ruleFor(policy, { country: "MX", region: written })]).toEqual([
          region,
          written,
          "Rule 0",
        ]);
      expect(ruleFor(policy, { country: "MX", region: "Nuevo León" })).not.toBe("Rule 0");
      expect(ruleFor(policy, { country: "BR", region: "Jalisco" })).not.toBe("Rule 0");
    }
  });

  it("takes a province by the region that it lies in", () => {
    const policy = policyOf([{ region: "ES-CT" }]);
    expect(ruleFor(policy, { country: "ES", region: "Barcelona" })).toBe("Rule 0");
    expect(ruleFor(policy, { country: "ES", region: "Valencia" })).not.toBe("Rule 0");
  });

  it("compares what names no region as it is written, and asks texts of what was written", () => {
    const policy = policyOf([
      { region: "the north" },
      { country: "PE", region: "Lima" },
      { region: { contains: "baja" } },
    ]);
    expect(ruleFor(policy, { country: "MX", region: "The North" })).toBe("Rule 0");
    expect(ruleFor(policy, { country: "PE", region: "lima" })).toBe("Rule 1");
    expect(ruleFor(policy, { country: "MX", region: "Baja California" })).toBe("Rule 2");
  });

  it("takes a name of regions in several countries as any of them, where it asks for no country", () => {
    const policy = policyOf([{ region: "Córdoba" }]);
    expect(policy.rules[0]?.when.region).toEqual(["AR-X", "CO-COR", "ES-CO", "Córdoba"]);
    for (const country of ["AR", "CO", "ES"])
      expect(ruleFor(policy, { country, region: "Provincia de Cordoba" })).toBe("Rule 0");
    expect(ruleFor(policy, { country: "MX", region: "Jalisco" })).not.toBe("Rule 0");
  });

  it("knows the regions of every country, and carries those of the countries that it asks for alone", () => {
    const policy = policyOf([{ country: "JP", region: "Hokkaido" }, { region: "Bavaria" }]);
    expect(ruleFor(policy, { country: "JP", region: "Hokkaidō" })).toBe("Rule 0");
    expect(ruleFor(policy, { country: "DE", region: "Bayern" })).toBe("Rule 1");
    expect(Object.keys(policy.region_tables ?? {})).toEqual(["DE", "JP"]);
    expect(policyOf([{ country: "JP" }])).not.toHaveProperty("region_tables");
  });

  it("may exclude", () => {
    const policy = policyOf([{ country: "BR", region: { none_of: ["SP", "Rio de Janeiro"] } }]);
    expect(ruleFor(policy, { country: "BR", region: "Estado de São Paulo" })).not.toBe("Rule 0");
    expect(ruleFor(policy, { country: "BR", region: "Bahia" })).toBe("Rule 0");
    expect(ruleFor(policy, { country: "BR", region: undefined })).toBe("Rule 0");
  });

  it("names several by a list of the policy's own", () => {
    const policy = policyOf([{ country: "MX", region: ["north", "Jalisco"] }], {
      regions: { north: ["MX-NLE", "Coahuila"] },
    });
    expect(policy.rules[0]?.when.region).toEqual(["MX-NLE", "MX-COA", "MX-JAL"]);
    expect(ruleFor(policy, { country: "MX", region: "Saltillo, Coahuila" })).toBe("Rule 0");
  });

  it("is said by the names of its regions", () => {
    const policy = policyOf([{ region: ["MX-JAL", "ES-CT"] }]);
    const said = (locale: "en" | "es") => conditionWords(policy.rules[0]?.when ?? {}, { locale, policy });
    expect(said("en")).toContain("Jalisco or Catalonia");
    expect(said("es")).toContain("Jalisco o Catalunya");
  });

  it("sends all spellings of São Paulo by the sample's rule for it", () => {
    const reading = parsePolicy(readFileSync("samples/policy.yaml", "utf8"), "policy.yaml");
    if (reading.kind !== "policy") throw new Error("the sample does not read");
    for (const region of ["São Paulo", "Sao Paulo", "SAO PAULO", "Sa\u0303o Paulo", "SP", "Estado de São Paulo"]) {
      const attributes = attributesOf(
        aLead({ facts: { ...aLead().facts, country: "BR", region } }),
        reading.policy,
        at,
      );
      expect([region, attributes.territory]).toEqual([region, expect.arrayContaining(["sao-paulo"])]);
    }
  });
});

describe("the lint of regions", () => {
  const said = (when: object, more: object = {}) =>
    lintPolicy(policyOf([when], more), undefined).flatMap(({ check, says }) => (check === "region" ? [says] : []));

  it.each([
    [{ country: "BR", region: "MX-JAL" }, "MX-JAL (Jalisco) is not in BR, which the condition asks for"],
    [{ country: "BR", region: "Jalisco" }, "MX-JAL (Jalisco) is not in BR, which the condition asks for"],
    [
      { country: "MX", region: "Xalisco" },
      "Xalisco is no region of MX by ISO 3166-2, so only leads that write it like this are in it; did you mean MX-JAL (Jalisco)?",
    ],
    [
      { region: "Córdoba" },
      "Córdoba may be AR-X (Córdoba), CO-COR (Córdoba) or ES-CO (Córdoba): name one of them by its code, or ask the country as well",
    ],
  ])("says of %j: %s", (when, says) => expect(said(when)).toEqual([says]));

  it("says nothing of a region in its country", () => {
    expect(
      said({ country: ["MX", "BR"], any: [{ region: ["Jalisco", "SP"] }, { not: { region: "MX-NLE" } }] }),
    ).toEqual([]);
  });

  it("looks into the policy's own lists", () => {
    expect(said({ country: "MX", region: "north" }, { regions: { north: ["Nuevo León", "Chihuaua"] } })).toContain(
      "Chihuaua is no region of ISO 3166-2, so only leads that write it like this are in it",
    );
  });

  it("knows that a region's rule takes those of what lies in it", () => {
    const findings = lintPolicy(policyOf([{ region: "ES-CT" }, { region: "ES-B" }]), undefined);
    expect(findings.filter(({ check }) => check === "never-matches").map(({ rules }) => rules?.[0])).toEqual([1]);
  });
});
