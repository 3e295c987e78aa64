import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Path } from "../../../policy/read/issue.ts";
import { knownKeys } from "../../../policy/read/known-keys.ts";
import { descriptions } from "../../../policy/read/policy-descriptions.ts";
import { type JsonSchema, policySchema, schemasAt } from "../../../policy/read/policy-schema.ts";
import { anyPolicyDocument } from "../../build/any-policy.ts";

const root = join(import.meta.dirname, "../../..");
const text = (file: string): string => readFileSync(join(root, file), "utf8");
const published = JSON.parse(text("schemas/policy.json")) as JsonSchema;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true, formats: { uri: URL.canParse } }).compile(published);
const sample = (): Record<string, unknown> => parse(text("samples/policy.yaml"));

/** What the schema minds in the sample once a piece of it is put in place of what stands there. */
function minded(path: readonly (string | number)[], value: unknown): string[] {
  const policy = sample();
  const parent = path.slice(0, -1).reduce<unknown>((inside, key) => (inside as Record<string, unknown>)[key], policy);
  (parent as Record<string, unknown>)[String(path.at(-1))] = value;
  validate(policy);
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

/** The paths of all keys of a schema, as the descriptions name them. */
function keysOf(schema: JsonSchema, before = ""): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
    `${before}${key}`,
    ...keysOf(value, `${before}${key}.`),
  ]);
  const inner = [schema.items, schema.additionalProperties].flat().filter((one) => typeof one === "object");
  return [
    ...own,
    ...inner.flatMap((one) => keysOf(one, `${before}*.`)),
    ...[...(schema.anyOf ?? []), ...(schema.allOf ?? [])].flatMap((one) => keysOf(one, before)),
  ];
}

describe("the JSON Schema of a policy", () => {
  it("is published as it is: after a change of the policy, npm run schema", () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(policySchema())));
  });

  it("has the same keys at each place as the schema that reads policies", () => {
    const places = (value: unknown, path: Path = []): Path[] => [
      ...(typeof value === "object" && value !== null && !Array.isArray(value) ? [path] : []),
      ...(typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))
        : []),
    ];
    const keysAt = (path: Path) =>
      schemasAt(path).flatMap(({ properties, propertyNames }) => [
        ...Object.keys(properties ?? {}),
        ...((propertyNames?.enum as string[] | undefined) ?? []),
      ]);
    const paths = [sample(), ...fc.sample(anyPolicyDocument, { seed: 1, numRuns: 20 })].flatMap((one) => places(one));
    expect(paths.length).toBeGreaterThan(1000);
    for (const path of paths)
      expect([path, knownKeys(path).toSorted()]).toEqual([path, [...new Set(keysAt(path))].toSorted()]);
  });

  it("is named in the sample, so that editors use it", () => {
    expect(text("samples/policy.yaml").split("\n")[0]).toBe("# yaml-language-server: $schema=../schemas/policy.json");
  });

  it("takes the sample", () => {
    expect(validate(sample()), JSON.stringify(validate.errors)).toBe(true);
  });

  it("takes every policy that is well formed", () => {
    fc.assert(
      fc.property(anyPolicyDocument, (document) => {
        expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it.each<[string, (string | number)[], unknown, string]>([
    ["a section that there is not", ["poools"], {}, " additionalProperties"],
    [
      "an operator that there is not",
      ["rules", 0, "when"],
      { any: [{ size: { atleast: 5 } }] },
      "/rules/0/when/any/0/size additionalProperties",
    ],
    ["a time without its unit", ["max_wait"], "90", "/max_wait pattern"],
    ["a preference that there is not", ["rules", 0, "prefer"], ["fastest"], "/rules/0/prefer/0 enum"],
    ["a missing promise", ["sla"], {}, "/sla required"],
    ["another version of the format", ["turno"], 2, "/turno const"],
  ])("minds %s", (_, path, value, complaint) => {
    expect(minded(path, value)).toContain(complaint);
  });

  it("says what each key means, and nothing of keys that there are not", () => {
    const named = Object.entries(published.definitions ?? {});
    const keys = new Set([...keysOf(published), ...named.flatMap(([name, schema]) => keysOf(schema, `${name}.`))]);
    expect(Object.keys(descriptions).toSorted()).toEqual([...keys].toSorted());
  });

  it("offers the values of attributes that have few", () => {
    expect(published.definitions?.condition?.properties?.urgency?.anyOf?.[0]).toEqual({
      enum: ["now", "this-quarter", "this-year", "exploring"],
    });
  });
});
