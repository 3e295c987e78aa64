import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { contrastOf } from "../../look/contrast.ts";
import { lintPolicy } from "../../policy/lint/lint-policy.ts";
import { parsePolicy } from "../../policy/read/policy-file.ts";
import { renderYaml } from "../../policy/read/policy-yaml.ts";
import { aPolicyWithForm } from "../build/a-form.ts";

const document = () => parse(renderYaml(aPolicyWithForm()));
const problemsOf = (form: object): string[] => {
  const whole = document();
  const read = parsePolicy(stringify({ ...whole, form: { ...whole.form, ...form } }), "p.yaml");
  return read.kind === "problems" ? read.problems.map(({ path, expected }) => `${path}: ${expected}`) : [];
};
const remarksOn = (form: object, more: object = {}) => {
  const whole = document();
  const read = parsePolicy(stringify({ ...whole, ...more, form: { ...whole.form, ...form } }), "p.yaml");
  if (read.kind !== "policy") throw new Error(JSON.stringify(read.problems));
  return lintPolicy(read.policy, undefined)
    .filter(({ check }) => ["contrast", "consent-wording", "no-field"].includes(check))
    .map(({ says }) => says);
};

describe("the form of a policy", () => {
  it("is read as it was written", () => expect(problemsOf({})).toEqual([]));

  it.each<[object, RegExp]>([
    [{ steps: [{ fields: ["name", "email", "seets"] }] }, /there is no fact "seets".*did you mean "seats"/],
    [{ steps: [{ fields: ["name"] }] }, /expected a field "email", without which there is no lead/],
    [{ steps: [{ fields: ["name", "email", "name"] }] }, /there is another field "name" above/],
    [{ steps: [{ fields: ["name", "email"] }, { fields: [] }] }, /steps\[1\].fields: expected at least 1 entry/],
    [{ thanks: { redirect: "http://andina.example" } }, /redirect: expected an https address/],
    [{ thanks: { redirect: "https://andina.example@evil.example" } }, /redirect: expected an https address/],
    [{ thanks: { redirect: "javascript:alert(1)" } }, /redirect: expected an https address/],
    [{ brand: { logo: "javascript:alert(1)" } }, /logo: expected an https address/],
    [{ brand: { colours: { accent: "red;}" } } }, /accent: expected a colour such as/],
    [{ names: { mail: "emal" } }, /there is no fact "emal".*did you mean "email"/],
    [
      {
        consents: [
          { id: "a", wording: "x", version: "1" },
          { id: "a", wording: "y", version: "1" },
        ],
      },
      /another id "a"/,
    ],
  ])("is refused as %j", (form, said) => {
    expect(problemsOf(form).join("\n")).toMatch(said);
  });

  it("is remarked on where it is hard to read", () => {
    expect(remarksOn({ consents: [], brand: { colours: { accent: "#ffcc00" } } })).toEqual([
      "the text on buttons (#ffffff) on accent (#ffcc00) has a contrast of 1.5 to 1, and people need at least 4.5",
      "links, in accent (#ffcc00) on card (#ffffff) has a contrast of 1.5 to 1, and people need at least 4.5",
    ]);
    expect(remarksOn({ consents: [] })).toEqual([]);
  });

  it("is remarked on where somebody agrees to words in another language", () => {
    const [says] = remarksOn({ consents: [{ id: "terms", version: "1", wording: { en: "Call me", es: "Llámenme" } }] });
    expect(says).toBe("the consent terms has no wording in pt, so who reads that agrees to words in another language");
  });

  it("is remarked on where rules need what it does not ask", () => {
    const rules = [{ rule: "Gold", when: { tier: "gold" }, pools: Object.keys(aPolicyWithForm().pools).slice(0, 1) }];
    const { attributes } = document();
    expect(
      remarksOn({ consents: [] }, { rules, attributes: { ...attributes, tier: { kind: "choice", values: ["gold"] } } }),
    ).toEqual(["the form does not ask for tier, and no look-up fills it in: who comes by the form has none"]);
  });
});

it("contrast is that of WCAG: black on white is 21 to 1, a colour on itself 1", () => {
  expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrastOf("#0a6b5a", "#0a6b5a")).toBe(1);
});
