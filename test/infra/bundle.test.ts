import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bundle, bundleFunctions, bundleLimitOf } from "../../infra/bundle.ts";
import { FUNCTION_NAMES, type FunctionName } from "../../infra/functions.ts";
import { locales } from "../../routing/lead/lead.ts";
import { formTexts, nurtureMailTexts, offerMailTexts, policyTexts } from "../../texts/by-language.ts";
import { root, variablesOf } from "./synthesised.ts";

const outdir = mkdtempSync(join(tmpdir(), "turno-bundles-"));
let bundles: Bundle[];
beforeAll(async () => {
  bundles = await bundleFunctions(root, outdir);
}, 240_000);
afterAll(() => rmSync(outdir, { recursive: true, force: true }));
const bundleOf = (name: FunctionName) => bundles.find((bundle) => bundle.name === name) as Bundle;
const scriptsOf = ({ folder }: Bundle) => readdirSync(folder).filter((file) => file.endsWith(".mjs"));

const given = (variable: string) =>
  ({ MAIL_FROM: "Turno <a@example.com>", INTAKE_LIMITS: '{"form":1,"unsigned":1,"unsignedInAll":1}' })[variable] ??
  "https://a.example";

describe("bundles", () => {
  it("are made of every function that has an entry, and of no other", () => {
    expect(bundles.map(({ name }) => name)).toEqual([...FUNCTION_NAMES].sort());
  });

  it.each(FUNCTION_NAMES)("keep %s within its limit", (name) => {
    expect(bundleOf(name).totalBytes).toBeLessThanOrEqual(bundleLimitOf(name));
  });

  it("hold all that each function loads, so that it starts from its folder alone", () => {
    const starts = FUNCTION_NAMES.map((name) => ({
      name,
      entry: join(bundleOf(name).folder, `${name}.mjs`),
      environment: Object.fromEntries(variablesOf(name).map((variable) => [variable, given(variable)])),
    }));
    // One process for all: each is loaded in an environment of its own.
    const check = `
      const found = {};
      for (const { name, entry, environment } of ${JSON.stringify(starts)}) {
        for (const variable of Object.keys(process.env)) delete process.env[variable];
        Object.assign(process.env, environment, { STAGE: "dev", AWS_REGION: "us-east-1" });
        found[name] = await import(entry).then(({ handler }) => typeof handler, ({ message }) => message);
      }
      process.stdout.write(JSON.stringify(found));`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", check], {
      cwd: outdir,
      encoding: "utf8",
      env: {},
    });
    expect(JSON.parse(printed)).toEqual(Object.fromEntries(FUNCTION_NAMES.map((name) => [name, "function"])));
  });

  it.each(FUNCTION_NAMES)("give %s no file that it cannot reach", (name) => {
    const scripts = scriptsOf(bundleOf(name));
    const text = scripts.map((file) => readFileSync(join(bundleOf(name).folder, file), "utf8")).join("\n");
    for (const file of scripts) if (file !== `${name}.mjs`) expect(text).toContain(`"./${file}"`);
  });

  it("carry of the texts in every language those alone that the function says", () => {
    const text = scriptsOf(bundleOf("offer-lead"))
      .map((file) => readFileSync(join(bundleOf("offer-lead").folder, file), "utf8"))
      .join("\n");
    for (const locale of locales) {
      expect(text).toContain(offerMailTexts[locale].button);
      for (const other of [nurtureMailTexts[locale].thanks, formTexts[locale].intro, policyTexts[locale].intro]) {
        expect(text).not.toContain(other);
      }
    }
  });

  it.each(FUNCTION_NAMES)("bring to %s source maps of our own code alone, named as in the project", (name) => {
    const { folder, mapBytes, startBytes } = bundleOf(name);
    const files = readdirSync(folder).filter((file) => file.endsWith(".map"));
    const maps = files.map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
    const sources: string[] = maps.flatMap((map) => map.sources);
    expect(sources).toContain(`functions/${name}/handler.ts`);
    for (const source of sources)
      expect(source).toMatch(/^(adapters|functions|infra|look|policy|reports|routing|texts)\//);
    for (const map of maps) expect(map).not.toHaveProperty("sourcesContent");
    // Node reads them at the start as well.
    expect(mapBytes).toBeLessThan(startBytes * 0.75);
  });

  it("let a stack trace name our line, with the setting that each function has, and leave frames of packages alone", () => {
    const entry = join(bundleOf("qualify-lead").folder, "qualify-lead.mjs");
    const failsIn = (environment: object) =>
      execFileSync(
        process.execPath,
        [
          "--input-type=module",
          "-e",
          `await import(${JSON.stringify(entry)}).catch(({ stack }) => console.log(stack))`,
        ],
        { encoding: "utf8", env: { STAGE: "dev", AWS_REGION: "us-east-1", ...environment } },
      );
    const lines = readFileSync(join(root, "adapters/environment.ts"), "utf8").split("\n");
    const thrown = lines.findIndex((line) => line.includes("throw new Error(")) + 1;
    expect(failsIn({ NODE_OPTIONS: "--enable-source-maps" })).toContain(`adapters/environment.ts:${thrown}:`);
    expect(failsIn({})).not.toContain("environment.ts");
  });

  it("need no `require`, which an ES module does not have", () => {
    const requiring = bundles.flatMap((bundle) =>
      scriptsOf(bundle)
        .filter((file) => readFileSync(join(bundle.folder, file), "utf8").includes("Dynamic require of"))
        .map((file) => `${bundle.name}/${file}`),
    );
    expect(requiring).toEqual([]);
  });
});
