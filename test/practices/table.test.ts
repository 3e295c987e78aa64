import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { breaks } from "../build/practice-breaks.ts";

const table = readFileSync("docs/practices.md", "utf8");
const rows = [...table.matchAll(/^\| (\d+) \| (.+?) \| (.+) \|$/gm)].map(([, n, , where = ""]) => ({
  n: Number(n),
  where,
}));

it("the table of practices has each of the 75 once, in order", () => {
  expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 75 }, (_, n) => n + 1));
});

it("every practice has a test of its name where the table says, or is not built yet", () => {
  const wrong = rows.filter(({ n, where }) => {
    const [, file] = /\]\(\.\.\/(test\/practices\/[\w-]+\.test\.ts)\)/.exec(where) ?? [];
    return file ? !readFileSync(file, "utf8").includes(`"practice ${n}: `) : !where.startsWith("not built yet");
  });
  expect(wrong).toEqual([]);
});

it("no test names a practice that the table calls not built yet", () => {
  const tests = readdirSync("test/practices").map((file) => readFileSync(`test/practices/${file}`, "utf8"));
  const named = new Set(
    tests.flatMap((text) => [...text.matchAll(/it\("practice (\d+): /g)].map(([, n]) => Number(n))),
  );
  expect(rows.filter(({ n, where }) => where.startsWith("not built yet") && named.has(n))).toEqual([]);
});

it("what the long suite breaks, to see each practice fail, is where it looks for it", () => {
  expect(breaks.filter(({ file, from }) => !readFileSync(file, "utf8").includes(from))).toEqual([]);
});
