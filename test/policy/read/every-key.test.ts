import fc from "fast-check";
import { expect, it } from "vitest";
import { descriptions } from "../../../policy/read/policy-descriptions.ts";
import { anyPolicyDocument } from "../../build/any-policy.ts";

/** Every path of keys in a document, list items and free names as `*`, by the paths that are described. */
function pathsIn(value: unknown, before: string, found: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const own = before === "" ? key : `${before}.${key}`;
    const path = !Array.isArray(value) && own in descriptions ? own : `${before}.*`;
    found.add(path);
    pathsIn(inner, path, found);
  }
}

it("no key of a policy is left out of the random policies that are written, read, compared and rendered", () => {
  const found = new Set<string>();
  for (const document of fc.sample(anyPolicyDocument, { numRuns: 150, seed: 13 })) pathsIn(document, "", found);
  const missing = Object.keys(descriptions).filter(
    (path) => !/^(condition|operators|words)\./.test(path) && !found.has(path),
  );
  expect(missing).toEqual([]);
});
