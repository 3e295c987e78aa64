import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

/** A file of a made project, with the one line in it, and what is minded of it; nothing where it is allowed. */
const cases: [string, string, string | undefined][] = [
  ["routing/lead/a.ts", 'import "../../adapters/x.ts";', "noRestrictedImports"],
  ["routing/lead/b.ts", 'import "../board.ts";', "noRestrictedImports"],
  ["routing/lead/c.ts", 'import "../policy/x.ts";', "noRestrictedImports"],
  ["routing/lead/d.ts", 'import "../time/x.ts";', undefined],
  ["routing/lead/e.ts", 'import "../facts.ts";', undefined],
  ["routing/lead/f.ts", 'import "node:fs";', "noRestrictedImports"],
  ["routing/lead/g.ts", 'import "@aws-sdk/lib-dynamodb";', "noRestrictedImports"],
  ["routing/lead/h.ts", 'import type { X } from "../../adapters/x.ts";', "noRestrictedImports"],
  ["routing/lead/i.ts", 'export * from "../../adapters/x.ts";', "noRestrictedImports"],
  ["routing/lead/j.ts", 'await import("../../adapters/x.ts");', "noRestrictedImports"],
  ["routing/lead/k.ts", 'import "../time/../../adapters/x.ts";', "noRestrictedImports"],
  ["routing/lead/l.ts", 'require("node:fs");', "noCommonJs"],
  ["routing/lead/m.ts", "Date.now();", "plugin"],
  ["routing/lead/n.ts", "new Date();", "plugin"],
  ["routing/lead/o.ts", "new Date(0);", undefined],
  ["routing/lead/p.ts", "Math.random();", "plugin"],
  ["routing/lead/q.ts", "process.env;", "noRestrictedGlobals"],
  ["routing/facts.ts", 'import "./lead/x.ts";', "noRestrictedImports"],
  ["routing/hall.ts", 'import "./explain/x.ts";', "noRestrictedImports"],
  ["routing/hall2.ts", 'import "./lead/x.ts";', undefined],
  ["routing/explain/a.ts", 'import "../hall.ts";', undefined],
  ["routing/explain/b.ts", 'import "../../policy/x.ts";', "noRestrictedImports"],
  ["policy/read/a.ts", 'import "../lint/x.ts";', "noRestrictedImports"],
  ["policy/read/b.ts", 'import "../../adapters/x.ts";', "noRestrictedImports"],
  ["policy/lint/a.ts", 'import "../../routing/lead/x.ts";', undefined],
  ["policy/lint/b.ts", 'import "../../texts/en/x.ts";', undefined],
  ["policy/lint/c.ts", 'import "../../look/x.ts";', undefined],
  ["texts/en/a.ts", 'import "../../policy/x.ts";', "noRestrictedImports"],
  ["texts/en/b.ts", 'import "../../routing/lead/x.ts";', undefined],
  ["reports/a.ts", 'import "../adapters/x.ts";', "noRestrictedImports"],
  ["look/a.ts", 'import "../routing/x.ts";', "noRestrictedImports"],
  ["adapters/leads/a.ts", 'import "../../functions/x.ts";', "noRestrictedImports"],
  ["adapters/leads/b.ts", 'import "../../policy/x.ts";', undefined],
  ["functions/x/a.ts", 'import "../../infra/x.ts";', "noRestrictedImports"],
  ["functions/x/b.ts", 'import "../../cli/x.ts";', "noRestrictedImports"],
  ["cli/a.ts", 'import "../local/x.ts";', "noRestrictedImports"],
  ["console/a.ts", 'import "../adapters/x.ts";', "noRestrictedImports"],
  ["console/b.ts", 'import "node:fs";', "noRestrictedImports"],
  ["infra/a.ts", 'import "../functions/x.ts";', "noRestrictedImports"],
  ["local/a.ts", 'import "../infra/x.ts";', "noRestrictedImports"],
  ["local/demo/a.ts", 'import "../functions/x.ts";', undefined],
  ["bench/circle.ts", 'import "./circle-too.ts";', "noImportCycles"],
  ["bench/circle-too.ts", 'import type { X } from "./circle.ts";', "noImportCycles"],
];

const root = join(import.meta.dirname, "../..");
const project = mkdtempSync(join(tmpdir(), "turno-imports-"));
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** The rules that each file breaks. */
function broken(): Map<string, string[]> {
  for (const file of ["biome.imports.jsonc", "pure.grit"]) copyFileSync(join(root, file), join(project, file));
  const config = { extends: ["./biome.imports.jsonc"], linter: { rules: { preset: "none" } } };
  writeFileSync(join(project, "biome.json"), JSON.stringify(config));
  for (const [file, line] of cases) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), `${line}\nexport type X = string;\n`);
  }
  const biome = join(root, "node_modules/.bin/biome");
  const { stdout } = spawnSync(biome, ["lint", "--reporter=json", "--max-diagnostics=none", "."], {
    cwd: project,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: string } }[] };
  const rules = new Map<string, string[]>();
  for (const { category, location } of diagnostics) {
    rules.set(location.path, [...(rules.get(location.path) ?? []), category.split("/").at(-1) ?? ""]);
  }
  return rules;
}

describe("the direction of imports", () => {
  const rules = broken();
  it.each(cases)("%s: %s", (file, _, rule) => {
    expect(rules.get(file) ?? []).toEqual(rule === undefined ? [] : [rule]);
  });
});
