import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./synthesised.ts";

interface Package {
  license?: string;
  integrity?: string;
  /** Comes within the archive of the package that it lies in, and so under that one's integrity. */
  inBundle?: boolean;
  optionalDependencies?: Record<string, string>;
}

const read = (file: string) => readFileSync(join(root, file), "utf8");
const { "": project, ...packages }: Record<string, Package> = JSON.parse(read("package-lock.json")).packages;

/** Whether a package finds another as Node does: beside what it brings itself, then in each folder above. */
function finds(path: string, name: string): boolean {
  if (packages[`${path && `${path}/`}node_modules/${name}`]) return true;
  return path !== "" && finds(path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/"))), name);
}

describe("the lock file", () => {
  it("has the integrity of everything that is fetched", () => {
    const without = Object.entries(packages).filter(([, { integrity, inBundle }]) => !integrity && !inBundle);
    expect(without.map(([path]) => path)).toEqual([]);
  });

  // npm leaves out, without a word, what its registry does not have, and refuses the lock file on that platform then.
  it("has what packages need on other platforms", () => {
    const missing = Object.entries({ "": project, ...packages }).flatMap(([path, { optionalDependencies = {} } = {}]) =>
      Object.keys(optionalDependencies).filter((name) => !finds(path, name)),
    );
    expect(missing).toEqual([]);
  });

  it("names the licence that is in LICENSE", () => {
    expect([JSON.parse(read("package.json")).license, project?.license]).toEqual(["Apache-2.0", "Apache-2.0"]);
    expect(read("LICENSE")).toMatch(/^\s+Apache License\n\s+Version 2\.0/);
  });
});
