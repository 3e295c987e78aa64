import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleConsole, CONSOLE_LIMIT, type ConsoleBundle } from "../../infra/console-bundle.ts";
import { root } from "./synthesised.ts";

const outdir = mkdtempSync(join(tmpdir(), "turno-console-"));
let bundle: ConsoleBundle;
let html: string;
beforeAll(async () => {
  bundle = await bundleConsole(root, join(outdir, "made"));
  html = readFileSync(join(bundle.page, "index.html"), "utf8");
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

describe("the console's files", () => {
  it("take at most 60 KB, compressed, to the first page", () => {
    expect(bundle.firstBytes).toBeGreaterThan(1000);
    expect(bundle.firstBytes).toBeLessThanOrEqual(CONSOLE_LIMIT);
  });

  it("have names that change with what is in them, and are all that the page names", () => {
    const files = readdirSync(bundle.assets);
    for (const file of files) expect(file).toMatch(/^[\w-]+-[A-Z0-9]{8}\.(js|css)$/);
    const named = [...html.matchAll(/(?:href|src)="\/app\/assets\/([^"]+)"/g)].map(([, file]) => file);
    expect(named.length).toBeGreaterThanOrEqual(2);
    expect(files).toEqual(expect.arrayContaining(named));
  });

  it("need nothing inline, which the edge's policy forbids", () => {
    expect(html).not.toContain("{{");
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|https?:/);
  });
});
