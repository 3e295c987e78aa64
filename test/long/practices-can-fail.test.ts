import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { breaks } from "../build/practice-breaks.ts";

const run = promisify(execFile);
const root = resolve(".");
/** What is not of the project, or only made from it. */
const left = new Set([".git", ".build", ".stryker-tmp", ".turno", ".vitest", "cdk.out", "node_modules"]);
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "turno-"));
  for (const name of readdirSync(root).filter((name) => !left.has(name)))
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true }));

const files = readdirSync("test/practices").filter((file) => file.endsWith(".test.ts"));
const filesOf = (practice: number) =>
  files.filter((file) => readFileSync(join("test/practices", file), "utf8").includes(`"practice ${practice}: `));

interface Report {
  testResults: { assertionResults: { title: string; status: "passed" | "failed" | "skipped" }[] }[];
}

/** The titles of tests in the copy, of these files and with these words in them, by how they end. */
async function outcome(some: readonly string[], words: string): Promise<{ passed: string[]; failed: string[] }> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [
    "run",
    "--project",
    "unit",
    "--project",
    "parts",
    ...some.map((file) => `test/practices/${file}`),
    "-t",
    words,
  ];
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  await run(process.execPath, [vitest, ...args, "--reporter=json", `--outputFile=${report}`], { cwd: copy }).catch(
    () => undefined,
  );
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const ended = (wanted: string) => tests.filter(({ status }) => status === wanted).map(({ title }) => title);
  return { passed: ended("passed"), failed: ended("failed") };
}

describe("a practice test", () => {
  it("is broken by some edit, for each practice that has a test", () => {
    const tested = files.flatMap((file) =>
      [...readFileSync(join("test/practices", file), "utf8").matchAll(/"practice (\d+): /g)].map(([, n]) => Number(n)),
    );
    expect(new Set(breaks.map(({ practice }) => practice))).toEqual(new Set(tested));
  });

  it.each(breaks)("of practice $practice fails without $without", async ({ practice, file, from, to }) => {
    const path = join(copy, file);
    const text = readFileSync(path, "utf8");
    expect(text, `${basename(file)} is not as the break knows it`).toContain(from);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
    try {
      expect((await outcome(filesOf(practice), `practice ${practice}: `)).failed).not.toEqual([]);
    } finally {
      writeFileSync(path, text);
    }
  });

  it.each(files.filter((file) => file !== "table.test.ts"))(
    "passes in the copy where nothing is broken: %s",
    async (file) => {
      const { passed, failed } = await outcome([file], "practice");
      expect(passed).not.toEqual([]);
      expect(failed).toEqual([]);
    },
  );
});
