import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, describe, expect, it } from "vitest";
import { replaceFile } from "../../local/replace-file.ts";

const folder = mkdtempSync(join(tmpdir(), "turno-replaced-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a file that is replaced", () => {
  it("is whole for whoever reads it meanwhile", async () => {
    const file = join(folder, "kept.json");
    const text = JSON.stringify({ long: "x".repeat(50_000) });
    replaceFile(file, text);
    const program = new URL("../../local/replace-file.ts", import.meta.url).href;
    const writer = new Worker(
      `import(${JSON.stringify(program)}).then(({ replaceFile }) => {
        for (let n = 0; n < 500; n++) replaceFile(${JSON.stringify(file)}, ${JSON.stringify(text)});
      });`,
      { eval: true },
    );
    let isDone = false;
    const done = new Promise((resolve) => writer.once("exit", resolve)).then(() => {
      isDone = true;
    });
    const seen = new Set<number>();
    while (!isDone) {
      seen.add(readFileSync(file, "utf8").length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await done;
    expect([...seen]).toEqual([text.length]);
  });
});
